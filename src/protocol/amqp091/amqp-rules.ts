import type { Direction, Packet } from '../protocol.js';
import type { Ledger } from '../rule.js';
import type { AmqpFacts } from './facts.js';
import type { AmqpScan } from './scan.js';

/** A message on its way: method, content header, and so much of its body. */
export interface ContentProgress {
  /** Number of the method's packet; 0 where it was not seen. */
  readonly method: number;
  /** -1 while the content header has not come. */
  bodySize: number;
  received: number;
  frames: number;
  /** The first octets of a body that comes in more than one frame. */
  head: Uint8Array;
}

/**
 * What only the whole conversation shows: open channels, the order of method, content header and body, agreed limits,
 * and which method answers which. Judges only what the capture proves.
 */
export class AmqpRules {
  /** What both peers agreed on; 0 while it is not known. */
  frameMax = 0;
  private complete: boolean;
  private readonly channels = new Map<number, Channel>();
  /** The channel of the frame before: mostly this one's too. */
  private last: Channel | undefined;
  private lastNumber = -1;

  constructor(begun: boolean) {
    this.complete = begun;
  }

  lose(): void {
    this.complete = false;
    this.channels.clear();
    this.last = undefined;
  }

  readonly ledger: Ledger = { rows: () => [] };

  learnLimits(packet: Packet, { scan }: AmqpFacts): void {
    const frameMax = scan.numbers[FRAME_MAX] ?? -1;
    if (packet.name === 'connection.tune-ok' && frameMax > 0) this.frameMax = frameMax;
  }

  followHeader(packet: Packet): void {
    if (packet.from === 'client') this.complete &&= packet.n > 0;
  }

  follow(packet: Packet, facts: AmqpFacts): void {
    const { scan } = facts;
    const channel = this.channel(scan.channel);
    if (scan.frameType === 1) this.method(packet, scan, channel);
    else if (scan.frameType === 2) this.contentHeader(packet, scan, channel);
    else if (scan.frameType === 3) this.contentBody(packet, scan, channel);
  }

  /** The message that the frame last followed belongs to. */
  progressOf(channel: number, direction: Direction): ContentProgress | undefined {
    return this.channels.get(channel)?.shown[direction];
  }

  private method(packet: Packet, scan: AmqpScan, channel: Channel): void {
    const { layout } = scan;
    const { direction } = packet;
    const open = channel.content[direction];
    channel.content[direction] = undefined;
    channel.shown[direction] = undefined;
    if (open !== undefined && !CLOSINGS.has(packet.name)) {
      const rest = open.bodySize < 0 ? 'its content header' : `${open.bodySize - open.received} octets of its body`;
      report(
        packet,
        'AMQP_CONTENT_INTERRUPTED',
        'AMQP-content.incomplete',
        `the message of #${open.method} still lacks ${rest}`,
      );
    }
    if (layout?.method === undefined) return;
    const { method } = layout;
    if (method.content) {
      channel.content[direction] = { method: packet.n, bodySize: -1, received: 0, frames: 0, head: NO_HEAD };
      channel.shown[direction] = channel.content[direction];
    }
    if (layout.isConnection) this.learnLimits(packet, packet.facts as AmqpFacts);
    else if (scan.classId === CHANNEL_CLASS || channel.state !== 'open') this.channelState(packet, channel);
    if (channel.waiting.size > 0) {
      const asked = channel.waiting.get(method.name);
      if (asked !== undefined) {
        packet.answers = asked;
        channel.waiting.delete(method.name);
      }
    }
    for (let i = 0; i < method.replies.length; i++) channel.waiting.set(method.replies[i] as string, packet.n);
  }

  private channelState(packet: Packet, channel: Channel): void {
    const { name } = packet;
    const proven = this.complete && !packet.lacks(packet.direction === 0 ? 1 : 0);
    if (name === 'channel.open') {
      if (channel.state === 'open' && proven) {
        report(packet, 'AMQP_CHANNEL_OPEN_TWICE', 'AMQP-channel.open.state', 'the channel is open already');
      }
      channel.state = 'open';
    } else if (name === 'channel.close') channel.state = 'closing';
    else if (name === 'channel.close-ok') channel.state = 'closed';
    else if (proven && (channel.state === 'closed' || channel.state === 'new')) {
      report(packet, 'AMQP_CHANNEL_NOT_OPEN', 'AMQP-channel.not-open', 'the channel is not open');
    }
  }

  private contentHeader(packet: Packet, scan: AmqpScan, channel: Channel): void {
    const content = channel.content[packet.direction];
    if (scan.bodySize < 0) {
      // Cut: nobody knows how long the body is.
      if (packet.lost > 0) this.complete = false;
      channel.content[packet.direction] = undefined;
      channel.shown[packet.direction] = undefined;
      return;
    }
    if (content === undefined || content.bodySize >= 0) {
      if (this.complete)
        report(packet, 'AMQP_CONTENT_SEQUENCE', 'AMQP-content.sequence', 'no method announces this content');
      if (content !== undefined) return;
    }
    const progress = content ?? { method: 0, bodySize: -1, received: 0, frames: 0, head: NO_HEAD };
    progress.bodySize = scan.bodySize;
    channel.shown[packet.direction] = progress;
    channel.content[packet.direction] = scan.bodySize > 0 ? progress : undefined;
  }

  private contentBody(packet: Packet, scan: AmqpScan, channel: Channel): void {
    const { direction } = packet;
    const content = channel.content[direction];
    if (content === undefined || content.bodySize < 0) {
      if (this.complete)
        report(packet, 'AMQP_CONTENT_SEQUENCE', 'AMQP-content.sequence', 'no content header announces this body');
      channel.shown[direction] = undefined;
      return;
    }
    content.frames++;
    const length = packet.length - 8;
    if (content.head.length < HEAD_LENGTH && (content.received > 0 || length < content.bodySize)) {
      content.head = joined(content.head, packet.buffer.subarray(scan.payloadStart, scan.payloadEnd));
    }
    content.received += length;
    channel.shown[direction] = content;
    if (content.received > content.bodySize) {
      const message = `body of ${content.received} octets, the content header says ${content.bodySize}`;
      report(packet, 'AMQP_CONTENT_TOO_LONG', 'AMQP-content.body-size', message);
    }
    if (content.received >= content.bodySize) channel.content[direction] = undefined;
  }

  private channel(number: number): Channel {
    if (number === this.lastNumber && this.last !== undefined) return this.last;
    const channel = this.findChannel(number);
    this.lastNumber = number;
    this.last = channel;
    return channel;
  }

  private findChannel(number: number): Channel {
    let channel = this.channels.get(number);
    if (channel === undefined) {
      channel = {
        state: number === 0 ? 'open' : 'new',
        content: [undefined, undefined],
        shown: [undefined, undefined],
        waiting: new Map(),
      };
      this.channels.set(number, channel);
    }
    return channel;
  }
}

interface Channel {
  state: 'new' | 'open' | 'closing' | 'closed';
  readonly content: [ContentProgress | undefined, ContentProgress | undefined];
  readonly shown: [ContentProgress | undefined, ContentProgress | undefined];
  /** Answers that are due: method → number of the packet that asked. */
  readonly waiting: Map<string, number>;
}

const CHANNEL_CLASS = 20;
const FRAME_MAX = 6;
const HEAD_LENGTH = 4096;
const NO_HEAD = new Uint8Array(0);
/** A message may be broken off by the end of its channel or connection. */
const CLOSINGS: ReadonlySet<string> = new Set([
  'channel.close',
  'channel.close-ok',
  'connection.close',
  'connection.close-ok',
]);

function joined(head: Uint8Array, more: Uint8Array): Uint8Array {
  const taken = more.subarray(0, HEAD_LENGTH - head.length);
  const both = new Uint8Array(head.length + taken.length);
  both.set(head);
  both.set(taken, head.length);
  return both;
}

function report(packet: Packet, code: string, statement: string, message: string): void {
  const span = { offset: 0, length: 1 };
  const problem = {
    code,
    statement: `amqp091/${statement}`,
    blames: packet.from,
    level: 'must',
    message,
    span,
  } as const;
  packet.problems = [...packet.problems, problem];
}
