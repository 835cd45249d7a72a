import { type CaptureSink, type Direction, type GapReason, UNKNOWN_LENGTH } from './capture-sink.js';
import { DeadlineQueue } from './deadline-queue.js';
import type { Closing } from './flow.js';
import { type AddressPair, FlowKey } from './flow-key.js';
import { FlowTable } from './flow-table.js';
import type { Moment } from './moment.js';
import type { NoticeBoard } from './notice-board.js';
import { i32, u16 } from './octets.js';
import { PieceList } from './piece-list.js';
import { TcpConversation, type TcpHalf } from './tcp-conversation.js';

/**
 * TCP reassembly.
 *
 *     source port 2 | target port 2 | sequence 4 | acknowledgement 4 | offset, flags 2 | window 2 | checksum 2 | urgent 2
 *
 * What comes in order goes straight from the chunk buffer to the sink; only what comes early is copied. A hole is given
 * up when the receiver has acknowledged it and a few more segments have not filled it, when a limit is reached, or at
 * the end. Checksums are not looked at: machines that capture their own traffic see them before the card has set them.
 */
export class TcpAssembler {
  streams = 0;
  private readonly sink: CaptureSink;
  private readonly addresses: AddressPair;
  private readonly key = new FlowKey();
  private readonly moment: Moment;
  private readonly notices: NoticeBoard;
  private readonly limits: TcpLimits;
  private readonly table: FlowTable<TcpConversation>;
  private readonly lingering = new DeadlineQueue<TcpConversation>(LINGER_MILLISECONDS, LINGER_FRAMES);
  private readonly holes = new DeadlineQueue<TcpConversation>(HOLE_MILLISECONDS, HOLE_FRAMES);
  private waitingInAll = 0;

  constructor(sink: CaptureSink, addresses: AddressPair, moment: Moment, notices: NoticeBoard, limits: TcpLimits) {
    this.sink = sink;
    this.addresses = addresses;
    this.moment = moment;
    this.notices = notices;
    this.limits = limits;
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
        this.unusual(
          stream,
          direction,
          half,
          buffer,
          payloadAt,
          Math.max(payloadAt, Math.min(end, claimedEnd)),
          length,
          from,
        );
      }
    } else if (from === ((half.next - 1) | 0) && (flags & (SYN | FIN)) === 0) {
      stream.keepAlives++;
    }
    if ((flags & FIN) !== 0) this.finish(stream, direction, half, (from + length) | 0);
    if (stream.waitingHalves > 0) this.giveUpHoles(stream, NEVER.frame);
  }

  /** To be called for every record: releases what has ended and gives up what is overdue. */
  tick(): void {
    if (!this.lingering.empty) this.endLingering();
    if (!this.holes.empty) this.endHoles();
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

  /** A segment that is early, old, partly old, cut by the snap length, or meets waiting ones. */
  private unusual(
    stream: TcpConversation,
    direction: Direction,
    half: TcpHalf,
    buffer: Uint8Array,
    start: number,
    end: number,
    length: number,
    from: number,
  ): void {
    const ahead = (from - half.next) | 0;
    if (ahead < -MAX_BEHIND || ahead > MAX_AHEAD) {
      if (++half.strays < STRAYS) return;
      // Several in a row: this is another connection, whose SYN was not captured.
      this.giveUpAll(stream, direction, half, 'limit');
      this.gap(stream, direction, UNKNOWN_LENGTH, 'restart');
      half.start((from - 1) | 0);
      half.acked = false;
      half.finSeen = false;
      half.strays = 0;
      this.unusual(stream, direction, half, buffer, start, end, length, from);
      return;
    }
    half.strays = 0;
    const old = ahead < 0 ? Math.min(-ahead, length) : 0;
    if (old === length) {
      if (ahead === -1 && length === 1) stream.keepAlives++;
      else stream.retransmitted++;
      if (length > 1 && this.contradicts(half, buffer, start, end, from)) {
        this.overlap(stream, 'a segment repeats octets with other values; the first copy is kept');
      }
      return;
    }
    if (old > 0)
      this.overlap(stream, `a segment repeats ${old} octets and adds ${length - old}; the first copy is kept`);
    if (ahead > 0) stream.outOfOrder++;
    half.lastChunk = -1;
    if (ahead <= 0 && half.waiting === undefined) {
      half.next = (from + length) | 0;
      const { frame, seconds, nanos } = this.moment;
      if (start + old < end) {
        this.sink.onData(stream, direction, buffer, start + old, end, frame, seconds, nanos);
      }
      const cut = start + length - Math.max(start + old, end);
      if (cut > 0) this.gap(stream, direction, cut, 'cut');
      return;
    }
    this.hold(stream, half, buffer, start + old, end, length - old, Math.max(ahead, 0));
    if (ahead <= 0) this.drain(stream, direction, half, true);
    while (half.waiting !== undefined && this.overLimit(half.waiting))
      this.giveUpHole(stream, direction, half, 'limit');
  }

  private hold(
    stream: TcpConversation,
    half: TcpHalf,
    buffer: Uint8Array,
    start: number,
    end: number,
    length: number,
    ahead: number,
  ): void {
    if (half.waiting === undefined) {
      half.waiting = new PieceList();
      half.nextPosition = 0;
      half.lostSince = -1;
      stream.waitingHalves++;
    }
    const waiting = half.waiting;
    const before = waiting.cost;
    const position = half.nextPosition + ahead;
    const captured = Math.max(0, end - start);
    const met = waiting.insert(position, position + captured, buffer, start, this.moment);
    if (captured < length) waiting.insert(position + captured, position + length, undefined, 0, this.moment);
    this.waitingInAll += waiting.cost - before;
    if (met === 'differs') {
      this.overlap(stream, 'a segment repeats waiting octets with other values; the first copy is kept');
    }
  }

  /** Whether a repeated segment says something else than the last octets delivered, where those can still be seen. */
  private contradicts(half: TcpHalf, buffer: Uint8Array, start: number, end: number, from: number): boolean {
    const delivered = this.moment.buffer;
    if (half.lastChunk !== this.moment.chunk || delivered === undefined) return false;
    const known = (half.next - half.lastFrom) | 0;
    const shift = (from - half.lastFrom) | 0;
    for (let at = Math.max(0, -shift); at < end - start && shift + at < known; at++) {
      if (buffer[start + at] !== delivered[half.lastAt + shift + at]) return true;
    }
    return false;
  }

  private overlap(stream: TcpConversation, message: string): void {
    stream.overlapping++;
    this.notices.tell('CAPTURE_OVERLAP', this.moment.frame, message, stream);
  }

  private overLimit(waiting: PieceList): boolean {
    return waiting.cost > this.limits.maxWaitingBytes || this.waitingInAll > this.limits.maxWaitingBytesInAll;
  }

  /**
   * Delivers what waits no longer. When the record at hand has filled the hole (`filled`), it is what made all of it
   * readable; behind a given-up hole, each piece became readable with the last record up to itself.
   */
  private drain(stream: TcpConversation, direction: Direction, half: TcpHalf, filled: boolean): void {
    const waiting = half.waiting;
    if (waiting === undefined) return;
    const before = waiting.cost;
    let { frame, seconds, nanos } = filled ? this.moment : NEVER;
    let count = 0;
    for (let piece = waiting.first; piece !== undefined; piece = waiting.at(count)) {
      if (piece.start !== half.nextPosition) break;
      if (piece.frame > frame) ({ frame, seconds, nanos } = piece);
      const length = piece.end - piece.start;
      half.nextPosition = piece.end;
      half.next = (half.next + length) | 0;
      count++;
      if (piece.data === undefined) {
        stream.lostBytes += length;
        this.sink.onGap(stream, direction, length, 'cut', frame, seconds, nanos);
      } else {
        this.sink.onData(stream, direction, piece.data, 0, length, frame, seconds, nanos);
      }
    }
    if (count > 0) half.lostSince = -1;
    waiting.dropFirst(count);
    this.waitingInAll += waiting.cost - before;
    if (waiting.length === 0) {
      half.waiting = undefined;
      stream.waitingHalves--;
    }
    half.passFin();
  }

  /** `overdue`: the record up to which holes that were known to be lost have been waited for long enough. */
  private giveUpHoles(stream: TcpConversation, overdue: number): void {
    this.giveUpCertain(stream, 0, stream.half0, overdue);
    this.giveUpCertain(stream, 1, stream.half1, overdue);
  }

  private giveUpCertain(stream: TcpConversation, direction: Direction, half: TcpHalf, overdue: number): void {
    for (let first = half.waiting?.first; first !== undefined; first = half.waiting?.first) {
      const behind = (half.next + first.start - half.nextPosition) | 0;
      if (half.acked && ((half.ackedTo - behind) | 0) >= 0) {
        if (half.lostSince < 0) {
          half.lostSince = stream.segments;
          half.lostFrame = this.moment.frame;
          this.holes.push(stream, this.moment);
        }
        if (half.lostFrame > overdue && stream.segments - half.lostSince < HOLE_SEGMENTS) return;
        this.giveUpHole(stream, direction, half, 'lost');
      } else if (this.moment.seconds - first.seconds > OVERDUE_SECONDS) {
        this.giveUpHole(stream, direction, half, 'limit');
      } else {
        return;
      }
    }
  }

  private giveUpHole(stream: TcpConversation, direction: Direction, half: TcpHalf, reason: GapReason): void {
    const first = half.waiting?.first;
    if (first === undefined) return;
    const missing = first.start - half.nextPosition;
    if (missing > 0) {
      half.nextPosition = first.start;
      half.next = (half.next + missing) | 0;
      this.gap(stream, direction, missing, reason);
    }
    this.drain(stream, direction, half, false);
  }

  private giveUpAll(stream: TcpConversation, direction: Direction, half: TcpHalf, reason: GapReason): void {
    while (half.waiting !== undefined) {
      const behind = (half.next + (half.waiting.first?.start ?? 0) - half.nextPosition) | 0;
      const known = half.acked && ((half.ackedTo - behind) | 0) >= 0;
      this.giveUpHole(stream, direction, half, known ? 'lost' : reason);
    }
  }

  private gap(stream: TcpConversation, direction: Direction, bytes: number, reason: GapReason): void {
    if (bytes > 0) stream.lostBytes += bytes;
    const { frame, seconds, nanos } = this.moment;
    this.sink.onGap(stream, direction, bytes, reason, frame, seconds, nanos);
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

  private endHoles(): void {
    for (let due = this.holes.take(this.moment); due !== undefined; due = this.holes.take(this.moment)) {
      if (!due.item.released && due.item.waitingHalves > 0) this.giveUpHoles(due.item, due.frame);
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
    const head0 = stream.half0.waiting?.first?.frame ?? 0;
    const head1 = stream.half1.waiting?.first?.frame ?? 0;
    const order: readonly Direction[] = head1 < head0 ? [1, 0] : [0, 1];
    for (const direction of order) {
      const half = direction === 0 ? stream.half0 : stream.half1;
      this.giveUpAll(stream, direction, half, 'end');
      this.missingTail(stream, direction, half);
    }
    stream.closing ??= this.closing(how, undefined);
    stream.released = true;
    this.sink.onClose?.(stream);
    stream.attachment = undefined;
    this.table.retire(stream);
  }

  /** Octets before the FIN, or acknowledged by the other side, of which the capture has nothing. */
  private missingTail(stream: TcpConversation, direction: Direction, half: TcpHalf): void {
    const acked = half.acked ? (half.ackedTo - half.next) | 0 : 0;
    const toFin = half.finSeen ? (half.finAt - half.next) | 0 : 0;
    if (toFin > 0 && toFin <= MAX_AHEAD) this.gap(stream, direction, toFin, acked >= toFin ? 'lost' : 'end');
    // A single octet may be a FIN that was not captured.
    else if (acked > 1 && !half.finSeen) this.gap(stream, direction, acked, 'lost');
  }
}

export interface TcpLimits {
  readonly maxWaitingBytes: number;
  readonly maxWaitingBytesInAll: number;
  readonly maxStreams: number;
}

const FIN = 0x01;
const SYN = 0x02;
const RST = 0x04;
const ACK = 0x10;

const NEVER = { frame: 0, seconds: 0, nanos: 0 } as const;

/** The widest window there is. */
const MAX_AHEAD = 0x40000000;
/** No retransmission reaches back further. */
const MAX_BEHIND = 16 * 1024 * 1024;
const STRAYS = 3;
/** Captures shuffle a little: an acknowledgement may stand before what it acknowledges. */
const HOLE_SEGMENTS = 8;
const HOLE_MILLISECONDS = 100;
const HOLE_FRAMES = 4_096;
/** How long a hole may stay open that nobody acknowledges: captures of one direction only. */
const OVERDUE_SECONDS = 30;
/** How long late segments are waited for after the end of a connection. */
const LINGER_MILLISECONDS = 1_000;
const LINGER_FRAMES = 65_536;
