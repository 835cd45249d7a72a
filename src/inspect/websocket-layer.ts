import { Buffer } from 'node:buffer';
import type { Direction, GapReason } from '../capture/capture-sink.js';
import { isLegalHeader, readFrameHeader } from '../protocol/websocket/frame.js';
import { type HttpHead, isWebSocketHead, readHttpHead } from '../protocol/websocket/http-head.js';
import { Unwrapper } from '../protocol/websocket/unwrapper.js';
import type { Moment, Opening } from './opening.js';

/** What a WebSocket's inside goes to: a conversation. */
export interface ContentSink {
  takeContent(direction: Direction, buffer: Uint8Array, start: number, end: number): void;
  loseContent(direction: Direction, bytes: number, reason: GapReason): void;
}

/** Both directions of an upgraded connection. */
export class WebSocketLayer {
  private readonly agreed: boolean;
  private readonly unwrappers: [Unwrapper, Unwrapper];
  /** Looking for a segment that begins with a frame. */
  private readonly adrift: [boolean, boolean];
  /** Nothing has been read or stepped over yet. */
  private readonly fresh: [boolean, boolean] = [true, true];
  private readonly sink: ContentSink;

  /** `adrift`: the heads were not seen to their ends. */
  constructor(sink: ContentSink, compressed: boolean, adrift = false) {
    this.sink = sink;
    this.adrift = [adrift, adrift];
    this.agreed = compressed;
    this.unwrappers = [this.unwrapper(0), this.unwrapper(1)];
  }

  push(direction: Direction, buffer: Uint8Array, start: number, end: number): void {
    if (this.adrift[direction]) {
      const found = isFrameChain(buffer, start, end);
      if (!found && this.fresh[direction]) this.sink.loseContent(direction, -1, 'lost');
      this.fresh[direction] = false;
      if (!found) return;
      this.adrift[direction] = false;
      this.unwrappers[direction] = this.unwrapper(direction);
    }
    this.fresh[direction] = false;
    this.unwrappers[direction].push(buffer, start, end);
  }

  lose(direction: Direction, bytes: number, reason: GapReason): void {
    const inside = this.unwrappers[direction].skip(bytes);
    if (!inside) this.adrift[direction] = true;
    this.sink.loseContent(direction, inside ? bytes : -1, reason);
  }

  /** Messages are compressed (permessage-deflate): they are named, not read. */
  get compressed(): boolean {
    return this.agreed || this.unwrappers.some(({ compressedMessages }) => compressedMessages > 0);
  }

  private unwrapper(direction: Direction): Unwrapper {
    return new Unwrapper({
      onPayload: (buffer, start, end) => this.sink.takeContent(direction, buffer, start, end),
      onBroken: () => {
        this.adrift[direction] = true;
      },
    });
  }
}

/** What the two first heads of an HTTP connection say. `rest`: octets behind the heads, still in their openings. */
export type Upgrade =
  | 'open'
  | 'none'
  | {
      readonly request: HttpHead | undefined;
      /** `undefined` where only the client's direction is in the capture. */
      readonly response: HttpHead | undefined;
      readonly client: Direction;
      readonly rest: readonly Rest[];
    };

export interface Rest {
  readonly direction: Direction;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly moment: Moment;
}

export function readUpgrade(openings: readonly [Opening, Opening]): Upgrade {
  const heads = openings.map((opening) => readHttpHead(opening.bytes, opening.length));
  const requestAt = heads.findIndex((head) => head !== undefined && head.status === undefined);
  const responseAt = heads.findIndex((head) => head?.status !== undefined);
  const request = heads[requestAt];
  const response = heads[responseAt];
  if (request !== undefined && !isWebSocketHead(request)) return 'none';
  const client: Direction = responseAt === 0 || (response === undefined && requestAt === 1) ? 1 : 0;
  if (response === undefined) {
    // A client that goes on talking has been answered, though the capture does not show it.
    const spoken = openings[client].length > (request?.length ?? Number.POSITIVE_INFINITY);
    if (!spoken) return 'open';
  } else if (!isWebSocketHead(response)) return 'none';
  const rest: Rest[] = [];
  openings.forEach((opening, direction) => {
    const head = heads[direction]?.length ?? 0;
    for (const piece of opening.pieces) {
      const start = Math.max(piece.start, head);
      if (start < piece.end)
        rest.push({
          direction: direction as Direction,
          bytes: opening.bytes,
          start,
          end: piece.end,
          moment: piece.moment,
        });
    }
  });
  rest.sort((a, b) => a.moment.order - b.moment.order);
  return { request, response, client, rest };
}

/** The payload of a segment of whole frames, where their upgrade was not seen; `undefined` where it is no such segment. */
export function unwrapSegment(buffer: Uint8Array, start: number, end: number): Uint8Array | undefined {
  if ((buffer[start] ?? 0) !== FINAL_BINARY || !isFrameChain(buffer, start, end)) return undefined;
  const pieces: Uint8Array[] = [];
  const unwrapper = new Unwrapper({ onPayload: (bytes, from, to) => pieces.push(bytes.slice(from, to)) });
  unwrapper.push(buffer, start, end);
  return Buffer.concat(pieces);
}

const FINAL_BINARY = 0x82;

/** A segment of whole binary frames as a client sends them. */
export function isMaskedChain(buffer: Uint8Array, length: number): boolean {
  let at = 0;
  while (at < length) {
    const header = readFrameHeader(buffer, at, length);
    if (header === undefined || buffer[at] !== FINAL_BINARY || ((buffer[at + 1] ?? 0) & 0x80) === 0) return false;
    at += header.headerLength + header.payloadLength;
  }
  return at === length;
}

/** The beginning of a head that says "101 Switching Protocols", however little there is of the rest. */
export function isSwitching(bytes: Uint8Array, length: number): boolean {
  return length >= SWITCHING.length && SWITCHING.every((octet, index) => bytes[index] === octet);
}

const SWITCHING: readonly number[] = Array.from('HTTP/1.1 101', (character) => character.charCodeAt(0));

/** Frames that follow one another from the segment's first octet to its end or past it. */
function isFrameChain(buffer: Uint8Array, start: number, end: number): boolean {
  let at = start;
  let frames = 0;
  while (at < end) {
    const header = readFrameHeader(buffer, at, end);
    if (header === undefined) break;
    if (!isLegalHeader(header) || header.reserved !== 0) return false;
    frames++;
    // Some servers send a header in a segment of its own.
    if (at + header.headerLength === end) return true;
    at += header.headerLength + header.payloadLength;
  }
  return frames > 0 && (at === end || frames > 1);
}
