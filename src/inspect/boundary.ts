import { type Conversation, HEADER_INCOMPLETE } from '../protocol/protocol.js';

/** Bits of evidence that make a packet boundary believed: one chance in four thousand million to be wrong. */
export const PROOF = 32;
/** A segment begins or ends where a packet does: most do. */
export const AT_SEGMENT_EDGE = 8;

export type Verdict = 'proven' | 'open' | 'refuted';

/**
 * Does a packet begin at `start`? The packets that would follow one another from there are weighed until they prove it,
 * one of them cannot be, or the octets end. `aligned` and `edge`: what it counts that a segment begins here, and that one ends at `end`.
 */
export function judgeBoundary(
  protocol: Pick<Conversation, 'claim' | 'weigh'>,
  buffer: Uint8Array,
  start: number,
  end: number,
  aligned: number,
  edge: number,
): Verdict {
  let evidence = aligned;
  let at = start;
  while (at < end) {
    const length = protocol.claim(buffer, at, end);
    if (length < 0) return 'refuted';
    if (length === HEADER_INCOMPLETE) return 'open';
    const bits = protocol.weigh(buffer, at, end);
    if (bits < 0) return 'refuted';
    evidence += bits;
    at += length;
    if (at === end) evidence += edge;
    if (evidence >= PROOF) return 'proven';
  }
  return 'open';
}
