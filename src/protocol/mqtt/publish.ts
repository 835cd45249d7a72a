/*
 * PUBLISH, section 3.3
 *
 * | 0011 | DUP | QoS (2) | RETAIN |  first octet
 * | Topic Name, string             |
 * | Packet Identifier              |  QoS 1 and 2
 * | Properties (5.0)               |
 * | payload: all that remains      |
 */
import { Buffer } from 'node:buffer';
import type { Publish, WireQos } from './packet.js';
import { readProperties } from './property-reader.js';
import type { Recorder, StringRule } from './recorder.js';
import { hasWildcard } from './topic.js';

export function readPublish(rec: Recorder, firstOctet: number): Publish | undefined {
  const qos = ((firstOctet >>> 1) & 3) as WireQos;
  const dup = (firstOctet & 0x08) !== 0;
  rec.begin('Variable Header', '3.3.2');
  const topicStart = rec.offset;
  const topic = rec.string(TOPIC_NAME);
  const topicSpan = { offset: topicStart, length: rec.offset - topicStart };
  if (topic !== undefined && hasWildcard(topic)) rec.fault('MQTT_TOPIC_WILDCARD', topicStart + 2);
  const packetIdentifier = topic === undefined || qos === 0 ? undefined : readIdentifier(rec);
  const cut = topic === undefined || (qos !== 0 && packetIdentifier === undefined);
  const properties = cut ? undefined : readProperties(rec, 'PUBLISH');
  if (topic === '' && properties?.topicAlias === undefined) {
    rec.report('MQTT_TOPIC_EMPTY', topicSpan, undefined, TOPIC_NAME.name);
  }
  rec.end();
  if (topic === undefined) return undefined;
  rec.begin('Payload', '3.3.3');
  const payload = rec.rest('Payload');
  rec.end();
  return {
    type: 'PUBLISH',
    dup,
    qos,
    retain: (firstOctet & 0x01) !== 0,
    topic,
    ...(packetIdentifier === undefined ? {} : { packetIdentifier }),
    ...(properties === undefined ? {} : { properties }),
    payload: Buffer.from(payload.buffer, payload.byteOffset, payload.length),
  };
}

/** DUP, QoS and RETAIN of the first octet, which reading has just passed. */
export function readPublishFlags(rec: Recorder, firstOctet: number): void {
  const dup = rec.bits('DUP', firstOctet, 0x08);
  const qos = rec.bits('QoS', firstOctet, 0x06);
  const at = rec.offset - 1;
  if (qos === 3) rec.fault('MQTT_QOS_3', at);
  if (dup === 1 && qos === 0) rec.fault('MQTT_DUP_WITH_QOS_0', at, undefined, 'DUP');
  rec.bits('RETAIN', firstOctet, 0x01);
}

const TOPIC_NAME: StringRule = { name: 'Topic Name', utf8: 'MQTT_TOPIC_UTF8', missing: 'MQTT_TOPIC_MISSING' };

function readIdentifier(rec: Recorder): number | undefined {
  const identifier = rec.u16('Packet Identifier', 'MQTT_PUBLISH_PACKET_ID_MISSING');
  if (identifier === 0) {
    rec.fault(rec.from === 'server' ? 'MQTT_PACKET_ID_ZERO_FROM_SERVER' : 'MQTT_PACKET_ID_ZERO', rec.offset - 2);
  }
  return identifier;
}
