import { Buffer } from 'node:buffer';
import type { Span } from '../../bytes/span.js';
import type { InboxEvent } from '../../net/inbox.js';
import type { Framing } from '../../net/peer.js';
import type { Field } from '../../protocol/field.js';
import { decodePacket } from '../../protocol/mqtt/decode.js';
import { INCOMPLETE, MALFORMED, packetLength } from '../../protocol/mqtt/framing.js';
import type { MqttPacket, MqttPacketType, MqttVersion, Publish } from '../../protocol/mqtt/packet.js';
import { summarise } from '../../protocol/mqtt/summary.js';
import { packetType } from '../../protocol/mqtt/tables.js';
import type { Problem } from '../../protocol/problem.js';

/** A packet that a client received. */
export interface MqttFrame {
  readonly type: MqttPacketType;
  /** As far as it can be understood. */
  readonly packet: MqttPacket | undefined;
  readonly problems: readonly Problem[];
  readonly bytes: Uint8Array;
}

/** A frame with its place in the transcript. */
export type Received = Extract<InboxEvent<MqttFrame>, { kind: 'frame' }>;

export function mqttFraming(version: MqttVersion, readable: (text: string) => string): Framing<MqttFrame> {
  return {
    size(bytes, start, end) {
      const length = packetLength(bytes, start, end);
      if (length === MALFORMED) return -1;
      return length === INCOMPLETE || length > end - start ? 0 : length;
    },
    decode: (bytes) => readFrame(bytes, version, 'server'),
    describe: (frame) => describeFrame(frame, version, readable),
  };
}

export function readFrame(bytes: Uint8Array, version: MqttVersion, from: 'client' | 'server'): MqttFrame {
  const { packet, problems } = decodePacket(bytes, { version, from });
  return { type: packetType(bytes[0] ?? 0, version).type, packet, problems, bytes };
}

export function describeFrame(frame: MqttFrame, version: MqttVersion, readable: (text: string) => string) {
  const text =
    frame.packet === undefined ? `${frame.bytes.length} octets that cannot be read` : summarise(frame.packet, version);
  return { title: frame.type, text: readable(text) };
}

/** `SUBACK packet 10, Granted QoS 1`: a packet in one line. */
export function inWords(frame: MqttFrame, version: MqttVersion, readable: (text: string) => string): string {
  const { title, text } = describeFrame(frame, version, readable);
  return text === '' ? title : `${title} ${text}`;
}

/** Where a field of that name stands in the packet. */
export function fieldSpan(bytes: Uint8Array, version: MqttVersion, name: string): Span | undefined {
  const { field } = decodePacket(bytes, { version, from: 'server', tree: true });
  return field === undefined ? undefined : findField(field, name)?.span;
}

export function isPublish(frame: MqttFrame): frame is MqttFrame & { readonly packet: Publish } {
  return frame.packet?.type === 'PUBLISH';
}

export function hasPayload(frame: MqttFrame, payload: Uint8Array): frame is MqttFrame & { readonly packet: Publish } {
  return isPublish(frame) && Buffer.compare(frame.packet.payload, payload) === 0;
}

export function identifierOf(frame: MqttFrame): number | undefined {
  return frame.packet !== undefined && 'packetIdentifier' in frame.packet ? frame.packet.packetIdentifier : undefined;
}

function findField(field: Field, name: string): Field | undefined {
  if (field.name === name || (field.children === undefined && field.name.startsWith(name))) return field;
  for (const child of field.children ?? []) {
    const found = findField(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
