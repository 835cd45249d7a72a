/** Packet types and reason codes of MQTT as data: sections 2.1 and 2.4 of 5.0, 2.2, 3.2.2 and 3.9.3 of 3.1.1. */
import type { MqttPacketType, MqttVersion } from './packet.js';
import type { MqttProblemCode } from './problems.js';

export type Sender = 'client' | 'server';

export interface PacketTypeRow {
  readonly number: number;
  readonly type: MqttPacketType;
  /** The low four bits of the first octet; `undefined` where they carry DUP, QoS and RETAIN. */
  readonly flags: number | undefined;
  readonly flagsProblem: MqttProblemCode;
  readonly sender: Sender | 'both';
  /** Section in MQTT 5.0 and 3.1.1. */
  readonly section: string;
}

const type = (
  number: number,
  name: MqttPacketType,
  flags: number | undefined,
  sender: Sender | 'both',
  flagsProblem: MqttProblemCode = 'MQTT_FLAGS_RESERVED',
): PacketTypeRow => ({ number, type: name, flags, flagsProblem, sender, section: `3.${number}` });

/** By packet type number. */
export const PACKET_TYPES: readonly PacketTypeRow[] = [
  type(0, 'RESERVED0', undefined, 'both'),
  type(1, 'CONNECT', 0, 'client'),
  type(2, 'CONNACK', 0, 'server'),
  type(3, 'PUBLISH', undefined, 'both'),
  type(4, 'PUBACK', 0, 'both'),
  type(5, 'PUBREC', 0, 'both'),
  type(6, 'PUBREL', 2, 'both', 'MQTT_PUBREL_FLAGS'),
  type(7, 'PUBCOMP', 0, 'both'),
  type(8, 'SUBSCRIBE', 2, 'client', 'MQTT_SUBSCRIBE_FLAGS'),
  type(9, 'SUBACK', 0, 'server'),
  type(10, 'UNSUBSCRIBE', 2, 'client', 'MQTT_UNSUBSCRIBE_FLAGS'),
  type(11, 'UNSUBACK', 0, 'server'),
  type(12, 'PINGREQ', 0, 'client'),
  type(13, 'PINGRESP', 0, 'server'),
  type(14, 'DISCONNECT', 0, 'both', 'MQTT_DISCONNECT_FLAGS'),
  type(15, 'AUTH', 0, 'both', 'MQTT_AUTH_FLAGS'),
];

/** The row of the first octet of a packet, by version: 15 is AUTH in 5.0, reserved before; only 5.0's servers send DISCONNECT. */
export function packetType(firstOctet: number, version: MqttVersion): PacketTypeRow {
  const number = (firstOctet >>> 4) & 0x0f;
  if (version !== 5 && number === 15) return RESERVED_15;
  if (version !== 5 && number === 14) return DISCONNECT_3;
  return PACKET_TYPES[number] ?? RESERVED_15;
}

const RESERVED_15 = type(15, 'RESERVED15', undefined, 'both');
const DISCONNECT_3 = type(14, 'DISCONNECT', 0, 'client', 'MQTT_DISCONNECT_FLAGS');

/** Packet names as people write them: "PUBREL" → its row. `undefined` for the reserved types. */
export function packetTypeByName(name: string): PacketTypeRow | undefined {
  return PACKET_TYPES.find((row) => row.type === name && row.number !== 0);
}

export type CodedPacket =
  | 'CONNACK'
  | 'PUBACK'
  | 'PUBREC'
  | 'PUBREL'
  | 'PUBCOMP'
  | 'SUBACK'
  | 'UNSUBACK'
  | 'DISCONNECT'
  | 'AUTH';

export interface ReasonCodeRow {
  readonly code: number;
  readonly name: string;
  /** Which packets may carry it; "DISCONNECT:server" where only one side may send it so. */
  readonly packets: readonly string[];
}

const reason = (code: number, name: string, packets: string): ReasonCodeRow => ({
  code,
  name,
  packets: packets.split(' ').map((short) => SHORT[short] ?? short),
});

const SHORT: Readonly<Record<string, string>> = {
  CA: 'CONNACK',
  PA: 'PUBACK',
  PR: 'PUBREC',
  PL: 'PUBREL',
  PC: 'PUBCOMP',
  SA: 'SUBACK',
  UA: 'UNSUBACK',
  D: 'DISCONNECT',
  Ds: 'DISCONNECT:server',
  Dc: 'DISCONNECT:client',
  AU: 'AUTH',
  AUs: 'AUTH:server',
  AUc: 'AUTH:client',
};

/** Section 2.4 of MQTT 5.0. A code with several names has several rows. */
const REASON_CODES: readonly ReasonCodeRow[] = [
  reason(0x00, 'Success', 'CA PA PR PL PC UA AUs'),
  reason(0x00, 'Normal disconnection', 'D'),
  reason(0x00, 'Granted QoS 0', 'SA'),
  reason(0x01, 'Granted QoS 1', 'SA'),
  reason(0x02, 'Granted QoS 2', 'SA'),
  reason(0x04, 'Disconnect with Will Message', 'Dc'),
  reason(0x10, 'No matching subscribers', 'PA PR'),
  reason(0x11, 'No subscription existed', 'UA'),
  reason(0x18, 'Continue authentication', 'AU'),
  reason(0x19, 'Re-authenticate', 'AUc'),
  reason(0x80, 'Unspecified error', 'CA PA PR SA UA D'),
  reason(0x81, 'Malformed Packet', 'CA D'),
  reason(0x82, 'Protocol Error', 'CA D'),
  reason(0x83, 'Implementation specific error', 'CA PA PR SA UA D'),
  reason(0x84, 'Unsupported Protocol Version', 'CA'),
  reason(0x85, 'Client Identifier not valid', 'CA'),
  reason(0x86, 'Bad User Name or Password', 'CA'),
  reason(0x87, 'Not authorized', 'CA PA PR SA UA Ds'),
  reason(0x88, 'Server unavailable', 'CA'),
  reason(0x89, 'Server busy', 'CA Ds'),
  reason(0x8a, 'Banned', 'CA'),
  reason(0x8b, 'Server shutting down', 'Ds'),
  // The general table lists 0x8C for DISCONNECT, the table of DISCONNECT does not: tolerated.
  reason(0x8c, 'Bad authentication method', 'CA Ds'),
  reason(0x8d, 'Keep Alive timeout', 'Ds'),
  reason(0x8e, 'Session taken over', 'Ds'),
  reason(0x8f, 'Topic Filter invalid', 'SA UA Ds'),
  reason(0x90, 'Topic Name invalid', 'CA PA PR D'),
  reason(0x91, 'Packet Identifier in use', 'PA PR SA UA'),
  reason(0x92, 'Packet Identifier not found', 'PL PC'),
  reason(0x93, 'Receive Maximum exceeded', 'D'),
  reason(0x94, 'Topic Alias invalid', 'D'),
  reason(0x95, 'Packet too large', 'CA D'),
  reason(0x96, 'Message rate too high', 'D'),
  reason(0x97, 'Quota exceeded', 'CA PA PR SA D'),
  reason(0x98, 'Administrative action', 'D'),
  reason(0x99, 'Payload format invalid', 'CA PA PR D'),
  reason(0x9a, 'Retain not supported', 'CA Ds'),
  reason(0x9b, 'QoS not supported', 'CA Ds'),
  reason(0x9c, 'Use another server', 'CA Ds'),
  reason(0x9d, 'Server moved', 'CA Ds'),
  reason(0x9e, 'Shared Subscriptions not supported', 'SA Ds'),
  reason(0x9f, 'Connection rate exceeded', 'CA Ds'),
  reason(0xa0, 'Maximum connect time', 'Ds'),
  reason(0xa1, 'Subscription Identifiers not supported', 'SA Ds'),
  reason(0xa2, 'Wildcard Subscriptions not supported', 'SA Ds'),
];

/** Return codes of CONNACK in 3.1.1, by number. */
const CONNECT_RETURN_CODES: readonly string[] = [
  'Connection accepted',
  'Unacceptable protocol version',
  'Identifier rejected',
  'Server unavailable',
  'Bad user name or password',
  'Not authorized',
];

/** The code's name in a packet of that version; `undefined` when it has none there. `from` unknown: either side's codes. */
export function reasonCodeName(
  packet: CodedPacket,
  code: number,
  version: MqttVersion,
  from?: Sender,
): string | undefined {
  if (version !== 5) return returnCodeName(packet, code);
  return (
    NAMES.get(`${packet}${code}`) ??
    NAMES.get(`${packet}:${from ?? 'server'}${code}`) ??
    (from === undefined ? NAMES.get(`${packet}:client${code}`) : undefined)
  );
}

function returnCodeName(packet: CodedPacket, code: number): string | undefined {
  if (packet === 'CONNACK') return CONNECT_RETURN_CODES[code];
  if (packet === 'SUBACK' && code === 0x80) return 'Failure';
  return packet === 'SUBACK' && code <= 2 ? `Granted QoS ${code}` : undefined;
}

const NAMES: ReadonlyMap<string, string> = new Map(
  REASON_CODES.flatMap((row) => row.packets.map((packet) => [`${packet}${row.code}`, row.name] as const)),
);
