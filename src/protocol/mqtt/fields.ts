import { FieldName, type FieldSink, ReadyFields } from '../field-sink.js';
import type { Packet } from '../protocol.js';
import type { MqttFacts } from './facts.js';
import type { MqttPacket } from './packet.js';

/** What `--ndjson` says of an MQTT packet, in this order. */
export function tellMqtt(packet: Packet, sink: FieldSink): void {
  const facts = packet.facts as MqttFacts;
  const { scan } = facts;
  if (scan.packetId >= 0) sink.number(PACKET_ID, scan.packetId);
  if (scan.type === 3) tellPublish(packet, facts, sink);
  else if (scan.hasQos) {
    sink.number(QOS, scan.qos);
    sink.value(DUP, scan.dup);
  }
  if (scan.type >= 4 && scan.type <= 7) {
    if (scan.reasonCode > 0) sink.number(REASON_CODE, scan.reasonCode);
  } else if (scan.type !== 3 && facts.packet !== undefined) tellContent(facts.packet, sink);
}

/** The application's octets. */
export function mqttPayload(packet: Packet): Uint8Array | undefined {
  const { scan } = packet.facts as MqttFacts;
  return scan.type === 3 && scan.payloadStart >= 0 ? packet.buffer.subarray(scan.payloadStart, packet.end) : undefined;
}

function tellPublish(packet: Packet, { scan, topic, topicStart, topicEnd }: MqttFacts, sink: FieldSink): void {
  sink.ready(FLAGS[(scan.qos << 2) | (scan.dup ? 2 : 0) | (scan.retain ? 1 : 0)] as ReadyFields);
  if (topic === undefined) sink.value(TOPIC, null);
  else sink.text(TOPIC, topic, topicStart, topicEnd);
  if (scan.topicAlias >= 0) sink.number(TOPIC_ALIAS, scan.topicAlias);
  if (scan.payloadStart >= 0) sink.number(PAYLOAD_LENGTH, packet.start + packet.length - scan.payloadStart);
}

/** Packets of which there are few: read from what the codec made of them. */
function tellContent(packet: MqttPacket, sink: FieldSink): void {
  switch (packet.type) {
    case 'CONNECT':
      sink.value(CLIENT_ID, packet.clientId);
      sink.value(CLEAN_START, packet.cleanStart);
      sink.value(KEEP_ALIVE, packet.keepAlive);
      if (packet.userName !== undefined) sink.value(USER_NAME, packet.userName);
      if (packet.will === undefined) return;
      sink.value(WILL_TOPIC, packet.will.topic);
      sink.value(WILL_QOS, packet.will.qos);
      sink.value(WILL_RETAIN, packet.will.retain);
      return;
    case 'CONNACK':
      sink.value(SESSION_PRESENT, packet.sessionPresent);
      sink.value(REASON_CODE, packet.reasonCode);
      return;
    case 'SUBSCRIBE':
      sink.value(
        TOPIC_FILTERS,
        packet.subscriptions.map((subscription) => subscription.topicFilter),
      );
      sink.value(
        REQUESTED_QOS,
        packet.subscriptions.map((subscription) => subscription.qos),
      );
      return;
    case 'UNSUBSCRIBE':
      sink.value(TOPIC_FILTERS, packet.topicFilters);
      return;
    case 'SUBACK':
    case 'UNSUBACK':
      if (packet.reasonCodes !== undefined) sink.value(REASON_CODES, packet.reasonCodes);
      return;
    case 'DISCONNECT':
    case 'AUTH':
      if (packet.reasonCode !== undefined) sink.value(REASON_CODE, packet.reasonCode);
      return;
    default:
  }
}

const PACKET_ID = new FieldName('packetId');
const QOS = new FieldName('qos');
const DUP = new FieldName('dup');
const TOPIC = new FieldName('topic');
const TOPIC_ALIAS = new FieldName('topicAlias');
const PAYLOAD_LENGTH = new FieldName('payloadLength');
const REASON_CODE = new FieldName('reasonCode');
const REASON_CODES = new FieldName('reasonCodes');
const CLIENT_ID = new FieldName('clientId');
const CLEAN_START = new FieldName('cleanStart');
const KEEP_ALIVE = new FieldName('keepAlive');
const USER_NAME = new FieldName('userName');
const WILL_TOPIC = new FieldName('willTopic');
const WILL_QOS = new FieldName('willQos');
const WILL_RETAIN = new FieldName('willRetain');
const SESSION_PRESENT = new FieldName('sessionPresent');
const TOPIC_FILTERS = new FieldName('topicFilters');
const REQUESTED_QOS = new FieldName('requestedQos');

const FLAGS = Array.from(
  { length: 16 },
  (_, bits) => new ReadyFields({ qos: bits >> 2, dup: (bits & 2) !== 0, retain: (bits & 1) !== 0 }),
);

/** Every name that may be told. */
export const MQTT_FIELDS: readonly string[] = [
  ...[PACKET_ID, QOS, DUP, TOPIC, TOPIC_ALIAS, PAYLOAD_LENGTH, REASON_CODE, REASON_CODES, CLIENT_ID, CLEAN_START],
  ...[KEEP_ALIVE, USER_NAME, WILL_TOPIC, WILL_QOS, WILL_RETAIN, SESSION_PRESENT, TOPIC_FILTERS, REQUESTED_QOS],
]
  .map(({ name }) => name)
  .concat('retain');
