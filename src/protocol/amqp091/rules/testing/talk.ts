import type { LedgerRow } from '../../../ledger.js';
import type { Problem, Role } from '../../../problem.js';
import type { Packet } from '../../../protocol.js';
import { wholePacket } from '../../../whole-packet.js';
import { AMQP091 } from '../../protocol.js';

/** Who sends which octets. */
export type Line = readonly [from: Role, frame: Uint8Array];

export interface Talk {
  readonly problems: readonly (Problem & { readonly n: number })[];
  readonly answers: readonly number[];
  readonly ledger: readonly LedgerRow[];
}

export interface TalkOptions {
  readonly begun?: boolean;
  /** Octets of both directions may be missing. */
  readonly lacks?: boolean;
  /** Before the frame of that number something is lost. */
  readonly losesAt?: number;
}

/** Shows each frame to a conversation, the client in direction 0. */
export function talk(lines: readonly Line[], { begun = true, lacks = false, losesAt = 0 }: TalkOptions = {}): Talk {
  const conversation = AMQP091.converse({ begun, facts: AMQP091.makeFacts() });
  const packets = lines.map(([from, frame], index): Packet => {
    if (index + 1 === losesAt) conversation.lose();
    const packet: Packet = { ...wholePacket(from, frame, index + 1), lacks: () => lacks };
    conversation.see(packet, 'fields');
    return packet;
  });
  return {
    problems: packets.flatMap(({ n, problems }) => problems.map((problem) => ({ ...problem, n }))),
    answers: packets.map(({ answers }) => answers),
    ledger: conversation.ledger.rows(),
  };
}
