/** One line that says what a packet says; text from the wire is made visible. */
import { Buffer, isUtf8 } from 'node:buffer';
import { hexNumber } from '../../bytes/hex.js';
import { byteCount, quoted, visible } from '../../bytes/text.js';
import type { Connect, MqttPacket, MqttProperties, MqttVersion, Publish, Subscription } from './packet.js';
import { PROPERTIES } from './properties.js';
import { type CodedPacket, reasonCodeName } from './tables.js';

/** `client "alice", Clean Start, keep alive 60 s`; `packet 10, QoS 2, "meter/7", 6 bytes`; `packet 10`; `Success`. */
export function summarise(packet: MqttPacket, version: MqttVersion): string {
  return [...parts(packet, version), ...propertyParts('properties' in packet ? packet.properties : undefined)].join(
    ', ',
  );
}

/** A reason code as people read it: `Success`, `0x81 Malformed Packet`. */
export function reasonText(packet: CodedPacket, code: number, version: MqttVersion): string {
  const name = reasonCodeName(packet, code, version);
  if (name !== undefined && code < 0x80 && (version === 5 || code === 0)) return name;
  return `${hexNumber(code)}${name === undefined ? '' : ` ${name}`}`;
}

/** A payload as people read it: quoted text where it is short UTF-8, else hex. */
export function payloadText(payload: Uint8Array, limit = 64): string {
  if (payload.length === 0) return 'empty';
  const head = Buffer.from(payload.buffer, payload.byteOffset, Math.min(payload.length, limit));
  if (payload.length <= limit && isUtf8(payload)) return quoted(head.toString('utf8'));
  return `${head.subarray(0, 16).toString('hex')}${payload.length > 16 ? '…' : ''}`;
}

function parts(packet: MqttPacket, version: MqttVersion): string[] {
  switch (packet.type) {
    case 'CONNECT':
      return connectParts(packet);
    case 'CONNACK':
      return [reasonText('CONNACK', packet.reasonCode, version), ...(packet.sessionPresent ? ['Session Present'] : [])];
    case 'PUBLISH':
      return publishParts(packet);
    case 'SUBSCRIBE':
      return [`packet ${packet.packetIdentifier}`, ...packet.subscriptions.map(subscriptionText)];
    case 'UNSUBSCRIBE':
      return [`packet ${packet.packetIdentifier}`, ...packet.topicFilters.map(quoted)];
    case 'SUBACK':
    case 'UNSUBACK': {
      const { type, packetIdentifier, reasonCodes = [] } = packet;
      return [`packet ${packetIdentifier}`, ...reasonCodes.map((code) => reasonText(type, code, version))];
    }
    case 'PUBACK':
    case 'PUBREC':
    case 'PUBREL':
    case 'PUBCOMP':
      return [`packet ${packet.packetIdentifier}`, ...reasonParts(packet.type, packet.reasonCode, version)];
    case 'DISCONNECT':
      return version === 5 ? [reasonText('DISCONNECT', packet.reasonCode ?? 0, version)] : [];
    case 'AUTH':
      return [reasonText('AUTH', packet.reasonCode, version)];
    case 'RESERVED0':
    case 'RESERVED15':
      return [byteCount(packet.body.length)];
    default:
      return [];
  }
}

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

function reasonParts(type: CodedPacket, code: number | undefined, version: MqttVersion): string[] {
  return code === undefined || code === 0 ? [] : [reasonText(type, code, version)];
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
