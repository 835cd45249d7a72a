import { i32, u16 } from '../bytes/octets.js';
import type { CaptureSink, Direction } from './capture-sink.js';
import { DeadlineQueue } from './deadline-queue.js';
import type { Closing } from './flow.js';
import { type AddressPair, FlowKey } from './flow-key.js';
import { FlowTable } from './flow-table.js';
import type { Moment } from './moment.js';
import type { NoticeBoard } from './notice-board.js';
import { MAX_AHEAD, TcpConversation, type TcpHalf } from './tcp-conversation.js';
import { TcpReordering, type WaitingLimits } from './tcp-reordering.js';

/**
 * TCP reassembly.
 *
 *     source port 2 | target port 2 | sequence 4 | acknowledgement 4 | offset, flags 2 | window 2 | checksum 2 | urgent 2
 *
 * What comes in order goes straight from the chunk buffer to the sink; the rest is put in order first (`TcpReordering`).
 * Checksums are not looked at: machines that capture their own traffic see them before the card has set them.
 */
export class TcpAssembler {
  streams = 0;
  private readonly sink: CaptureSink;
  private readonly addresses: AddressPair;
  private readonly key = new FlowKey();
  private readonly moment: Moment;
  private readonly notices: NoticeBoard;
  private readonly table: FlowTable<TcpConversation>;
  private readonly lingering = new DeadlineQueue<TcpConversation>(LINGER_MILLISECONDS, LINGER_FRAMES);
  private readonly reordering: TcpReordering;

  constructor(sink: CaptureSink, addresses: AddressPair, moment: Moment, notices: NoticeBoard, limits: TcpLimits) {
    this.sink = sink;
    this.addresses = addresses;
    this.moment = moment;
    this.notices = notices;
    this.reordering = new TcpReordering(sink, moment, notices, limits);
    this.table = new FlowTable(limits.maxStreams, (stream) => this.evict(stream));
  }

  /** One segment: `buffer[at, end)` of the octets that the packet had up to `claimedEnd`. */
  segment(buffer: Uint8Array, at: number, end: number, claimedEnd: number): void {
    if (end - at < 14) {
      // A snap length may cut the header; without the flags nothing can be made of it.
      if (claimedEnd - at < 20) this.notices.tell('CAPTURE_HEADER_BAD', this.moment.frame, 'a TCP header is cut short');
      return;
    }
    const flags = buffer[at + 13] as number;
    const payloadAt = at + (((buffer[at + 12] as number) >>> 4) << 2);
    if (payloadAt < at + 20 || payloadAt > claimedEnd) {
      this.notices.tell('CAPTURE_HEADER_BAD', this.moment.frame, 'a TCP header claims an impossible length');
      return;
    }
    const seq = i32(buffer, at + 4);
    const length = claimedEnd - payloadAt;
    this.key.set(this.addresses, u16(buffer, at), u16(buffer, at + 2));
    const stream = this.streamOf(flags, seq, length);
    if (stream === undefined) return;
    const direction: Direction = this.key.forward === stream.key.forward ? 0 : 1;
    const half = stream.speaking(direction);
    stream.lastFrame = this.moment.frame;
    stream.segments++;

    let from = seq;
    if ((flags & SYN) !== 0) {
      from = (seq + 1) | 0;
      this.synchronise(stream, direction, half, flags, seq);
    } else if (!half.started) {
      half.start((seq - 1) | 0);
    }
    if ((flags & RST) !== 0) {
      this.reset(stream, direction);
      return;
    }
    if ((flags & ACK) !== 0) {
      const other = direction === 0 ? stream.half1 : stream.half0;
      const ack = i32(buffer, at + 8);
      const beyond = (ack - other.next) | 0;
      if (beyond > 0 && beyond <= MAX_AHEAD && other.started) this.acknowledgedUnseen(other, ack);
    }
    if (length > 0) {
      if (from === half.next && half.waiting === undefined && claimedEnd <= end) {
        const { frame, seconds, nanos, chunk } = this.moment;
        half.next = (from + length) | 0;
        half.strays = 0;
        half.lastChunk = buffer === this.moment.buffer ? chunk : -1;
        half.lastFrom = from;
        half.lastAt = payloadAt;
        this.sink.onData(stream, direction, buffer, payloadAt, claimedEnd, frame, seconds, nanos);
      } else {
        const held = Math.max(payloadAt, Math.min(end, claimedEnd));
        this.reordering.take(stream, direction, half, buffer, payloadAt, held, length, from);
      }
    } else if (from === ((half.next - 1) | 0) && (flags & (SYN | FIN)) === 0) {
      stream.keepAlives++;
    }
    if ((flags & FIN) !== 0) this.finish(stream, direction, half, (from + length) | 0);
    if (stream.waitingHalves > 0) this.reordering.giveUpLost(stream);
  }

  /** To be called for every record: releases what has ended and gives up what is overdue. */
  tick(): void {
    if (!this.lingering.empty) this.endLingering();
    this.reordering.tick();
  }

  /** The capture has ended. */
  end(): void {
    for (const stream of this.table.alive().sort((a, b) => a.number - b.number)) this.release(stream, 'end');
  }

  private streamOf(flags: number, seq: number, length: number): TcpConversation | undefined {
    const known = this.table.find(this.key);
    if (known === undefined) return this.open(this.streams++);
    if ((flags & SYN) !== 0 && this.startsAnew(known, flags, seq)) {
      this.replace(known);
      return this.open(this.streams++);
    }
    if (!known.released) return known;
    const half = this.key.forward === known.key.forward ? known.half0 : known.half1;
    // Late copies belong to what has ended; new octets mean that it had not.
    const isNew = length > 0 && (flags & (RST | SYN)) === 0 && ((seq + length - half.next) | 0) > 0;
    if (!isNew) return undefined;
    this.replace(known);
    return this.open(known.number);
  }

  private open(number: number): TcpConversation {
    const { frame, seconds, nanos } = this.moment;
    const stream = new TcpConversation(number, frame, this.key, this.table.hash(this.key));
    this.table.add(stream);
    this.sink.onOpen?.(stream, frame, seconds, nanos);
    return stream;
  }

  private replace(stream: TcpConversation): void {
    if (!stream.released) this.release(stream, 'reused');
    this.table.remove(stream);
  }

  /** A SYN with a number of its own, or after the end, is a new connection between the same endpoints. */
  private startsAnew(stream: TcpConversation, flags: number, seq: number): boolean {
    const half = this.key.forward === stream.key.forward ? stream.half0 : stream.half1;
    if (!half.started) return false;
    if (seq !== half.base) return true;
    return (flags & ACK) === 0 && stream.closing !== undefined;
  }

  private synchronise(stream: TcpConversation, direction: Direction, half: TcpHalf, flags: number, seq: number): void {
    if (!half.started) half.start(seq);
    const opposite: Direction = direction === 0 ? 1 : 0;
    stream.initiator ??= (flags & ACK) === 0 ? direction : opposite;
  }

  /** The other side has acknowledged octets that the capture has not shown (yet). */
  private acknowledgedUnseen(half: TcpHalf, ack: number): void {
    if (half.finSeen && ack === ((half.finAt + 1) | 0) && half.next === half.finAt) return;
    if (half.acked && ((ack - half.ackedTo) | 0) <= 0) return;
    half.acked = true;
    half.ackedTo = ack;
  }

  private finish(stream: TcpConversation, direction: Direction, half: TcpHalf, at: number): void {
    half.finSeen = true;
    half.finAt = at;
    half.passFin();
    if (stream.closing === undefined) stream.closing = this.closing('half', direction);
    const both = stream.half0.finSeen && stream.half1.finSeen;
    if (both && stream.closing.how === 'half') stream.closing = { ...stream.closing, how: 'fin' };
    if (both) this.linger(stream);
  }

  private reset(stream: TcpConversation, direction: Direction): void {
    if (stream.closing === undefined) stream.closing = this.closing('rst', direction);
    else if (stream.closing.how === 'half') stream.closing = { ...stream.closing, how: 'rst' };
    this.linger(stream);
  }

  private closing(how: Closing['how'], by: Direction | undefined): Closing {
    const { frame, seconds, nanos } = this.moment;
    return { how, by, frame, seconds, nanos };
  }

  private linger(stream: TcpConversation): void {
    if (stream.lingering || stream.released) return;
    stream.lingering = true;
    this.lingering.push(stream, this.moment);
  }

  private endLingering(): void {
    for (let due = this.lingering.take(this.moment); due !== undefined; due = this.lingering.take(this.moment)) {
      const stream = due.item;
      if (stream.released) continue;
      if (stream.lastFrame > due.frame) this.lingering.push(stream, this.moment);
      else this.release(stream, 'end');
    }
  }

  private evict(stream: TcpConversation): void {
    if (stream.released) return;
    this.notices.tell(
      'CAPTURE_STREAM_EVICTED',
      this.moment.frame,
      'too many streams at once; the longest idle is let go',
      stream,
    );
    this.release(stream, 'evicted');
  }

  private release(stream: TcpConversation, how: Closing['how']): void {
    this.reordering.end(stream);
    stream.closing ??= this.closing(how, undefined);
    stream.released = true;
    this.sink.onClose?.(stream);
    stream.attachment = undefined;
    this.table.retire(stream);
  }
}

export interface TcpLimits extends WaitingLimits {
  readonly maxStreams: number;
}

const FIN = 0x01;
const SYN = 0x02;
const RST = 0x04;
const ACK = 0x10;

/** How long late segments are waited for after the end of a connection. */
const LINGER_MILLISECONDS = 1_000;
const LINGER_FRAMES = 65_536;
