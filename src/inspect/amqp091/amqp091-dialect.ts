import { u16 } from '../../capture/octets.js';
import { type DecodedFrame, decodeFrame } from '../../protocol/amqp091/decode.js';
import { claimAmqp, weighAmqp } from '../../protocol/amqp091/evidence.js';
import { frameOverhead, isProtocolHeader } from '../../protocol/amqp091/framing.js';
import { amqpProblem } from '../../protocol/amqp091/problems.js';
import { AmqpScan, type Layout, methodLayoutAt, methodNameAt, scanAmqp } from '../../protocol/amqp091/scan.js';
import type { Problem } from '../../protocol/problem.js';
import type { Tally } from '../../protocol/tally.js';
import type { Dialect, Level } from '../dialect.js';
import { NO_PROBLEMS, type PacketView } from '../packet-view.js';
import { AmqpRules } from '../rules/amqp-rules.js';

/** The header fields of the frame that is being shown: valid during `onPacket`. */
export const amqpScan = new AmqpScan();

export class Amqp091Dialect implements Dialect {
  readonly protocol = 'amqp091';
  readonly version = '0-9-1';
  readonly weigh = weighAmqp;
  readonly rules: AmqpRules;

  constructor(begun: boolean) {
    this.rules = new AmqpRules(begun);
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

  see(packet: PacketView, level: Level): void {
    const { buffer, start, end, conversation, direction } = packet;
    const type = buffer[start] ?? 0;
    if (type === 0x41 && isProtocolHeader(buffer, start)) {
      this.seeProtocolHeader(packet, level);
      return;
    }
    const { client } = conversation;
    const fromClient = client === undefined ? undefined : client === direction;
    scanAmqp(amqpScan, buffer, start, end, fromClient, end - start === packet.length);
    const { layout } = amqpScan;
    this.name(packet, type, layout);
    if (conversation.clientIsGuess && layout !== undefined && layout.fromClient !== layout.fromServer) {
      conversation.learnClient(layout.fromClient ? direction : direction === 0 ? 1 : 0);
    }
    if (level === 'counts') {
      if (layout?.isConnection) this.rules.learnLimits(packet, amqpScan);
      return;
    }
    packet.problems = amqpScan.plain ? NO_PROBLEMS : this.check(packet);
    this.rules.follow(packet, amqpScan);
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

  /** The frame in full, as the codec reads it. */
  decode(packet: PacketView, tree: boolean): DecodedFrame {
    const { from } = packet;
    return decodeFrame(packet.bytes(), { tree, frameMax: this.rules.frameMax, ...(from === null ? {} : { from }) });
  }

  private name(packet: PacketView, type: number, layout: Layout | undefined): void {
    if (layout !== undefined) {
      packet.name = layout.name;
      packet.code = layout.code;
      return;
    }
    packet.name = this.nameAt(packet.buffer, packet.start, packet.end);
    // Unknown methods have a name each.
    if (type !== 1 && type < 16) packet.code = type;
  }

  private check(packet: PacketView): readonly Problem[] {
    const { problems } = this.decode(packet, false);
    if (packet.end - packet.start === packet.length) return problems;
    // What the capture does not hold is no fault of the sender.
    return problems.filter((problem) => !TRUNCATIONS.has(problem.code));
  }

  private seeProtocolHeader(packet: PacketView, level: Level): void {
    const { buffer, start, end, conversation } = packet;
    packet.name = 'protocol-header';
    // The client speaks first; a server answers with a header only where it refuses.
    if (conversation.clientIsGuess && conversation.packets === 0) conversation.learnClient(packet.direction);
    amqpScan.frameType = 0x41;
    // A 1.0 header changes the conversation; what follows is cut by its rules.
    if (end - start === 8 && buffer[start + 5] === 1 && buffer[start + 6] === 0 && buffer[start + 7] === 0) {
      conversation.switchTo('amqp10');
      conversation.dialect?.see(packet, level);
      return;
    }
    if (level === 'fields') {
      packet.problems = this.check(packet);
      this.rules.followHeader(packet);
    }
  }
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
