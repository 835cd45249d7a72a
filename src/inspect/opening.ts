import type { GapReason } from '../capture/capture-sink.js';

/** The time and record of a piece of the capture, and its place in the order of all pieces. */
export interface Moment {
  readonly order: number;
  readonly frame: number;
  readonly seconds: number;
  readonly nanos: number;
}

export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly moment: Moment;
}

/** The first octets of one direction, held while nobody knows what is spoken. */
export class Opening {
  bytes: Uint8Array = new Uint8Array(0);
  length = 0;
  pieces: Piece[] = [];
  /** Octets that were looked at and let go. */
  skipped = 0;
  /** Octets the capture lost here; -1 where nobody knows how many. */
  lost = 0;
  reason: GapReason = 'lost';
  tries = 0;
  /** Segments that were masked WebSocket frames, to the octet. */
  maskedSegments = 0;
  private closed = false;

  add(buffer: Uint8Array, start: number, end: number, moment: Moment): void {
    if (this.closed) return;
    const length = end - start;
    if (this.length + length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(2 * this.bytes.length, this.length + length));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
    this.bytes.set(buffer.subarray(start, end), this.length);
    this.pieces.push({ start: this.length, end: this.length + length, moment });
    this.length += length;
  }

  /** They say nothing: the next segment may. */
  skip(): void {
    this.tries++;
    this.skipped += this.length;
    this.length = 0;
    this.pieces = [];
  }

  lose(bytes: number, reason: GapReason): void {
    this.lost = bytes < 0 || this.lost < 0 ? -1 : this.lost + bytes;
    this.reason = reason;
    this.skip();
  }

  /** Nothing more is wanted of this direction. */
  close(): void {
    this.closed = true;
    this.length = 0;
    this.pieces = [];
  }

  /** The octets at hand are the direction's first. */
  get isWhole(): boolean {
    return this.skipped === 0 && this.lost === 0;
  }
}
