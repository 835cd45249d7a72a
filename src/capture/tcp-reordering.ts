import { type CaptureSink, type Direction, type GapReason, UNKNOWN_LENGTH } from './capture-sink.js';
import { DeadlineQueue } from './deadline-queue.js';
import type { Moment } from './moment.js';
import type { NoticeBoard } from './notice-board.js';
import { PieceList } from './piece-list.js';
import { MAX_AHEAD, type TcpConversation, type TcpHalf } from './tcp-conversation.js';

/**
 * Segments that do not simply follow what came before: early ones wait, old ones are left out, holes are given up when
 * the receiver has acknowledged them and a few more segments have not filled them, when a limit is reached, or at the
 * end.
 */
export class TcpReordering {
  private readonly sink: CaptureSink;
  private readonly moment: Moment;
  private readonly notices: NoticeBoard;
  private readonly limits: WaitingLimits;
  private readonly holes = new DeadlineQueue<TcpConversation>(HOLE_MILLISECONDS, HOLE_FRAMES);
  private waitingInAll = 0;

  constructor(sink: CaptureSink, moment: Moment, notices: NoticeBoard, limits: WaitingLimits) {
    this.sink = sink;
    this.moment = moment;
    this.notices = notices;
    this.limits = limits;
  }

  /** Gives up what is overdue. */
  tick(): void {
    if (this.holes.empty) return;
    for (let due = this.holes.take(this.moment); due !== undefined; due = this.holes.take(this.moment)) {
      if (!due.item.released && due.item.waitingHalves > 0) this.giveUpHoles(due.item, due.frame);
    }
  }

  /** Nothing more will come of the stream: what waits is delivered, what is missing is said. */
  end(stream: TcpConversation): void {
    const head0 = stream.half0.waiting?.first?.frame ?? 0;
    const head1 = stream.half1.waiting?.first?.frame ?? 0;
    const order: readonly Direction[] = head1 < head0 ? [1, 0] : [0, 1];
    for (const direction of order) {
      const half = direction === 0 ? stream.half0 : stream.half1;
      this.giveUpAll(stream, direction, half, 'end');
      this.missingTail(stream, direction, half);
    }
  }

  /** A segment that is early, old, partly old, cut by the snap length, or meets waiting ones. */
  take(
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
      this.take(stream, direction, half, buffer, start, end, length, from);
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

  /** To be called for each segment of a stream in which some wait. */
  giveUpLost(stream: TcpConversation): void {
    this.giveUpHoles(stream, NEVER.frame);
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

  /** Octets before the FIN, or acknowledged by the other side, of which the capture has nothing. */
  private missingTail(stream: TcpConversation, direction: Direction, half: TcpHalf): void {
    const acked = half.acked ? (half.ackedTo - half.next) | 0 : 0;
    const toFin = half.finSeen ? (half.finAt - half.next) | 0 : 0;
    if (toFin > 0 && toFin <= MAX_AHEAD) this.gap(stream, direction, toFin, acked >= toFin ? 'lost' : 'end');
    // A single octet may be a FIN that was not captured.
    else if (acked > 1 && !half.finSeen) this.gap(stream, direction, acked, 'lost');
  }
}

export interface WaitingLimits {
  readonly maxWaitingBytes: number;
  readonly maxWaitingBytesInAll: number;
}

const NEVER = { frame: 0, seconds: 0, nanos: 0 } as const;

/** No retransmission reaches back further. */
const MAX_BEHIND = 16 * 1024 * 1024;
const STRAYS = 3;
/** Captures shuffle a little: an acknowledgement may stand before what it acknowledges. */
const HOLE_SEGMENTS = 8;
const HOLE_MILLISECONDS = 100;
const HOLE_FRAMES = 4_096;
/** How long a hole may stay open that nobody acknowledges: captures of one direction only. */
const OVERDUE_SECONDS = 30;
