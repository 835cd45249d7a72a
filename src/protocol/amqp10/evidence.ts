import { u32 } from '../../bytes/octets.js';
import { HEADER_INCOMPLETE, NOT_A_PACKET } from '../protocol.js';

/** No frame before open is larger than this by far; a claim beyond it is not believed. */
const BELIEVABLE = 64 << 20;

/** Octets of the frame or protocol header at `start`. */
export function claim10(buffer: Uint8Array, start: number, end: number): number {
  if (buffer[start] === 0x41) {
    if (end - start < 4) return HEADER_INCOMPLETE;
    return buffer[start + 1] === 0x4d && buffer[start + 2] === 0x51 && buffer[start + 3] === 0x50 ? 8 : NOT_A_PACKET;
  }
  if (end - start < 4) return HEADER_INCOMPLETE;
  const size = u32(buffer, start);
  return size < 8 || size > BELIEVABLE ? NOT_A_PACKET : size;
}

/** How strongly the octets speak for a frame, in bits; negative: they cannot be one. */
export function weigh10(buffer: Uint8Array, start: number, end: number): number {
  const size = claim10(buffer, start, end);
  if (size <= 0) return size;
  if (buffer[start] === 0x41) return end - start < 8 || buffer[start + 5] === 1 ? 40 : -1;
  if (end - start < 8) return 4;
  const type = buffer[start + 5] ?? 0;
  if (buffer[start + 4] !== 2 || type > 1) return -1;
  if (size === 8) return 24;
  const at = start + 8;
  if (at + 3 > end) return 12;
  if (buffer[at] !== 0) return -1;
  const code = buffer[at + 1] === 0x53 ? (buffer[at + 2] ?? 0) : 0;
  const known = type === 0 ? code >= 0x10 && code <= 0x18 : code >= 0x40 && code <= 0x44;
  return known ? 40 : -1;
}
