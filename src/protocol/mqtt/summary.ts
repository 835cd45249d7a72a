/** One line that says what a packet says; text from the wire is made visible. */
import { hexNumber } from '../../bytes/hex.js';
import { byteCount, quoted, visible } from '../../bytes/text.js';
import type {
  Acknowledgement,
  Connect,
  MqttPacket,
  MqttPacketType,
  MqttProperties,
  MqttVersion,
  PacketOf,
  Publish,
  Reserved,
  Suback,
  Subscription,
  Unsuback,
} from './packet.js';
import { PROPERTIES } from './properties.js';
import { type CodedPacket, reasonCodeName } from './tables.js';

/** `client "alice", Clean Start, keep alive 60 s`; `packet 10, QoS 2, "meter/7", 6 bytes`; `packet 10`; `Success`. */
export function summarise(packet: MqttPacket, version: MqttVersion): string {
  const parts = PARTS[packet.type] as Parts<MqttPacket>;
  const properties = 'properties' in packet ? packet.properties : undefined;
  return [...parts(packet, version), ...propertyParts(properties)].join(', ');
}

/** A reason code as people read it: `Success`, `0x81 Malformed Packet`. */
export function reasonText(packet: CodedPacket, code: number, version: MqttVersion): string {
  const name = reasonCodeName(packet, code, version);
  if (name !== undefined && code < 0x80 && (version === 5 || code === 0)) return name;
  return `${hexNumber(code)}${name === undefined ? '' : ` ${name}`}`;
}

type Parts<Packet> = (packet: Packet, version: MqttVersion) => string[];

const identified: Parts<{ readonly packetIdentifier: number }> = ({ packetIdentifier }) => [
  `packet ${packetIdentifier}`,
];

const acknowledged: Parts<Acknowledgement> = (packet, version) => {
  const { type, reasonCode = 0 } = packet;
  return [...identified(packet, version), ...(reasonCode === 0 ? [] : [reasonText(type, reasonCode, version)])];
};

const coded: Parts<Suback | Unsuback> = (packet, version) => {
  const { type, reasonCodes = [] } = packet;
  return [...identified(packet, version), ...reasonCodes.map((code) => reasonText(type, code, version))];
};

const reserved: Parts<Reserved> = ({ body }) => [byteCount(body.length)];

const PARTS: { readonly [Type in MqttPacketType]: Parts<PacketOf<Type>> } = {
  CONNECT: connectParts,
  CONNACK: (packet, version) => [
    reasonText('CONNACK', packet.reasonCode, version),
    ...(packet.sessionPresent ? ['Session Present'] : []),
  ],
  PUBLISH: publishParts,
  PUBACK: acknowledged,
  PUBREC: acknowledged,
  PUBREL: acknowledged,
  PUBCOMP: acknowledged,
  SUBSCRIBE: (packet, version) => [...identified(packet, version), ...packet.subscriptions.map(subscriptionText)],
  SUBACK: coded,
  UNSUBSCRIBE: (packet, version) => [...identified(packet, version), ...packet.topicFilters.map(quoted)],
  UNSUBACK: coded,
  PINGREQ: () => [],
  PINGRESP: () => [],
  DISCONNECT: (packet, version) => (version === 5 ? [reasonText('DISCONNECT', packet.reasonCode ?? 0, version)] : []),
  AUTH: (packet, version) => [reasonText('AUTH', packet.reasonCode, version)],
  RESERVED0: reserved,
  RESERVED15: reserved,
};

function connectParts(packet: Connect): string[] {
  const { will } = packet;
  const name = packet.protocolVersion === 5 ? 'Clean Start' : 'Clean Session';
  const list = [`client ${quoted(packet.clientId)}`];
  if (packet.cleanStart) list.push(name);
  list.push(packet.keepAlive === 0 ? 'no keep alive' : `keep alive ${packet.keepAlive} s`);
  if (will !== undefined) {
    const retained = will.retain ? ', retained' : '';
    list.push(`Will QoS ${will.qos}${retained} ${quoted(will.topic)} ${byteCount(will.payload.length)}`);
  }
  if (packet.userName !== undefined) list.push(`user ${quoted(packet.userName)}`);
  if (packet.password !== undefined) list.push('password');
  return list;
}

function publishParts(packet: Publish): string[] {
  const list = packet.packetIdentifier === undefined ? [] : [`packet ${packet.packetIdentifier}`];
  list.push(`QoS ${packet.qos}`);
  if (packet.dup) list.push('DUP');
  if (packet.retain) list.push('RETAIN');
  list.push(quoted(packet.topic), byteCount(packet.payload.length));
  return list;
}

function subscriptionText(subscription: Subscription): string {
  const list = [`${quoted(subscription.topicFilter)}, QoS ${subscription.qos}`];
  if (subscription.noLocal) list.push('No Local');
  if (subscription.retainAsPublished) list.push('Retain As Published');
  if (subscription.retainHandling) list.push(`Retain Handling ${subscription.retainHandling}`);
  return list.join(', ');
}

function propertyParts(properties: MqttProperties | undefined): string[] {
  return PROPERTIES.flatMap((row) => {
    const value = properties?.[row.key];
    if (value === undefined) return [];
    if (row.type === 'pair')
      return (value as readonly (readonly [string, string])[]).map(
        ([name, text]) => `${visible(name)}: ${visible(text)}`,
      );
    if (value instanceof Uint8Array) return [`${row.name} ${byteCount(value.length)}`];
    if (Array.isArray(value)) return [`${row.name} ${value.join(' ')}`];
    return [`${row.name} ${typeof value === 'string' ? quoted(value) : String(value)}`];
  });
}
