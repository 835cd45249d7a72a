import { FieldName, type FieldSink } from '../field-sink.js';
import type { Packet } from '../protocol.js';
import type { SnFacts } from './facts.js';

/** What `--ndjson` says of an MQTT-SN message. */
export function tellSn(packet: Packet, sink: FieldSink): void {
  const { decoded, topic } = packet.facts as SnFacts;
  if (decoded === undefined) return;
  const { message } = decoded;
  if (message.flags !== undefined) {
    sink.value(QOS, message.flags.qos);
    sink.value(DUP, message.flags.dup);
    sink.value(RETAIN, message.flags.retain);
  }
  for (const [key, value] of Object.entries(message.values)) {
    if (!(value instanceof Uint8Array)) sink.value(nameOf(key), value);
    else if (key === 'payload') sink.number(PAYLOAD_LENGTH, value.length);
  }
  if (message.name === 'PUBLISH') sink.value(TOPIC, topic ?? null);
}

export function snPayload(packet: Packet): Uint8Array | undefined {
  const payload = (packet.facts as SnFacts).decoded?.message.values.payload;
  return payload instanceof Uint8Array ? payload : undefined;
}

const QOS = new FieldName('qos');
const DUP = new FieldName('dup');
const RETAIN = new FieldName('retain');
const TOPIC = new FieldName('topic');
const PAYLOAD_LENGTH = new FieldName('payloadLength');
const OTHERS: Map<string, FieldName> = new Map();

function nameOf(key: string): FieldName {
  let name = OTHERS.get(key);
  if (name === undefined) {
    name = new FieldName(key);
    OTHERS.set(key, name);
  }
  return name;
}

/** Every name that may be told, but for those of all protocols. */
export const SN_FIELDS: readonly string[] = [
  ...[QOS, DUP, RETAIN, TOPIC, PAYLOAD_LENGTH].map(({ name }) => name),
  ...['packetId', 'clientId', 'topicId', 'returnCode', 'duration', 'gatewayId', 'radius'],
];
