import { isUtf8 } from 'node:buffer';
import { u16 } from '../../bytes/octets.js';
import { HEADER_INCOMPLETE, NOT_A_PACKET } from '../protocol.js';
import { headerLength } from './framing.js';

/** Octets of the packet at `start` by its fixed header. */
export function claimMqtt(buffer: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = 1; i <= 4; i++) {
    const at = start + i;
    if (at >= end) return HEADER_INCOMPLETE;
    const octet = buffer[at] ?? 0;
    value += (octet & 0x7f) << (7 * (i - 1));
    if (octet < 0x80) return value + i + 1;
  }
  return NOT_A_PACKET;
}

/** How strongly the octets speak for an MQTT packet, in bits; negative: they cannot be one. */
export function weighMqtt(buffer: Uint8Array, start: number, end: number): number {
  const length = claimMqtt(buffer, start, end);
  if (length <= 0) return length;
  const first = buffer[start] ?? 0;
  const type = first >>> 4;
  const body = start + headerLength(buffer, start);
  const remaining = start + length - body;
  if (FIRST_OCTETS[type] !== undefined && FIRST_OCTETS[type] !== first) return -1;
  const weigh = WEIGHERS[type];
  if (weigh === undefined) return -1;
  const bits = weigh(buffer, body, Math.min(end, start + length), remaining, first);
  // So long a packet is rarer than octets that happen to claim one.
  return bits > 0 && remaining > UNLIKELY ? Math.max(0, bits - 20) : bits;
}

const UNLIKELY = 1 << 22;

type Weigher = (buffer: Uint8Array, body: number, end: number, remaining: number, first: number) => number;

const FIRST_OCTETS: readonly (number | undefined)[] = [
  undefined,
  0x10,
  0x20,
  undefined,
  0x40,
  0x50,
  0x62,
  0x70,
  0x82,
  0x90,
  0xa2,
  0xb0,
  0xc0,
  0xd0,
  0xe0,
  0xf0,
];

/** Packet Identifier, and in 5.0 a reason code and properties. */
const acknowledgement: Weigher = (buffer, body, end, remaining) => {
  if (remaining < 2 || (body + 2 <= end && u16(buffer, body) === 0)) return -1;
  if (remaining === 2) return 16;
  if (body + 3 > end) return 2;
  if (!isReasonCode(buffer[body + 2] ?? 0)) return -1;
  if (remaining === 3) return 16;
  return propertiesFill(buffer, body + 3, end, remaining - 3, 18);
};

/** Packet Identifier, properties perhaps, then a code for each filter. */
const grants: Weigher = (buffer, body, end, remaining) => {
  if (remaining < 3 || (body + 2 <= end && u16(buffer, body) === 0)) return -1;
  const last = buffer[body + remaining - 1] ?? 0;
  if (body + remaining <= end && !isReasonCode(last)) return -1;
  return remaining <= 4 ? 16 : remaining <= 8 ? 14 : 6;
};

const empty: Weigher = (_buffer, _body, _end, remaining) => (remaining === 0 ? 16 : -1);

const WEIGHERS: readonly (Weigher | undefined)[] = [
  undefined,
  (buffer, body, end, remaining) => {
    if (remaining < 10) return -1;
    if (body + 2 > end) return 4;
    const name = u16(buffer, body);
    if (name !== 4 && name !== 6) return -1;
    if (body + 4 > end) return 16;
    // "MQ"; a client that writes it small is wrong, and no less a client.
    if (((buffer[body + 2] ?? 0) | 0x20) !== 0x6d || ((buffer[body + 3] ?? 0) | 0x20) !== 0x71) return -1;
    return buffer[body + 2] === 0x4d ? 48 : 40;
  },
  (buffer, body, end, remaining) => {
    if (remaining < 2 || (body < end && (buffer[body] ?? 0) > 1)) return -1;
    if (body + 2 > end) return 4;
    const code = buffer[body + 1] ?? 0;
    if (remaining === 2) return code <= 5 ? 24 : -1;
    return code === 0 || code >= 0x80 ? propertiesFill(buffer, body + 2, end, remaining - 2, 26) : -1;
  },
  weighPublish,
  acknowledgement,
  acknowledgement,
  acknowledgement,
  acknowledgement,
  weighFilters,
  grants,
  weighFilters,
  (buffer, body, end, remaining, first) =>
    remaining === 2 ? acknowledgement(buffer, body, end, 2, first) : grants(buffer, body, end, remaining, first),
  empty,
  empty,
  (buffer, body, end, remaining) => {
    if (remaining === 0) return 16;
    if (body >= end) return 2;
    if (!isReasonCode(buffer[body] ?? 0)) return -1;
    return remaining === 1 ? 16 : propertiesFill(buffer, body + 1, end, remaining - 1, 18);
  },
  (buffer, body, end, remaining) => {
    if (remaining === 0) return 8;
    if (body >= end) return 2;
    const code = buffer[body] ?? 0;
    if (code !== 0 && code !== 0x18 && code !== 0x19) return -1;
    return remaining === 1 ? 12 : propertiesFill(buffer, body + 1, end, remaining - 1, 18);
  },
];

function weighPublish(buffer: Uint8Array, body: number, end: number, remaining: number, first: number): number {
  const qos = (first >>> 1) & 3;
  if (qos === 3 || (qos === 0 && (first & 8) !== 0)) return -1;
  if (body + 2 > end) return remaining < 2 ? -1 : 2;
  const topic = u16(buffer, body);
  const needed = 2 + topic + (qos > 0 ? 2 : 0);
  if (needed > remaining) return -1;
  // An empty topic stands for an alias: it tells little.
  const bits = weighTopic(buffer, body + 2, Math.min(end, body + 2 + topic), body + 2 + topic <= end);
  if (bits < 0) return -1;
  const identifier = body + 2 + topic;
  if (qos > 0 && identifier + 2 <= end && u16(buffer, identifier) === 0) return -1;
  return (topic === 0 ? 6 : 10) + bits;
}

/** SUBSCRIBE and UNSUBSCRIBE: an identifier, in 5.0 properties, then filters that fill the packet. */
function weighFilters(buffer: Uint8Array, body: number, end: number, remaining: number, first: number): number {
  if (remaining < 5) return -1;
  if (body + 2 <= end && u16(buffer, body) === 0) return -1;
  if (body + 5 > end) return 2;
  const options = first === 0x82 ? 1 : 0;
  const older = weighFilterList(buffer, body + 2, end, body + remaining, options);
  if (older >= 0) return 8 + older;
  const properties = buffer[body + 2] ?? 0;
  if (properties >= 0x80 || 3 + properties + 2 > remaining) return -1;
  if (body + 3 + properties + 2 > end) return 4;
  const newer = weighFilterList(buffer, body + 3 + properties, end, body + remaining, options);
  return newer < 0 ? -1 : 10 + newer;
}

/** The first filter is weighed, the others must fit; `stop` is where the packet ends, `end` where the octets do. */
function weighFilterList(buffer: Uint8Array, start: number, end: number, stop: number, options: number): number {
  let bits = -1;
  let at = start;
  while (at < stop) {
    if (at + 2 > end) return bits;
    const length = u16(buffer, at);
    const next = at + 2 + length + options;
    if (length === 0 || next > stop) return -1;
    const weight = weighTopic(buffer, at + 2, Math.min(end, at + 2 + length), at + 2 + length <= end);
    if (weight < 0) return -1;
    if (options === 1 && next <= end && ((buffer[next - 1] ?? 0) & 0xc3) > 2) return -1;
    bits = Math.max(bits, weight);
    at = next;
  }
  return bits;
}

/** Two bits for each character that can well stand in a topic. `whole`: all of it is there. */
function weighTopic(buffer: Uint8Array, start: number, end: number, whole: boolean): number {
  let plain = true;
  for (let at = start; at < end; at++) {
    const octet = buffer[at] ?? 0;
    if (octet < 0x20 || octet === 0x7f) return -1;
    if (octet >= 0x80) plain = false;
  }
  if (!plain && !isUtf8(buffer.subarray(start, whole ? end : lastCharacter(buffer, start, end)))) return -1;
  return 2 * Math.min(12, Math.max(0, end - start));
}

/** The end without a character that is cut. */
function lastCharacter(buffer: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && end - at < 3 && ((buffer[at - 1] ?? 0) & 0xc0) === 0x80) at--;
  return at > start && (buffer[at - 1] ?? 0) >= 0xc0 ? at - 1 : end;
}

/** A Property Length that fills the rest exactly, as in every packet that ends with its properties. */
function propertiesFill(buffer: Uint8Array, at: number, end: number, remaining: number, bits: number): number {
  if (at >= end) return 4;
  const length = buffer[at] ?? 0;
  if (length >= 0x80) return remaining > 128 ? 4 : -1;
  return length === remaining - 1 ? bits : -1;
}

function isReasonCode(code: number): boolean {
  return code <= 2 || code === 4 || code === 0x10 || code === 0x11 || (code >= 0x80 && code <= 0xa2);
}
