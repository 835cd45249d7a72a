import { Buffer, isUtf8 } from 'node:buffer';

export type Utf8FaultKind = 'surrogate' | 'overlong' | 'above-10ffff' | 'truncated' | 'ill-formed';

/** Where octets stop being well-formed UTF-8 (RFC 3629). */
export interface Utf8Fault {
  readonly kind: Utf8FaultKind;
  /** Offset of the first octet of the bad sequence, in the octets given. */
  readonly offset: number;
  readonly length: number;
}

/** The first fault of `bytes[start, end)`; `undefined` when they are well-formed. */
export function findUtf8Fault(bytes: Uint8Array, start = 0, end = bytes.length): Utf8Fault | undefined {
  if (isUtf8(bytes.subarray(start, end))) return undefined;
  let offset = start;
  while (offset < end) {
    const size = sequenceLength(bytes[offset] ?? 0);
    const fault = size === 0 ? badLead(bytes, offset) : size > 1 ? badSequence(bytes, offset, size, end) : undefined;
    if (fault !== undefined) return fault;
    offset += size;
  }
  return undefined;
}

/** Octets as text: what is ill-formed becomes U+FFFD, a byte order mark stays. */
export function decodeUtf8(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.max(0, end - start)).toString('utf8');
}

const isContinuation = (octet: number): boolean => (octet & 0xc0) === 0x80;

/** Length that a lead octet announces; 0 for an octet that cannot lead. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
}

function badLead(bytes: Uint8Array, offset: number): Utf8Fault {
  const lead = bytes[offset] ?? 0;
  // C0 and C1 could only write ASCII in two octets; F5 to F7 lie above U+10FFFF.
  if (lead === 0xc0 || lead === 0xc1) return { kind: 'overlong', offset, length: 2 };
  if (lead >= 0xf5 && lead <= 0xf7) return { kind: 'above-10ffff', offset, length: 4 };
  return { kind: 'ill-formed', offset, length: 1 };
}

function badSequence(bytes: Uint8Array, offset: number, size: number, end: number): Utf8Fault | undefined {
  const lead = bytes[offset] ?? 0;
  const second = bytes[offset + 1] ?? 0;
  if (offset + 1 < end && isContinuation(second)) {
    const kind = badSecond(lead, second);
    if (kind !== undefined) return { kind, offset, length: Math.min(size, end - offset) };
  }
  for (let index = 1; index < size; index++) {
    if (offset + index >= end) return { kind: 'truncated', offset, length: end - offset };
    if (!isContinuation(bytes[offset + index] ?? 0)) return { kind: 'ill-formed', offset, length: index + 1 };
  }
  return undefined;
}

function badSecond(lead: number, second: number): Utf8FaultKind | undefined {
  if (lead === 0xed && second >= 0xa0) return 'surrogate';
  if ((lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90)) return 'overlong';
  return lead === 0xf4 && second >= 0x90 ? 'above-10ffff' : undefined;
}
