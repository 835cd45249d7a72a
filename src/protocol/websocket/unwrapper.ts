import {
  BINARY,
  CLOSE,
  CONTINUATION,
  type FrameHeader,
  isLegalHeader,
  MAXIMUM_HEADER_LENGTH,
  readFrameHeader,
  TEXT,
} from './frame.js';

/** Who receives what one direction of a WebSocket carries. */
export interface UnwrapperSink {
  /** Octets of data messages, unmasked, in order. Valid during the call only. */
  onPayload(buffer: Uint8Array, start: number, end: number): void;
  /** A frame begins. */
  onFrame?(header: FrameHeader): void;
  /** The octets are no WebSocket frames any more. */
  onBroken?(): void;
}

/**
 * One direction of a WebSocket as the stream of octets inside: frames may come in any pieces, messages may be split over
 * frames, control frames may stand between them. Holds at most one frame header and a piece of payload.
 */
export class Unwrapper {
  /** Messages are compressed: counted, not read. */
  compressedMessages = 0;
  closed = false;
  private readonly sink: UnwrapperSink;
  private readonly header = new Uint8Array(MAXIMUM_HEADER_LENGTH);
  private headerLength = 0;
  private current: FrameHeader | undefined;
  private left = 0;
  private position = 0;
  private skipping = false;
  private broken = false;

  constructor(sink: UnwrapperSink) {
    this.sink = sink;
  }

  push(buffer: Uint8Array, start: number, end: number): void {
    let at = start;
    while (at < end) {
      if (this.broken) return;
      if (this.current === undefined) at = this.readHeader(buffer, at, end);
      else at = this.readPayload(buffer, at, end);
    }
  }

  /** `count` octets are lost. True when they lie inside the payload at hand, so that the frames behind it are known. */
  skip(count: number): boolean {
    if (this.current === undefined || count < 0 || count > this.left) {
      this.current = undefined;
      this.headerLength = 0;
      this.left = 0;
      return false;
    }
    this.position += count;
    this.left -= count;
    if (this.left === 0) this.current = undefined;
    return true;
  }

  private readHeader(buffer: Uint8Array, start: number, end: number): number {
    let at = start;
    while (at < end && this.headerLength < MAXIMUM_HEADER_LENGTH) {
      this.header[this.headerLength++] = buffer[at++] ?? 0;
      const header = readFrameHeader(this.header, 0, this.headerLength);
      if (header === undefined) continue;
      this.headerLength = 0;
      this.begin(header);
      return at;
    }
    return at;
  }

  private begin(header: FrameHeader): void {
    if (!isLegalHeader(header) || this.closed) {
      this.broken = true;
      this.sink.onBroken?.();
      return;
    }
    this.sink.onFrame?.(header);
    if (header.opcode === CLOSE) this.closed = true;
    if (header.opcode === TEXT || header.opcode === BINARY) {
      this.skipping = (header.reserved & 4) !== 0;
      if (this.skipping) this.compressedMessages++;
    }
    this.current = header.payloadLength > 0 ? header : undefined;
    this.left = header.payloadLength;
    this.position = 0;
  }

  private readPayload(buffer: Uint8Array, start: number, end: number): number {
    const { current } = this;
    if (current === undefined) return start;
    const taken = Math.min(end - start, this.left, UNMASKED.length);
    const isData = current.opcode === CONTINUATION || current.opcode === TEXT || current.opcode === BINARY;
    if (isData && !this.skipping) this.handOn(buffer, start, start + taken, current.mask);
    this.position += taken;
    this.left -= taken;
    if (this.left === 0) this.current = undefined;
    return start + taken;
  }

  private handOn(buffer: Uint8Array, start: number, end: number, mask: number | undefined): void {
    if (mask === undefined || mask === 0) {
      this.sink.onPayload(buffer, start, end);
      return;
    }
    for (let at = start; at < end; at++) {
      const shift = 24 - 8 * ((this.position + at - start) & 3);
      UNMASKED[at - start] = (buffer[at] ?? 0) ^ ((mask >>> shift) & 0xff);
    }
    this.sink.onPayload(UNMASKED, 0, end - start);
  }
}

/** Shared: what is in it is handed on before anything else can be written. */
const UNMASKED = new Uint8Array(65_536);
