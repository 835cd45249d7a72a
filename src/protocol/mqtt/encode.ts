import { Buffer } from 'node:buffer';
import { Writer } from '../../bytes/writer.js';
import { variableByteInteger } from './framing.js';
import type {
  Acknowledgement,
  Auth,
  Connack,
  Connect,
  Disconnect,
  MqttPacket,
  MqttPacketType,
  MqttProperties,
  MqttVersion,
  PacketOf,
  Publish,
  Suback,
  Subscribe,
  Subscription,
  Unsuback,
  Unsubscribe,
} from './packet.js';
import { PROPERTIES, type PropertyRow } from './properties.js';
import { packetTypeByName } from './tables.js';

/**
 * A packet's octets, in the shortest form the version allows: acknowledgements, DISCONNECT and AUTH of 5.0 leave out a
 * Reason Code 0x00 without properties, and an empty Property Length behind a Reason Code. Nothing is checked: what
 * the packet says is what is written, so a wrong packet can be written on purpose. Lone surrogates become U+FFFD.
 */
export function encodePacket(packet: MqttPacket, version: MqttVersion): Buffer {
  const body = encodeBody(packet, version);
  const row = packetTypeByName(packet.type);
  const number = row?.number ?? (packet.type === 'RESERVED15' ? 15 : 0);
  const flags = packet.type === 'PUBLISH' ? publishFlags(packet) : (row?.flags ?? 0);
  return withFixedHeader((number << 4) | flags, body);
}

/** `firstOctet`, the Remaining Length of `body`, `body`. */
export function withFixedHeader(firstOctet: number, body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([firstOctet & 0xff, ...variableByteInteger(body.length)]), body]);
}

/** Variable header and payload of a packet. */
function encodeBody(packet: MqttPacket, version: MqttVersion): Buffer {
  const writer = new Writer();
  const write = BODY_WRITERS[packet.type] as BodyWriter<MqttPacket>;
  write(writer, packet, version);
  return writer.bytes();
}

/** Properties with their Property Length; empty ones are a single 0x00. In the order of the table. */
export function encodeProperties(properties: MqttProperties | undefined): Buffer {
  const writer = new Writer();
  for (const row of PROPERTIES) {
    const value = properties?.[row.key];
    if (value === undefined) continue;
    for (const one of Array.isArray(value) && row.repeats.length > 0 ? value : [value]) writeProperty(writer, row, one);
  }
  return Buffer.concat([Buffer.from(variableByteInteger(writer.length)), writer.bytes()]);
}

type BodyWriter<Packet> = (writer: Writer, packet: Packet, version: MqttVersion) => void;

const BODY_WRITERS: { readonly [Type in MqttPacketType]: BodyWriter<PacketOf<Type>> } = {
  RESERVED0: (writer, packet) => writer.raw(packet.body),
  RESERVED15: (writer, packet) => writer.raw(packet.body),
  CONNECT: writeConnect,
  CONNACK: writeConnack,
  PUBLISH: writePublish,
  PUBACK: writeAcknowledgement,
  PUBREC: writeAcknowledgement,
  PUBREL: writeAcknowledgement,
  PUBCOMP: writeAcknowledgement,
  SUBSCRIBE: writeSubscribe,
  SUBACK: writeCodes,
  UNSUBSCRIBE: writeUnsubscribe,
  UNSUBACK: writeCodes,
  PINGREQ: () => {},
  PINGRESP: () => {},
  DISCONNECT: writeReason,
  AUTH: writeReason,
};

function writeString(writer: Writer, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  writer.u16(bytes.length).raw(bytes);
}

function writeBinary(writer: Writer, bytes: Uint8Array): void {
  writer.u16(bytes.length).raw(bytes);
}

function writeProperties(writer: Writer, properties: MqttProperties | undefined, version: MqttVersion): void {
  if (version !== 5) return;
  if (properties === undefined) writer.u8(0);
  else writer.raw(encodeProperties(properties));
}

function writeProperty(writer: Writer, row: PropertyRow, value: unknown): void {
  writer.u8(row.id);
  if (row.type === 'byte') writer.u8(value as number);
  else if (row.type === 'u16') writer.u16(value as number);
  else if (row.type === 'u32') writer.u32(value as number);
  else if (row.type === 'varint') writer.raw(Buffer.from(variableByteInteger(value as number)));
  else if (row.type === 'string') writeString(writer, value as string);
  else if (row.type === 'binary') writeBinary(writer, value as Uint8Array);
  else for (const text of value as readonly string[]) writeString(writer, text);
}

const publishFlags = (packet: Publish): number =>
  (packet.dup ? 0x08 : 0) | (packet.qos << 1) | (packet.retain ? 0x01 : 0);

function writeConnect(writer: Writer, packet: Connect, version: MqttVersion): void {
  const { will, userName, password } = packet;
  writeString(writer, packet.protocolName);
  writer
    .u8(packet.protocolVersion)
    .u8(
      (userName === undefined ? 0 : 0x80) |
        (password === undefined ? 0 : 0x40) |
        (will === undefined ? 0 : 0x04 | (will.qos << 3) | (will.retain ? 0x20 : 0)) |
        (packet.cleanStart ? 0x02 : 0),
    );
  writer.u16(packet.keepAlive);
  writeProperties(writer, packet.properties, version);
  writeString(writer, packet.clientId);
  if (will !== undefined) {
    writeProperties(writer, will.properties, version);
    writeString(writer, will.topic);
    writeBinary(writer, will.payload);
  }
  if (userName !== undefined) writeString(writer, userName);
  if (password !== undefined) writeBinary(writer, password);
}

function writeConnack(writer: Writer, packet: Connack, version: MqttVersion): void {
  writer.u8(packet.sessionPresent ? 1 : 0).u8(packet.reasonCode);
  writeProperties(writer, packet.properties, version);
}

function writePublish(writer: Writer, packet: Publish, version: MqttVersion): void {
  writeString(writer, packet.topic);
  if (packet.qos > 0) writer.u16(packet.packetIdentifier ?? 0);
  writeProperties(writer, packet.properties, version);
  writer.raw(packet.payload);
}

function writeAcknowledgement(writer: Writer, packet: Acknowledgement, version: MqttVersion): void {
  writer.u16(packet.packetIdentifier);
  writeReason(writer, packet, version);
}

function writeReason(writer: Writer, packet: Acknowledgement | Disconnect | Auth, version: MqttVersion): void {
  const { reasonCode = 0, properties } = packet;
  const bare = properties === undefined || Object.values(properties).every((value) => value === undefined);
  if (version !== 5 || (reasonCode === 0 && bare)) return;
  writer.u8(reasonCode);
  // AUTH may leave out nothing but a lone 0x00: its table has no form with a Reason Code alone.
  if (!bare) writer.raw(encodeProperties(properties));
  else if (packet.type === 'AUTH') writer.u8(0);
}

function writeSubscribe(writer: Writer, packet: Subscribe, version: MqttVersion): void {
  writer.u16(packet.packetIdentifier);
  writeProperties(writer, packet.properties, version);
  for (const subscription of packet.subscriptions) {
    writeString(writer, subscription.topicFilter);
    writer.u8(version === 5 ? subscriptionOptions(subscription) : subscription.qos);
  }
}

const subscriptionOptions = (subscription: Subscription): number =>
  subscription.qos |
  (subscription.noLocal ? 0x04 : 0) |
  (subscription.retainAsPublished ? 0x08 : 0) |
  ((subscription.retainHandling ?? 0) << 4);

function writeUnsubscribe(writer: Writer, packet: Unsubscribe, version: MqttVersion): void {
  writer.u16(packet.packetIdentifier);
  writeProperties(writer, packet.properties, version);
  for (const filter of packet.topicFilters) writeString(writer, filter);
}

function writeCodes(writer: Writer, packet: Suback | Unsuback, version: MqttVersion): void {
  writer.u16(packet.packetIdentifier);
  writeProperties(writer, packet.properties, version);
  if (packet.type === 'SUBACK' || version === 5) writer.raw(Buffer.from(packet.reasonCodes ?? []));
}
