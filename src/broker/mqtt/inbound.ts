import { Buffer } from 'node:buffer';
import { headerLength, INCOMPLETE, MALFORMED, packetLength } from '../../protocol/mqtt/framing.js';
import type { MqttDefects } from './defects.js';

export type Inbound = Uint8Array | 'malformed' | 'too-large' | 'misaligned';

/** Packets larger than this are refused, whatever was announced: a length field is a claim. */
const HARD_LIMIT = 16 * 1024 * 1024;

/** Cuts what arrives into packets. Holds no more than one packet, and that only up to the limit. */
export class InboundBuffer {
  private chunks: Buffer[] = [];
  private held = 0;
  /** Octets that must be there before looking again is worth while. */
  private needed = 2;
  private swallowing = false;
  private readonly defects: MqttDefects;
  private limit = HARD_LIMIT;

  constructor(defects: MqttDefects) {
    this.defects = defects;
  }

  /** From now on packets may have so many octets; 0: no limit but our own. */
  limitTo(announced: number): void {
    const more = this.defects.has('max-packet-size-off-by-one') ? 1 : 0;
    if (announced > 0 && !this.defects.has('accepts-oversize-packet')) this.limit = announced + more;
  }

  /** The packets that are whole now, and last what makes more impossible. */
  *push(chunk: Buffer): Generator<Inbound> {
    if (this.swallowing) return;
    this.chunks.push(chunk);
    this.held += chunk.length;
    if (this.held < this.needed) {
      if (this.defects.has('needs-one-packet-per-segment')) yield 'misaligned';
      return;
    }
    let bytes = this.chunks.length === 1 ? chunk : Buffer.concat(this.chunks);
    while (bytes.length > 0) {
      const length = this.lengthOf(bytes);
      if (length === MALFORMED) {
        if (this.defects.has('accepts-five-byte-remaining-length')) this.swallowing = true;
        else yield 'malformed';
        return;
      }
      if (length > this.limit) {
        yield 'too-large';
        return;
      }
      if (length === INCOMPLETE || length > bytes.length) {
        this.hold(bytes, length);
        if (this.defects.has('needs-one-packet-per-segment')) yield 'misaligned';
        return;
      }
      yield bytes.subarray(0, length);
      bytes = this.defects.has('loses-coalesced-packets') ? bytes.subarray(bytes.length) : bytes.subarray(length);
    }
    this.hold(bytes, INCOMPLETE);
  }

  private hold(bytes: Buffer, length: number): void {
    this.chunks = bytes.length === 0 ? [] : [bytes];
    this.held = bytes.length;
    this.needed = length === INCOMPLETE ? bytes.length + 1 : length;
  }

  private lengthOf(bytes: Buffer): number {
    const length = packetLength(bytes);
    if (length < 0 || !this.defects.has('misreads-length-at-16384')) return length;
    return length - headerLength(bytes) >= 16_384 ? length - 1 : length;
  }
}
