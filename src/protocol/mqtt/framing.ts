/*
 * Fixed header, section 2.1 (5.0), 2.2 (3.1.1)
 *
 *   7   6   5   4   3   2   1   0
 * +---------------+---------------+
 * | packet type   | flags         |  octet 1
 * +---------------+---------------+
 * | Remaining Length, 1 to 4      |  octets 2 …: seven bits each, least significant first, top bit: more follow
 * +-------------------------------+
 */
import type { Problem } from '../problem.js';
import { type ProblemVersion, problem } from './problems.js';

export type Frame =
  /** `length` octets are the whole packet, `headerLength` of them the fixed header. They may not be there yet. */
  | { readonly kind: 'packet'; readonly headerLength: number; readonly length: number }
  /** `atLeast` octets are needed before more can be said. */
  | { readonly kind: 'incomplete'; readonly atLeast: number }
  | { readonly kind: 'malformed'; readonly problem: Problem };

export const INCOMPLETE = -1;
export const MALFORMED = -2;

/**
 * Octets of the packet that begins at `offset`, fixed header included; `INCOMPLETE` when the length itself is cut,
 * or `MALFORMED`. The answer may reach past `end`: it is what the header claims. Allocates nothing.
 */
export function packetLength(bytes: Uint8Array, offset = 0, end = bytes.length): number {
  let value = 0;
  let factor = 1;
  for (let index = 1; index <= 4; index++) {
    if (offset + index >= end) return INCOMPLETE;
    const octet = bytes[offset + index] ?? 0;
    value += (octet & 0x7f) * factor;
    if (octet < 0x80) return value + index + 1;
    factor *= 128;
  }
  return MALFORMED;
}

/** The same as data: `incomplete` until all octets of the packet lie in `bytes[offset, end)`. */
export function frame(bytes: Uint8Array, offset = 0, end = bytes.length, version: ProblemVersion = 4): Frame {
  const length = packetLength(bytes, offset, end);
  if (length === INCOMPLETE) return { kind: 'incomplete', atLeast: Math.max(2, end - offset + 1) };
  if (length === MALFORMED) {
    return { kind: 'malformed', problem: problem('MQTT_REMAINING_LENGTH_TOO_LONG', version, { offset: 1, length: 4 }) };
  }
  if (length > end - offset) return { kind: 'incomplete', atLeast: length };
  return { kind: 'packet', headerLength: headerLength(bytes, offset), length };
}

/** Octets of the fixed header of a packet whose length could be read. */
export function headerLength(bytes: Uint8Array, offset = 0): number {
  let index = 1;
  while (index < 4 && (bytes[offset + index] ?? 0) >= 0x80) index++;
  return index + 1;
}

/** A Variable Byte Integer in its shortest form. */
export function variableByteInteger(value: number): number[] {
  const octets: number[] = [];
  let rest = value;
  do {
    const octet = rest % 128;
    rest = Math.floor(rest / 128);
    octets.push(rest > 0 ? octet | 0x80 : octet);
  } while (rest > 0);
  return octets;
}
