import type { Direction, GapReason } from '../capture/capture-sink.js';
import type { Problem, Role } from '../protocol/problem.js';
import { type Dissection, type Facts, NO_PROBLEMS, type Packet } from '../protocol/protocol.js';
import type { Tally } from '../protocol/tally.js';
import type { Conversation } from './conversation.js';

/**
 * - `packet`: a packet of the conversation's protocol, whole unless `lost > 0`;
 * - `gap`: octets the capture does not hold (`length`, -1 where nobody can tell);
 * - `undecodable`: octets that belong to no packet anybody can name;
 * - `incomplete`: a packet that had begun when the capture or the connection ended.
 */
export type SeenKind = 'packet' | 'gap' | 'undecodable' | 'incomplete';

/**
 * What the inspector hands on, one at a time: a window on the capture that is filled anew for every packet.
 * It is valid only during the call; who wants to keep something copies it.
 */
export class PacketView implements Packet {
  kind: SeenKind = 'packet';
  /** Counts everything that is handed on, from 1. */
  n = 0;
  /** 1-based number of the capture record that completes the packet. */
  frame = 0;
  seconds = 0;
  nanos = 0;
  /** When the capture's first connection or datagram was seen. */
  startSeconds = 0;
  startNanos = 0;
  conversation!: Conversation;
  direction: Direction = 0;
  /** The packet's octets: `buffer[start, end)`. Fewer than `length` where some are lost, or it is too long to be held. */
  buffer: Uint8Array = NO_BYTES;
  start = 0;
  end = 0;
  /** Octets of the whole packet. */
  length = 0;
  /** Octets of it that the capture does not hold. */
  lost = 0;
  /** "PUBLISH", "basic.publish", "transfer". */
  name = '';
  /** Stands for the name in tables, where its protocol has few enough: below 128; -1 where it has none. */
  code = -1;
  /** Filled at the level `fields` only. */
  problems: readonly Problem[] = NO_PROBLEMS;
  /** The number of the packet that this one answers; 0 for none. */
  answers = 0;
  reason: GapReason | undefined;
  facts: Facts | undefined;

  /** The octets at hand, as a view. */
  bytes(): Uint8Array {
    return this.buffer.subarray(this.start, this.end);
  }

  get clientIsGuess(): boolean {
    return this.conversation.clientIsGuess;
  }

  /** What people are told of it; `tree`: with its fields. */
  dissect(tree: boolean): Dissection {
    if (this.kind !== 'packet') return NOTHING;
    return this.conversation.spoken?.dissect(this, tree) ?? NOTHING;
  }

  lacks(direction: Direction): boolean {
    return this.conversation.lacks(direction);
  }

  get from(): Role | null {
    const { client } = this.conversation;
    if (client === undefined) return null;
    return client === this.direction ? 'client' : 'server';
  }
}

const NO_BYTES = new Uint8Array(0);
const NOTHING: Dissection = { summary: '', channel: undefined, field: undefined, completes: undefined };

/** Who receives what the inspector sees, in the order of the capture. */
export interface PacketSink {
  onPacket(packet: PacketView): void;
  /** Nothing more will come of it. */
  onEnd?(conversation: Conversation): void;
  /** Where packets of this protocol are to be counted instead of being handed on, as far as nothing else is to be said. */
  tallyOf?(protocol: string): Tally | undefined;
}
