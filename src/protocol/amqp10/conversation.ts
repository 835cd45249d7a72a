import { type Ledger, NO_RULES } from '../ledger.js';
import type { Problem } from '../problem.js';
import {
  CLIENT_IS,
  type Conversation,
  type ConversationOptions,
  type Dissection,
  type Learnt,
  type Level,
  NOTHING_LEARNT,
  type Packet,
  type Protocol,
} from '../protocol.js';
import { type DecodedFrame10, decodeFrame10, performativeName } from './decode.js';
import { claim10, weigh10 } from './evidence.js';
import type { Amqp10Facts } from './facts.js';
import { decodeMessage } from './message.js';
import { Amqp10Messages } from './messages.js';
import { summarise10, summariseMessage } from './summary.js';

/** The frames of one AMQP 1.0 connection. */
export class Amqp10Conversation implements Conversation {
  readonly protocol: Protocol;
  readonly version = '1.0';
  readonly claim = claim10;
  readonly weigh = weigh10;
  readonly ledger: Ledger = NO_RULES;
  private readonly facts: Amqp10Facts;
  private readonly messages = new Amqp10Messages();
  /** Performatives that were asked and await their answer: name and channel → number of the packet. */
  private readonly waiting = new Map<string, number>();

  constructor(protocol: Protocol, { facts }: ConversationOptions) {
    this.protocol = protocol;
    this.facts = facts as Amqp10Facts;
  }

  learn(packet: Packet): Learnt {
    const { buffer, start, end, direction } = packet;
    const isHeader = buffer[start] === 0x41 && end - start === 8;
    // The server speaks 0-9-1 only, and says so.
    if (isHeader && buffer[start + 5] === 0 && buffer[start + 6] === 9) return { protocol: 'amqp091' };
    if (!packet.clientIsGuess) return NOTHING_LEARNT;
    const name = performativeName(buffer, start, end);
    if (name === 'sasl-init') return CLIENT_IS[direction];
    return name === 'sasl-mechanisms' ? CLIENT_IS[direction === 0 ? 1 : 0] : NOTHING_LEARNT;
  }

  see(packet: Packet, level: Level): void {
    const { start, end, direction } = packet;
    packet.name = performativeName(packet.buffer, start, end);
    packet.facts = this.facts;
    if (level === 'counts') return;
    const frame = decodeFrame10(packet.bytes(), { content: (head) => this.messages.contentOf(direction, head) });
    this.facts.frame = frame;
    this.facts.message = undefined;
    const whole = end - start === packet.length;
    packet.problems = whole ? frame.problems : frame.problems.filter(({ code }) => !CUT.has(code));
    if (frame.name === 'transfer') {
      if (whole) this.join(packet, frame);
      else this.messages.miss(direction, frame);
    }
    this.answer(packet, frame);
  }

  nameAt(buffer: Uint8Array, start: number, end: number): string {
    return performativeName(buffer, start, end);
  }

  lose(): void {
    this.messages.lose();
    this.waiting.clear();
  }

  explain(bytes: Uint8Array): readonly Problem[] {
    return decodeFrame10(bytes.subarray(0, 4096)).problems.slice(0, 1);
  }

  dissect(packet: Packet, tree: boolean): Dissection {
    const { frame: seen, message, messageLength } = this.facts;
    if (seen === undefined) return { summary: '', channel: undefined, field: undefined, completes: undefined };
    const frame = tree ? decodeFrame10(packet.bytes(), { tree, content: () => seen.content ?? 'whole' }) : seen;
    const completes =
      message === undefined
        ? undefined
        : `message complete: ${messageLength} bytes, ${summariseMessage(message.sections)}`;
    const summary = [summarise10(frame), completes].filter((part) => part !== undefined && part !== '').join(', ');
    return { summary, channel: frame.channel, field: frame.field, completes };
  }

  /** A message over several transfers is put together; its last transfer shows it. */
  private join(packet: Packet, frame: DecodedFrame10): void {
    const joined = this.messages.add(packet, frame);
    if (joined === undefined) return;
    this.facts.messageLength = joined.length;
    if (joined.octets === undefined) return;
    const message = decodeMessage(joined.octets);
    this.facts.message = message;
    packet.problems = [
      ...packet.problems,
      ...message.problems.map((problem) => ({
        ...problem,
        message: `in the message of ${joined.transfers} transfers, octet ${problem.span.offset}: ${problem.message}`,
        span: { offset: 0, length: packet.length },
      })),
    ];
  }

  private answer(packet: Packet, frame: DecodedFrame10): void {
    const asked = ANSWERS[frame.name];
    if (asked === undefined) return;
    const channel = frame.name === 'begin' ? '' : (frame.channel ?? '');
    const handle = frame.name === 'detach' ? '' : (frame.fields.get('name')?.value ?? '');
    const n = this.waiting.get(`${1 - packet.direction} ${asked} ${channel} ${handle}`);
    if (n !== undefined) {
      packet.answers = n;
      this.waiting.delete(`${1 - packet.direction} ${asked} ${channel} ${handle}`);
    }
    if (this.waiting.size > 1000) this.waiting.clear();
    this.waiting.set(`${packet.direction} ${frame.name} ${channel} ${handle}`, packet.n);
  }
}

const CUT: ReadonlySet<string> = new Set(['AMQP10_FRAME_TRUNCATED', 'AMQP10_TRUNCATED', 'AMQP10_SIZE']);

/** Which performative of the other side each one answers. */
const ANSWERS: Readonly<Record<string, string>> = {
  open: 'open',
  begin: 'begin',
  attach: 'attach',
  end: 'end',
  close: 'close',
  'sasl-init': 'sasl-mechanisms',
  'sasl-mechanisms': 'protocol-header',
  'sasl-outcome': 'sasl-init',
};
