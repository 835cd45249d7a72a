import { Buffer } from 'node:buffer';
import type { Packet } from '../protocol.js';
import type { Content, DecodedFrame10, TransferHead } from './decode.js';

export interface JoinedMessage {
  /** `undefined` where the message was too long to be kept. */
  readonly octets: Uint8Array | undefined;
  readonly length: number;
  readonly transfers: number;
}

/** Messages that come in several transfers, put together again per direction, channel and link. */
export class Amqp10Messages {
  private readonly open = new Map<string, Pieces>();
  private octets = 0;

  /** What the octets behind a transfer are, asked before it is added. */
  contentOf(direction: number, head: TransferHead): Content {
    const key = keyOf(direction, head);
    if (this.open.has(key)) return 'piece';
    return this.isUncertain(key) ? 'uncertain' : 'whole';
  }

  /** Transfers that the capture does not show may have begun the message that this one belongs to. */
  private isUncertain(key: string): boolean {
    return !this.open.has(key) && (this.cut.has(key) || (this.lost && !this.known.has(key)));
  }

  /** The transfer is not whole: what goes on with it cannot be told from a new message. */
  miss(direction: number, frame: DecodedFrame10): void {
    const key = keyOf(direction, frame);
    this.forget(key);
    if (this.cut.size >= MAXIMUM_OPEN) this.lose();
    this.cut.add(key);
  }

  /** Frames are missing: a message may have begun in them. */
  lose(): void {
    this.clear();
    this.lost = true;
    this.cut.clear();
    this.known.clear();
  }

  /** The message, when this transfer is the last of several. */
  add(packet: Packet, frame: DecodedFrame10): JoinedMessage | undefined {
    const key = keyOf(packet.direction, frame);
    const more = frame.fields.get('more')?.value === true;
    let pieces = this.open.get(key);
    if (frame.fields.get('aborted')?.value === true) {
      this.forget(key);
      return undefined;
    }
    if (pieces === undefined && this.isUncertain(key)) {
      if (more) return undefined;
      this.cut.delete(key);
      if (this.known.size < MAXIMUM_OPEN) this.known.add(key);
      return undefined;
    }
    if (pieces === undefined) {
      if (!more) return undefined;
      if (this.open.size >= MAXIMUM_OPEN) this.clear();
      pieces = { parts: [], length: 0, transfers: 0 };
      this.open.set(key, pieces);
    }
    pieces.transfers++;
    if (frame.payload !== undefined) this.keep(pieces, packet.bytes().slice(frame.payload.start, frame.payload.end));
    if (more) return undefined;
    this.forget(key);
    const { length, transfers, parts } = pieces;
    return { length, transfers, octets: parts === undefined ? undefined : Buffer.concat(parts) };
  }

  clear(): void {
    this.open.clear();
    this.octets = 0;
  }

  private lost = false;
  /** Links whose last transfer was cut. */
  private readonly cut = new Set<string>();
  /** Links that have ended a message since the loss. */
  private readonly known = new Set<string>();

  private keep(pieces: Pieces, octets: Uint8Array): void {
    pieces.length += octets.length;
    if (pieces.parts === undefined) return;
    this.octets += octets.length;
    if (this.octets <= MAXIMUM_OCTETS) pieces.parts.push(octets);
    else {
      this.octets -= pieces.length;
      pieces.parts = undefined;
    }
  }

  private forget(key: string): void {
    const pieces = this.open.get(key);
    if (pieces?.parts !== undefined) this.octets -= pieces.length;
    this.open.delete(key);
  }
}

interface Pieces {
  parts: Uint8Array[] | undefined;
  length: number;
  transfers: number;
}

/** Of one conversation. */
const MAXIMUM_OCTETS = 4 << 20;
const MAXIMUM_OPEN = 256;

function keyOf(direction: number, frame: TransferHead): string {
  return `${direction} ${frame.channel} ${frame.fields.get('handle')?.value}`;
}
