import { Buffer } from 'node:buffer';
import { INCOMPLETE, MALFORMED, packetLength } from '../../protocol/mqtt/framing.js';
import type { MqttSettings } from './settings.js';

/** How long packets are and may be: sections 2.1.4 and 3.2.2.3.6. */
export const framing = { lengthOf, maximumPacketSize };

export type Inbound = Uint8Array | 'malformed' | 'too-large';

/** Packets larger than this are refused, whatever was announced: a length field is a claim. */
const HARD_LIMIT = 16 * 1024 * 1024;

/** Cuts what arrives into packets. Holds no more than one packet, and that only up to the limit. */
export class InboundBuffer {
  private chunks: Buffer[] = [];
  private held = 0;
  /** Octets that must be there before looking again is worth while. */
  private needed = 2;
  private readonly lengthOf: (bytes: Uint8Array) => number;
  private limit = HARD_LIMIT;

  constructor(measure: (bytes: Uint8Array) => number) {
    this.lengthOf = measure;
  }

  /** From now on packets may have so many octets; 0: no limit but our own. */
  limitTo(announced: number): void {
    if (announced > 0) this.limit = announced;
  }

  /** The packets that are whole now, and last what makes more impossible. */
  *push(chunk: Buffer): Generator<Inbound> {
    this.chunks.push(chunk);
    this.held += chunk.length;
    if (this.held < this.needed) return;
    let bytes = this.chunks.length === 1 ? chunk : Buffer.concat(this.chunks);
    while (bytes.length > 0) {
      const length = this.lengthOf(bytes);
      if (length === MALFORMED) {
        yield 'malformed';
        return;
      }
      if (length > this.limit) {
        yield 'too-large';
        return;
      }
      if (length === INCOMPLETE || length > bytes.length) {
        this.hold(bytes, length);
        return;
      }
      yield bytes.subarray(0, length);
      bytes = bytes.subarray(length);
    }
    this.hold(bytes, INCOMPLETE);
  }

  private hold(bytes: Buffer, length: number): void {
    this.chunks = bytes.length === 0 ? [] : [bytes];
    this.held = bytes.length;
    this.needed = length === INCOMPLETE ? bytes.length + 1 : length;
  }
}

/** Octets of the packet that begins here, MALFORMED or INCOMPLETE. */
function lengthOf(bytes: Uint8Array): number {
  return packetLength(bytes);
}

/** The largest packet that is taken; 0: any. */
function maximumPacketSize(settings: MqttSettings): number {
  return settings.maximumPacketSize;
}
