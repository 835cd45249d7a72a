import { AT_SEGMENT_EDGE, judgeBoundary, PROOF } from './boundary.js';
import { type Dialect, HEADER_INCOMPLETE, type Protocol } from './dialect.js';

export type Recognised =
  | { readonly as: 'protocol'; readonly protocol: Protocol }
  | { readonly as: 'tls' }
  | { readonly as: 'http' }
  /** More octets may tell. */
  | { readonly as: 'open' }
  | { readonly as: 'foreign' };

/** What the ports say of a conversation; content speaks louder. */
export const WELL_KNOWN_PORTS: ReadonlyMap<number, Protocol> = new Map([
  [1883, 'mqtt'],
  [5672, 'amqp091'],
]);

/**
 * What the first octets of a direction say. Only what cannot well be anything else is recognised: a connection's
 * opening octets, or in the middle of a connection packets that prove themselves.
 */
export function recognise(bytes: Uint8Array, start: number, end: number, candidates: readonly Dialect[]): Recognised {
  const opening = OPENINGS.find((row) => startsWith(bytes, start, end, row.octets));
  if (opening !== undefined) {
    if (end - start < opening.octets.length) return { as: 'open' };
    return opening.recognise(bytes, start, end);
  }
  if (isConnect(bytes, start, end)) return { as: 'protocol', protocol: 'mqtt' };
  let open = false;
  for (const dialect of candidates) {
    const verdict = judgeBoundary(dialect, bytes, start, end, AT_SEGMENT_EDGE, AT_SEGMENT_EDGE);
    if (verdict === 'proven') return { as: 'protocol', protocol: dialect.protocol };
    if (verdict === 'open') open = true;
  }
  return { as: open ? 'open' : 'foreign' };
}

/** A packet that the snap length cut: it fills the segment exactly, `missing` octets of which the capture does not hold. */
export function recogniseCut(
  bytes: Uint8Array,
  length: number,
  missing: number,
  candidates: readonly Dialect[],
): Protocol | undefined {
  const found = candidates.find((dialect) => {
    if (dialect.claim(bytes, 0, length) !== length + missing) return false;
    return dialect.weigh(bytes, 0, length) + 2 * AT_SEGMENT_EDGE >= PROOF;
  });
  return found?.protocol;
}

/** With the protocol known from elsewhere: can the first octets be its packet at all? */
export function isPossible(dialect: Dialect, bytes: Uint8Array, start: number, end: number): boolean {
  const length = dialect.claim(bytes, start, end);
  // An octet or two may begin anything: the next segment tells.
  if (length === HEADER_INCOMPLETE) return false;
  // A CONNECT whose Remaining Length is broken is still one.
  if (length < 0) return dialect.protocol === 'mqtt' && bytes[start] === 0x10;
  return dialect.weigh(bytes, start, end) >= 0;
}

interface Opening {
  readonly octets: readonly number[];
  readonly recognise: (bytes: Uint8Array, start: number, end: number) => Recognised;
}

const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

const OPENINGS: readonly Opening[] = [
  {
    octets: ascii('AMQP'),
    recognise: (bytes, start, end) => {
      if (end - start < 8) return { as: 'open' };
      const is10 = bytes[start + 5] === 1 && bytes[start + 6] === 0 && bytes[start + 7] === 0;
      return { as: 'protocol', protocol: is10 ? 'amqp10' : 'amqp091' };
    },
  },
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

/** The fixed header of CONNECT, then "MQTT" or "MQIsdp": whatever else may be wrong with it. */
function isConnect(bytes: Uint8Array, start: number, end: number): boolean {
  if (((bytes[start] ?? 0) & 0xf0) !== 0x10) return false;
  let at = start + 1;
  while (at < start + 4 && (bytes[at] ?? 0) >= 0x80) at++;
  at++;
  if (at + 6 > end || bytes[at] !== 0 || bytes[at + 2] !== 0x4d || bytes[at + 3] !== 0x51) return false;
  const mqtt = bytes[at + 1] === 4 && bytes[at + 4] === 0x54 && bytes[at + 5] === 0x54;
  return mqtt || (bytes[at + 1] === 6 && bytes[at + 4] === 0x49 && bytes[at + 5] === 0x73);
}
