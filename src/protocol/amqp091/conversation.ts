import { u16 } from '../../bytes/octets.js';
import type { Ledger } from '../ledger.js';
import { payloadText } from '../payload-text.js';
import type { Problem } from '../problem.js';
import {
  CLIENT_IS,
  type Conversation,
  type ConversationOptions,
  type Dissection,
  type Learnt,
  type Level,
  NO_PROBLEMS,
  NOTHING_LEARNT,
  type Packet,
  type Protocol,
} from '../protocol.js';
import type { Tally } from '../tally.js';
import { type DecodedFrame, decodeFrame } from './decode.js';
import { claimAmqp, weighAmqp } from './evidence.js';
import type { AmqpFacts } from './facts.js';
import { frameOverhead, isProtocolHeader } from './framing.js';
import { amqpProblem } from './problems.js';
import { AmqpRules } from './rules/amqp-rules.js';
import type { ContentProgress } from './rules/content.js';
import { type Layout, methodLayoutAt, methodNameAt, scanAmqp } from './scan.js';
import { summarise } from './summary.js';

/** The frames of one AMQP 0-9-1 connection. */
export class AmqpConversation implements Conversation {
  readonly protocol: Protocol;
  readonly version = '0-9-1';
  readonly weigh = weighAmqp;
  private readonly rules: AmqpRules;
  private readonly facts: AmqpFacts;
  /** No packet has been seen. */
  private isFirst = true;

  constructor(protocol: Protocol, { begun, facts }: ConversationOptions) {
    this.protocol = protocol;
    this.facts = facts as AmqpFacts;
    this.rules = new AmqpRules(begun, this.facts);
  }

  get ledger(): Ledger {
    return this.rules.ledger;
  }

  claim(buffer: Uint8Array, start: number, end: number): number {
    return claimAmqp(buffer, start, end, this.rules.frameMax);
  }

  count(tally: Tally, buffer: Uint8Array, start: number, end: number): number {
    let at = start;
    while (end - at >= SMALLEST_METHOD) {
      const type = buffer[at] as number;
      // Only what is most of the traffic: frames below 64 KiB that are no heartbeat.
      if (type > 3 || type === 0 || u16(buffer, at + 3) !== 0) break;
      const length = u16(buffer, at + 5) + frameOverhead;
      if (at + length > end) break;
      if (type !== 1) tally.add(type, FRAME_NAMES[type] ?? '', length);
      else {
        const layout = methodLayoutAt(buffer, at, at + length);
        // Methods of class connection tell what the peers agreed on.
        if (layout === undefined || layout.isConnection) break;
        tally.add(layout.code, layout.name, length);
      }
      at += length;
    }
    return at;
  }

  learn(packet: Packet): Learnt {
    const { buffer, start, end, direction } = packet;
    const isHeader = buffer[start] === 0x41 && isProtocolHeader(buffer, start);
    // A 1.0 header changes the conversation; what follows is cut by its rules.
    if (
      isHeader &&
      end - start === 8 &&
      buffer[start + 5] === 1 &&
      buffer[start + 6] === 0 &&
      buffer[start + 7] === 0
    ) {
      return { ...this.speaker(packet), protocol: 'amqp10' };
    }
    if (!packet.clientIsGuess) return NOTHING_LEARNT;
    if (isHeader) return this.speaker(packet);
    const layout = buffer[start] === 1 ? methodLayoutAt(buffer, start, end) : undefined;
    if (layout === undefined || layout.fromClient === layout.fromServer) return NOTHING_LEARNT;
    return CLIENT_IS[layout.fromClient === (direction === 0) ? 0 : 1];
  }

  see(packet: Packet, level: Level): void {
    const { buffer, start, end, from } = packet;
    const { facts } = this;
    packet.facts = facts;
    facts.decoded = undefined;
    facts.frame = undefined;
    this.isFirst = false;
    const type = buffer[start] ?? 0;
    if (type === 0x41 && isProtocolHeader(buffer, start)) {
      this.seeProtocolHeader(packet, level);
      return;
    }
    scanAmqp(
      facts.scan,
      buffer,
      start,
      end,
      from === null ? undefined : from === 'client',
      end - start === packet.length,
    );
    const { layout } = facts.scan;
    this.name(packet, type, layout);
    if (level === 'counts') {
      if (layout?.isConnection) this.rules.learnLimits(packet, facts);
      return;
    }
    const { frameMax } = this.rules;
    const isPlain = facts.scan.plain && (frameMax === 0 || packet.length <= frameMax);
    packet.problems = isPlain ? NO_PROBLEMS : this.check(packet);
    this.rules.follow(packet, facts);
  }

  nameAt(buffer: Uint8Array, start: number, end: number): string {
    const type = buffer[start] ?? 0;
    return type === 1 ? methodNameAt(buffer, start, end) : (FRAME_NAMES[type] ?? `frame-type-${type}`);
  }

  lose(): void {
    this.rules.lose();
  }

  explain(bytes: Uint8Array): readonly Problem[] {
    const type = bytes[0] ?? 0;
    if (type === 1 || type === 2 || type === 3 || type === 8) {
      const message = 'the size of the frame is beyond belief';
      return [amqpProblem('AMQP_FRAME_TOO_LARGE', { offset: 3, length: 4 }, message)];
    }
    const message = `frame type ${type}, defined are 1, 2, 3 and 8`;
    return [amqpProblem('AMQP_FRAME_TYPE_UNKNOWN', { offset: 0, length: 1 }, message)];
  }

  dissect(packet: Packet, tree: boolean): Dissection {
    const { frame, field } = this.decode(packet, tree);
    if (frame === undefined) return { summary: '', channel: undefined, field, completes: undefined };
    const channel = frame.type === 'protocol-header' ? undefined : frame.channel;
    const summary = summarise(frame);
    if (frame.type !== 'content-body') return { summary, channel, field, completes: undefined };
    const progress = this.rules.progressOf(this.facts.scan.channel, packet.direction);
    return { channel, field, ...bodyText(summary, frame.payload.length, progress) };
  }

  /** The frame in full, as the codec reads it: once, and once more where a tree is asked for. */
  private decode(packet: Packet, tree: boolean): DecodedFrame {
    const { from } = packet;
    const { decoded } = this.facts;
    if (decoded !== undefined && !tree) return decoded;
    return decodeFrame(packet.bytes(), { tree, frameMax: this.rules.frameMax, ...(from === null ? {} : { from }) });
  }

  private name(packet: Packet, type: number, layout: Layout | undefined): void {
    if (layout !== undefined) {
      packet.name = layout.name;
      packet.code = layout.code;
      return;
    }
    packet.name = this.nameAt(packet.buffer, packet.start, packet.end);
    // Unknown methods have a name each.
    if (type !== 1 && type < 16) packet.code = type;
  }

  private check(packet: Packet): readonly Problem[] {
    const decoded = this.decode(packet, false);
    this.facts.decoded = decoded;
    this.facts.frame = decoded.frame;
    const { problems } = decoded;
    if (packet.end - packet.start === packet.length) return problems;
    // What the capture does not hold is no fault of the sender.
    return problems.filter((problem) => !TRUNCATIONS.has(problem.code));
  }

  private seeProtocolHeader(packet: Packet, level: Level): void {
    packet.name = 'protocol-header';
    this.facts.scan.frameType = 0x41;
    if (level !== 'fields') return;
    packet.problems = this.check(packet);
    this.rules.followHeader(packet);
  }

  /** The client speaks first; a server answers with a header only where it refuses. */
  private speaker({ clientIsGuess, direction }: Packet): Learnt {
    return clientIsGuess && this.isFirst ? CLIENT_IS[direction] : NOTHING_LEARNT;
  }
}

/** What a body frame adds to its message. */
function bodyText(
  summary: string,
  length: number,
  progress: ContentProgress | undefined,
): Pick<Dissection, 'summary' | 'completes'> {
  if (progress === undefined || progress.bodySize < 0) return { summary, completes: undefined };
  const done = progress.received >= progress.bodySize;
  if (progress.frames < 2) {
    const part = done ? ' bytes' : ` of ${progress.bodySize} bytes`;
    return { summary: summary.replace(' bytes', part), completes: undefined };
  }
  const size = `${progress.received} of ${progress.bodySize} bytes`;
  return {
    summary: `${length} bytes, ${done ? 'complete' : 'now'} ${size}`,
    completes: done
      ? `body complete: ${progress.received} bytes in ${progress.frames} frames, ${payloadText(progress.head, 48)}`
      : undefined,
  };
}

/** Header, class, method, end. */
const SMALLEST_METHOD = 12;
const FRAME_NAMES: Readonly<Record<number, string>> = {
  1: 'method',
  2: 'content-header',
  3: 'content-body',
  8: 'heartbeat',
};
const TRUNCATIONS: ReadonlySet<string> = new Set([
  'AMQP_FRAME_TRUNCATED',
  'AMQP_METHOD_TRUNCATED',
  'AMQP_CONTENT_INCOMPLETE',
  'AMQP_TABLE_INVALID',
  'AMQP_PROTOCOL_HEADER',
]);
