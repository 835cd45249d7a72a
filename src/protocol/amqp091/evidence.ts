import { u16, u32 } from '../../bytes/octets.js';
import { HEADER_INCOMPLETE, NOT_A_PACKET } from '../protocol.js';
import { methodById } from './definitions.js';
import { frameEnd, frameOverhead, isProtocolHeader, protocolHeaderSize } from './framing.js';

/** No peer agrees on frames so large; a claim beyond it is believed only where the peers did. */
const BELIEVABLE = 16 << 20;

/** Octets of the frame or protocol header at `start`. `frameMax`: what the peers agreed on, 0 while it is not known. */
export function claimAmqp(buffer: Uint8Array, start: number, end: number, frameMax = 0): number {
  const type = buffer[start] ?? 0;
  if (type === 0x41) {
    if (end - start < 4) return HEADER_INCOMPLETE;
    return isProtocolHeader(buffer, start) ? protocolHeaderSize : NOT_A_PACKET;
  }
  if (end - start < 7) return HEADER_INCOMPLETE;
  // Nearly all frames are below 64 KiB: small integers, and nothing to doubt.
  if (u16(buffer, start + 3) === 0 && (type === 1 || type === 2 || type === 3)) {
    return u16(buffer, start + 5) + frameOverhead;
  }
  const size = u32(buffer, start + 3) + frameOverhead;
  if (size > BELIEVABLE && size > frameMax) return NOT_A_PACKET;
  const known = type === 1 || type === 2 || type === 3 || type === 8;
  return known || size <= 4096 ? size : NOT_A_PACKET;
}

/** How strongly the octets speak for a frame, in bits; negative: they cannot be one. */
export function weighAmqp(buffer: Uint8Array, start: number, end: number): number {
  const length = claimAmqp(buffer, start, end);
  if (length <= 0) return length;
  if (buffer[start] === 0x41) return weighProtocolHeader(buffer, start, end);
  const type = buffer[start] ?? 0;
  if (start + length <= end && buffer[start + length - 1] !== frameEnd) return -1;
  const bits = start + length <= end ? 20 : 8;
  const payload = start + 7;
  const there = end - payload;
  if (type === 1) {
    if (length < frameOverhead + 4) return -1;
    if (there < 4) return bits;
    return methodById(u16(buffer, payload), u16(buffer, payload + 2)) === undefined ? -1 : bits + 20;
  }
  if (type === 2) {
    if (length < frameOverhead + 14) return -1;
    if (there < 4) return bits;
    return u16(buffer, payload) === 60 && u16(buffer, payload + 2) === 0 ? bits + 24 : -1;
  }
  if (type === 3) return u16(buffer, start + 1) === 0 ? -1 : bits;
  return type === 8 && length === frameOverhead && u16(buffer, start + 1) === 0 ? 40 : -1;
}

/** 0-9-1, the drafts before it, and what a 1.0 server answers. */
function weighProtocolHeader(buffer: Uint8Array, start: number, end: number): number {
  if (start + protocolHeaderSize > end) return 24;
  for (let at = start + 4; at < start + protocolHeaderSize; at++) if ((buffer[at] ?? 0) > 10) return -1;
  return 48;
}
