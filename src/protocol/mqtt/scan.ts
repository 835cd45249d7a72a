import { u16 } from '../../bytes/octets.js';
import { headerLength } from './framing.js';
import { PROPERTY_BY_ID } from './properties.js';
import { PACKET_TYPES } from './tables.js';

/**
 * The header fields of one packet as offsets into the buffer, -1 where it has none or they are not in the capture.
 * One instance serves every packet: nothing is allocated to read a PUBLISH.
 */
export class MqttScan {
  type = 0;
  qos = 0;
  dup = false;
  retain = false;
  /** MQTT 3.1 gave PUBREL, SUBSCRIBE and UNSUBSCRIBE a QoS and DUP as well. */
  hasQos = false;
  packetId = -1;
  topicStart = -1;
  topicEnd = -1;
  propertiesStart = -1;
  propertiesEnd = -1;
  payloadStart = -1;
  topicAlias = -1;
  reasonCode = -1;
  /**
   * Certainly well-formed, so that nobody need look closer. False says nothing: the codec decides. A test holds
   * `plain` to it on every capture.
   */
  plain = false;
}

/** `version` 0: not known. `whole`: no octet of the packet is missing. */
export function scanMqtt(
  scan: MqttScan,
  buffer: Uint8Array,
  start: number,
  end: number,
  version: number,
  fromClient: boolean | undefined,
  whole: boolean,
): void {
  const first = buffer[start] ?? 0;
  const type = first >>> 4;
  scan.type = type;
  scan.qos = 0;
  scan.dup = false;
  scan.retain = false;
  scan.hasQos = false;
  scan.packetId = -1;
  scan.topicStart = -1;
  scan.topicEnd = -1;
  scan.propertiesStart = -1;
  scan.propertiesEnd = -1;
  scan.payloadStart = -1;
  scan.topicAlias = -1;
  scan.reasonCode = -1;
  scan.plain = false;
  const body = start + headerLength(buffer, start);
  // A Remaining Length in more octets than it needs is for the codec to judge.
  const shortest = body === start + 2 || (buffer[body - 1] ?? 0) !== 0;
  if (type === 3) {
    scanPublish(scan, buffer, body, end, first, version, whole && shortest);
    return;
  }
  const length = end - body;
  if (type >= 4 && type <= 11) {
    if (length < 2) return;
    scan.packetId = ((buffer[body] ?? 0) << 8) | (buffer[body + 1] ?? 0);
    if (version === 3 && (type === 6 || type === 8 || type === 10)) {
      scan.qos = (first >>> 1) & 3;
      scan.dup = (first & 8) !== 0;
      scan.hasQos = true;
    }
    if (type > 7) return;
    scan.reasonCode = length > 2 ? (buffer[body + 2] ?? 0) : 0;
    scan.plain =
      whole && shortest && version !== 0 && length === 2 && scan.packetId !== 0 && first === ACKNOWLEDGEMENTS[type];
    return;
  }
  if (type === 12 || type === 13) {
    scan.plain = whole && shortest && length === 0 && (first & 0x0f) === 0 && fromClient === (type === 12);
    return;
  }
  if (type === 14) {
    scan.reasonCode = length > 0 ? (buffer[body] ?? 0) : 0;
    scan.plain = whole && shortest && length === 0 && first === 0xe0 && fromClient === true;
    return;
  }
  if (type === 15) scan.reasonCode = length > 0 ? (buffer[body] ?? 0) : 0;
  else if (type === 2 && length > 1) scan.reasonCode = buffer[body + 1] ?? 0;
}

/** First octets of PUBACK to PUBCOMP, by type. */
const ACKNOWLEDGEMENTS = PACKET_TYPES.map((row) => (row.number << 4) | (row.flags ?? 0));

function scanPublish(
  scan: MqttScan,
  buffer: Uint8Array,
  body: number,
  end: number,
  first: number,
  version: number,
  whole: boolean,
): void {
  const qos = (first >>> 1) & 3;
  scan.qos = qos;
  scan.dup = (first & 8) !== 0;
  scan.retain = (first & 1) !== 0;
  if (body + 2 > end) return;
  let at = body + 2 + (((buffer[body] ?? 0) << 8) | (buffer[body + 1] ?? 0));
  if (at > end) return;
  scan.topicStart = body + 2;
  scan.topicEnd = at;
  if (qos > 0) {
    if (at + 2 > end) return;
    scan.packetId = ((buffer[at] ?? 0) << 8) | (buffer[at + 1] ?? 0);
    at += 2;
  }
  if (version === 5) {
    at = scanProperties(scan, buffer, at, end);
    if (at < 0) return;
  }
  scan.payloadStart = at;
  if (!whole || version === 0 || qos === 3 || scan.packetId === 0 || (qos === 0 && scan.dup)) return;
  if (scan.propertiesEnd !== scan.propertiesStart || scan.topicStart === scan.topicEnd) return;
  for (let i = scan.topicStart; i < scan.topicEnd; i++) {
    const octet = buffer[i] ?? 0;
    if (octet < 0x20 || octet > 0x7e || octet === 0x2b || octet === 0x23) return;
  }
  scan.plain = true;
}

/** Where the payload begins; -1 where the properties cannot be stepped over. */
function scanProperties(scan: MqttScan, buffer: Uint8Array, start: number, end: number): number {
  let at = start;
  let length = 0;
  for (let shift = 0; ; shift += 7, at++) {
    if (at >= end || shift > 21) return -1;
    const octet = buffer[at] ?? 0;
    length += (octet & 0x7f) << shift;
    if (octet < 0x80) break;
  }
  at++;
  if (at + length > end) return -1;
  scan.propertiesStart = at;
  scan.propertiesEnd = at + length;
  findAlias(scan, buffer, at, at + length);
  return at + length;
}

function findAlias(scan: MqttScan, buffer: Uint8Array, start: number, end: number): void {
  let at = start;
  while (at < end) {
    const type = PROPERTY_BY_ID[buffer[at] ?? 0]?.type;
    if (buffer[at] === 0x23 && at + 3 <= end) scan.topicAlias = ((buffer[at + 1] ?? 0) << 8) | (buffer[at + 2] ?? 0);
    at++;
    if (type === 'byte') at += 1;
    else if (type === 'u16') at += 2;
    else if (type === 'u32') at += 4;
    else if (type === 'varint') {
      while (at < end && (buffer[at] ?? 0) >= 0x80) at++;
      at++;
    } else if (type === 'string' || type === 'binary') at += 2 + u16(buffer, at);
    else if (type === 'pair') {
      at += 2 + u16(buffer, at);
      at += 2 + u16(buffer, at);
    } else return;
  }
}
