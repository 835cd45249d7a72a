import type { Direction } from './capture-sink.js';
import type { Closing, StreamCounters, TcpStream } from './flow.js';
import { TableFlow } from './flow-table.js';
import type { PieceList } from './piece-list.js';

/** One direction. Sequence numbers are kept as signed 32-bit numbers: only differences, `(a - b) | 0`, mean anything. */
export class TcpHalf {
  started = false;
  /** The sequence number of the SYN, or the one that a SYN would have had. */
  base = 0;
  /** The next sequence number to deliver. */
  next = 0;
  /** The highest acknowledgement by the other side, where it is beyond `next`. */
  acked = false;
  ackedTo = 0;
  finSeen = false;
  finAt = 0;
  /** Segments in a row whose sequence numbers make no sense here. */
  strays = 0;

  /** Where the last octets before `next` lie, from `lastFrom` on, while chunk `lastChunk` is in the buffer; -1: nowhere. */
  lastChunk = -1;
  lastFrom = 0;
  lastAt = 0;

  /** Segments that wait for missing ones. */
  waiting: PieceList | undefined = undefined;
  /** `next` as a position in `waiting`. */
  nextPosition = 0;
  /** `segments` of the stream when the first hole was known to be lost; -1: it is not. */
  lostSince = -1;
  /** The record that showed it. */
  lostFrame = 0;

  start(base: number): void {
    this.started = true;
    this.base = base;
    this.next = (base + 1) | 0;
  }

  /** The FIN takes a sequence number of its own. */
  passFin(): void {
    if (this.finSeen && this.next === this.finAt) this.next = (this.next + 1) | 0;
  }
}

/** A half that has said nothing: one for all, never written to. Most streams of a port scan have one. */
const SILENT: TcpHalf = Object.freeze(new TcpHalf());

/** One TCP connection, as far as the capture shows it. */
export class TcpConversation extends TableFlow implements TcpStream {
  readonly transport = 'tcp';
  initiator: Direction | undefined = undefined;
  closing: Closing | undefined = undefined;
  /** From endpoint 0, and from endpoint 1; `SILENT` until something comes from there. */
  half0: TcpHalf = SILENT;
  half1: TcpHalf = SILENT;
  /** `onClose` was called; what remains keeps the number, and late segments from opening a stream of their own. */
  released = false;
  /** It waits for its end. */
  lingering = false;
  /** Halves with waiting segments: looked at for every segment. */
  waitingHalves = 0;

  segments = 0;
  retransmitted = 0;
  outOfOrder = 0;
  overlapping = 0;
  keepAlives = 0;
  lostBytes = 0;

  get counters(): StreamCounters {
    const { segments, retransmitted, outOfOrder, overlapping, keepAlives, lostBytes } = this;
    return { segments, retransmitted, outOfOrder, overlapping, keepAlives, lostBytes };
  }

  lacks(direction: Direction): boolean {
    const half = direction === 0 ? this.half0 : this.half1;
    if (!half.started || half.waiting !== undefined) return true;
    // A single octet may be a FIN that was not captured.
    return half.acked && ((half.ackedTo - half.next) | 0) > 1;
  }

  /** The half of a segment that has come. */
  speaking(direction: Direction): TcpHalf {
    const half = direction === 0 ? this.half0 : this.half1;
    if (half !== SILENT) return half;
    const fresh = new TcpHalf();
    if (direction === 0) this.half0 = fresh;
    else this.half1 = fresh;
    return fresh;
  }
}

/** The widest window there is: nothing that is further ahead belongs to the connection. */
export const MAX_AHEAD = 0x40000000;
