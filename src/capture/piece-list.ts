import type { Moment } from './moment.js';

/** A run of octets that waits for what belongs before it. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  /** `undefined`: the snap length cut these octets off; nobody has them. */
  readonly data: Uint8Array | undefined;
  readonly frame: number;
  readonly seconds: number;
  readonly nanos: number;
}

/** Pieces in order of position, never overlapping: where two overlap, the octets that came first stay. */
export class PieceList {
  /** Positions that are covered. */
  covered = 0;
  private readonly pieces: Piece[] = [];
  /** How many of `pieces` have been dropped; they are cleared away now and then, not one at a time. */
  private head = 0;

  get first(): Piece | undefined {
    return this.pieces[this.head];
  }

  get length(): number {
    return this.pieces.length - this.head;
  }

  at(index: number): Piece | undefined {
    return this.pieces[this.head + index];
  }

  /** What keeping the pieces costs, their own weight included: a million pieces of one octet are not a megabyte. */
  get cost(): number {
    return this.covered + this.length * PIECE_COST;
  }

  /**
   * Copies what is new of `source[sourceStart…]` for the positions [start, end). Answers whether it overlapped pieces
   * that were there, and whether their octets differ.
   */
  insert(
    start: number,
    end: number,
    source: Uint8Array | undefined,
    sourceStart: number,
    moment: Moment,
  ): 'new' | 'same' | 'differs' {
    let answer: 'new' | 'same' | 'differs' = 'new';
    let at = this.firstEndingAfter(start);
    let from = start;
    while (from < end) {
      const piece = this.pieces[at];
      const until = piece === undefined ? end : Math.min(end, piece.start);
      if (until > from) {
        this.put(at++, from, until, source, sourceStart + from - start, moment);
        from = until;
        continue;
      }
      if (piece === undefined) break;
      const shared = Math.min(end, piece.end);
      if (answer !== 'differs') {
        answer = equal(piece, from, shared, source, sourceStart + from - start) ? 'same' : 'differs';
      }
      from = shared;
      at++;
    }
    return answer;
  }

  dropFirst(count: number): void {
    const end = Math.min(this.head + count, this.pieces.length);
    for (; this.head < end; this.head++) {
      const piece = this.pieces[this.head] as Piece;
      this.covered -= piece.end - piece.start;
    }
    if (this.head * 2 <= this.pieces.length) return;
    this.pieces.splice(0, this.head);
    this.head = 0;
  }

  private put(
    at: number,
    start: number,
    end: number,
    source: Uint8Array | undefined,
    sourceStart: number,
    moment: Moment,
  ): void {
    // `slice` of a Buffer would be a view: the octets must outlive the chunk.
    const data =
      source === undefined
        ? undefined
        : Uint8Array.prototype.slice.call(source, sourceStart, sourceStart + end - start);
    const { frame, seconds, nanos } = moment;
    const piece: Piece = { start, end, data, frame, seconds, nanos };
    if (at === this.pieces.length) this.pieces.push(piece);
    else this.pieces.splice(at, 0, piece);
    this.covered += end - start;
  }

  private firstEndingAfter(position: number): number {
    let low = this.head;
    let high = this.pieces.length;
    // Most segments belong behind all that wait already.
    if (high > low && (this.pieces[high - 1] as Piece).end <= position) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.pieces[middle] as Piece).end <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const PIECE_COST = 256;

function equal(piece: Piece, from: number, to: number, source: Uint8Array | undefined, sourceAt: number): boolean {
  if (piece.data === undefined || source === undefined) return true;
  for (let position = from; position < to; position++) {
    if (piece.data[position - piece.start] !== source[sourceAt + position - from]) return false;
  }
  return true;
}
