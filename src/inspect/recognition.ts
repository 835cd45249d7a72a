import { HEADER_INCOMPLETE, type Protocol } from '../protocol/protocol.js';
import { PROTOCOLS } from '../protocol/protocols.js';
import { AT_SEGMENT_EDGE, judgeBoundary, PROOF } from './boundary.js';

export type Recognised =
  | { readonly as: 'protocol'; readonly protocol: string }
  | { readonly as: 'tls' }
  | { readonly as: 'http' }
  /** More octets may tell. */
  | { readonly as: 'open' }
  | { readonly as: 'foreign' };

/**
 * What the first octets of a direction say. Only what cannot well be anything else is recognised: a connection's
 * opening octets, or in the middle of a connection packets that prove themselves.
 */
export function recognise(bytes: Uint8Array, start: number, end: number): Recognised {
  const layer = LAYERS.find((row) => startsWith(bytes, start, end, row.octets));
  if (layer !== undefined) {
    if (end - start < layer.octets.length) return { as: 'open' };
    return layer.recognise(bytes, start, end);
  }
  let open = false;
  for (const protocol of STREAMED) {
    const opens = protocol.opens(bytes, start, end);
    if (opens === 'yes') return { as: 'protocol', protocol: protocol.id };
    if (opens === 'open') open = true;
  }
  if (open) return { as: 'open' };
  for (const protocol of STREAMED) {
    const verdict = judgeBoundary(protocol, bytes, start, end, AT_SEGMENT_EDGE, AT_SEGMENT_EDGE);
    if (verdict === 'proven') return { as: 'protocol', protocol: protocol.id };
    if (verdict === 'open') open = true;
  }
  return { as: open ? 'open' : 'foreign' };
}

/** A packet that the snap length cut: it fills the segment exactly, `missing` octets of which the capture does not hold. */
export function recogniseCut(bytes: Uint8Array, length: number, missing: number): string | undefined {
  const found = STREAMED.find(({ claim, weigh }) => {
    if (claim(bytes, 0, length) !== length + missing) return false;
    return weigh(bytes, 0, length) + 2 * AT_SEGMENT_EDGE >= PROOF;
  });
  return found?.id;
}

/** With the protocol known from elsewhere: can the first octets be its packet at all? */
export function isPossible(protocol: Protocol, bytes: Uint8Array, start: number, end: number): boolean {
  const length = protocol.claim(bytes, start, end);
  // An octet or two may begin anything: the next segment tells.
  if (length === HEADER_INCOMPLETE) return false;
  // A CONNECT whose Remaining Length is broken is still one.
  if (length < 0) return protocol.begins(bytes, start);
  return protocol.weigh(bytes, start, end) >= 0;
}

const STREAMED = PROTOCOLS.filter(({ carrier }) => carrier === 'stream');

/** What may stand between the network and the protocol. */
interface Layer {
  readonly octets: readonly number[];
  readonly recognise: (bytes: Uint8Array, start: number, end: number) => Recognised;
}

const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

const LAYERS: readonly Layer[] = [
  {
    octets: [0x16, 0x03],
    recognise: (bytes, start, end) => {
      if (end - start < 6) return { as: 'open' };
      const minor = bytes[start + 2] ?? 255;
      const length = ((bytes[start + 3] ?? 0) << 8) | (bytes[start + 4] ?? 0);
      const kind = bytes[start + 5];
      const hello = minor <= 4 && length > 0 && length <= 16_640 && (kind === 1 || kind === 2);
      return { as: hello ? 'tls' : 'foreign' };
    },
  },
  ...['GET ', 'HTTP/1.', 'POST ', 'PUT ', 'HEAD ', 'OPTIONS ', 'CONNECT '].map((word) => ({
    octets: ascii(word),
    recognise: (): Recognised => ({ as: 'http' }),
  })),
];

/** Whether the octets at hand begin so, as far as they go. */
function startsWith(bytes: Uint8Array, start: number, end: number, octets: readonly number[]): boolean {
  const length = Math.min(octets.length, end - start);
  for (let i = 0; i < length; i++) if (bytes[start + i] !== octets[i]) return false;
  return true;
}
