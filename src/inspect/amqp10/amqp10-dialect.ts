import { type DecodedFrame10, decodeFrame10, performativeName } from '../../protocol/amqp10/decode.js';
import { type DecodedMessage, decodeMessage } from '../../protocol/amqp10/message.js';
import type { Problem } from '../../protocol/problem.js';
import { type Dialect, HEADER_INCOMPLETE, type Level, NOT_A_PACKET } from '../dialect.js';
import type { PacketView } from '../packet-view.js';
import { Amqp10Messages } from './amqp10-messages.js';

/** What the codec made of the frame that is being shown, and the message that a last transfer completes. */
export const amqp10Shown: {
  frame: DecodedFrame10 | undefined;
  message: DecodedMessage | undefined;
  messageLength: number;
} = {
  frame: undefined,
  message: undefined,
  messageLength: 0,
};

/** No frame before open is larger than this by far; a claim beyond it is not believed. */
const BELIEVABLE = 64 << 20;

export class Amqp10Dialect implements Dialect {
  readonly protocol = 'amqp10';
  readonly version = '1.0';
  private readonly messages = new Amqp10Messages();
  /** Performatives that were asked and await their answer: name and channel → number of the packet. */
  private readonly waiting = new Map<string, number>();

  claim(buffer: Uint8Array, start: number, end: number): number {
    if (buffer[start] === 0x41) {
      if (end - start < 4) return HEADER_INCOMPLETE;
      return buffer[start + 1] === 0x4d && buffer[start + 2] === 0x51 && buffer[start + 3] === 0x50 ? 8 : NOT_A_PACKET;
    }
    if (end - start < 4) return HEADER_INCOMPLETE;
    const size = u32(buffer, start);
    return size < 8 || size > BELIEVABLE ? NOT_A_PACKET : size;
  }

  weigh(buffer: Uint8Array, start: number, end: number): number {
    const size = this.claim(buffer, start, end);
    if (size <= 0) return size;
    if (buffer[start] === 0x41) return end - start < 8 || buffer[start + 5] === 1 ? 40 : -1;
    if (end - start < 8) return 4;
    const type = buffer[start + 5] ?? 0;
    if (buffer[start + 4] !== 2 || type > 1) return -1;
    if (size === 8) return 24;
    const at = start + 8;
    if (at + 3 > end) return 12;
    if (buffer[at] !== 0) return -1;
    const code = buffer[at + 1] === 0x53 ? (buffer[at + 2] ?? 0) : 0;
    const known = type === 0 ? code >= 0x10 && code <= 0x18 : code >= 0x40 && code <= 0x44;
    return known ? 40 : -1;
  }

  see(packet: PacketView, level: Level): void {
    const { buffer, start, end, conversation, direction } = packet;
    packet.name = performativeName(buffer, start, end);
    if (packet.name === 'protocol-header' && end - start === 8 && buffer[start + 5] === 0 && buffer[start + 6] === 9) {
      // The server speaks 0-9-1 only, and says so.
      conversation.switchTo('amqp091');
      conversation.dialect?.see(packet, level);
      return;
    }
    if (conversation.clientIsGuess) {
      if (packet.name === 'sasl-init') conversation.learnClient(direction);
      else if (packet.name === 'sasl-mechanisms') conversation.learnClient(direction === 0 ? 1 : 0);
    }
    if (level === 'counts') return;
    const frame = this.decode(packet, false);
    amqp10Shown.frame = frame;
    amqp10Shown.message = undefined;
    const whole = end - start === packet.length;
    packet.problems = whole ? frame.problems : frame.problems.filter(({ code }) => !CUT.has(code));
    if (frame.name === 'transfer') {
      if (whole) this.join(packet, frame);
      else this.messages.miss(direction, frame);
    }
    this.answer(packet, frame);
  }

  /** The frame in full, as the codec reads it. */
  decode(packet: PacketView, tree: boolean): DecodedFrame10 {
    const bytes = packet.bytes();
    const first = decodeFrame10(bytes, { tree, piece: true });
    if (first.name !== 'transfer') return first;
    const continued = this.messages.isContinuation(packet.direction, first, packet.n);
    if (continued) return first;
    const full = decodeFrame10(bytes, { tree });
    const uncertain = this.messages.isUncertain(packet.direction, first, packet.n);
    return uncertain && full.problems.length > first.problems.length ? first : full;
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

  /** A message over several transfers is put together; its last transfer shows it. */
  private join(packet: PacketView, frame: DecodedFrame10): void {
    const joined = this.messages.add(packet, frame);
    if (joined === undefined) return;
    amqp10Shown.messageLength = joined.length;
    if (joined.octets === undefined) return;
    amqp10Shown.message = decodeMessage(joined.octets);
    packet.problems = [
      ...packet.problems,
      ...amqp10Shown.message.problems.map((problem) => ({
        ...problem,
        message: `in the message of ${joined.transfers} transfers, octet ${problem.span.offset}: ${problem.message}`,
        span: { offset: 0, length: packet.length },
      })),
    ];
  }

  private answer(packet: PacketView, frame: DecodedFrame10): void {
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

const u32 = (buffer: Uint8Array, at: number): number =>
  (buffer[at] ?? 0) * 0x1000000 +
  (((buffer[at + 1] ?? 0) << 16) | ((buffer[at + 2] ?? 0) << 8) | (buffer[at + 3] ?? 0));
