/*
 * SUBSCRIBE, section 3.8; UNSUBSCRIBE, 3.10            SUBACK, 3.9; UNSUBACK, 3.11
 *
 * | Packet Identifier                    |             | Packet Identifier                     |
 * | Properties (5.0)                     |             | Properties (5.0)                      |
 * | Topic Filter, string                 | …           | one code a filter (UNSUBACK: in 5.0)  | …
 * | Subscription Options (SUBSCRIBE)     |
 * |  0 0, Retain Handling (2), Retain As Published, No Local, QoS (2)      before 5.0: 000000, QoS (2)
 */
import { Buffer } from 'node:buffer';
import type { RetainHandling, Suback, Subscribe, Subscription, Unsuback, Unsubscribe, WireQos } from './packet.js';
import type { MqttProblemCode } from './problems.js';
import { readProperties } from './property-reader.js';
import { readReasonCode } from './reason-code.js';
import type { Recorder, StringRule } from './recorder.js';
import { filterProblem } from './topic.js';

export function readSubscribe(rec: Recorder): Subscribe | undefined {
  const head = readHead(rec, 'SUBSCRIBE', 'MQTT_PACKET_ID_ZERO');
  if (head === undefined) return undefined;
  const subscriptions: Subscription[] = [];
  rec.begin('Payload', '3.8.3');
  if (rec.remaining === 0 && rec.problems.length === 0) rec.lack('Topic Filter', 'MQTT_SUBSCRIBE_EMPTY');
  while (rec.remaining > 0) {
    if (strayOctet(rec, subscriptions.length)) break;
    rec.begin('Subscription');
    const subscription = readSubscription(rec);
    rec.end();
    if (subscription === undefined) break;
    subscriptions.push(subscription);
  }
  rec.end();
  return { type: 'SUBSCRIBE', ...head, subscriptions };
}

export function readUnsubscribe(rec: Recorder): Unsubscribe | undefined {
  const head = readHead(rec, 'UNSUBSCRIBE', 'MQTT_PACKET_ID_ZERO');
  if (head === undefined) return undefined;
  const topicFilters: string[] = [];
  rec.begin('Payload', '3.10.3');
  if (rec.remaining === 0 && rec.problems.length === 0) rec.lack('Topic Filter', 'MQTT_UNSUBSCRIBE_EMPTY');
  while (rec.remaining > 0) {
    const filter = readFilter(rec, UNSUBSCRIBE_FILTER);
    if (filter === undefined) break;
    topicFilters.push(filter);
  }
  rec.end();
  return { type: 'UNSUBSCRIBE', ...head, topicFilters };
}

export function readSuback(rec: Recorder): Suback | undefined {
  const head = readHead(rec, 'SUBACK', 'MQTT_SUBACK_PACKET_ID_ZERO');
  if (head === undefined) return undefined;
  rec.begin('Payload', '3.9.3');
  if (rec.remaining === 0) rec.lack('Reason Code', 'MQTT_SUBACK_EMPTY');
  const reasonCodes = readCodes(rec, 'SUBACK');
  rec.end();
  return { type: 'SUBACK', ...head, reasonCodes };
}

export function readUnsuback(rec: Recorder): Unsuback | undefined {
  const head = readHead(rec, 'UNSUBACK', 'MQTT_SUBACK_PACKET_ID_ZERO');
  if (head === undefined) return undefined;
  if (rec.version !== 5) return { type: 'UNSUBACK', ...head };
  rec.begin('Payload', '3.11.3');
  if (rec.remaining === 0) rec.lack('Reason Code', 'MQTT_UNSUBACK_EMPTY');
  const reasonCodes = readCodes(rec, 'UNSUBACK');
  rec.end();
  return { type: 'UNSUBACK', ...head, reasonCodes };
}

const FILTER: StringRule = { name: 'Topic Filter', utf8: 'MQTT_FILTER_UTF8', missing: 'MQTT_FILTER_TRUNCATED' };
const UNSUBSCRIBE_FILTER: StringRule = {
  name: 'Topic Filter',
  utf8: 'MQTT_UNSUBSCRIBE_FILTER_UTF8',
  missing: 'MQTT_UNSUBSCRIBE_FILTER_TRUNCATED',
};

type Place = 'SUBSCRIBE' | 'SUBACK' | 'UNSUBSCRIBE' | 'UNSUBACK';

function readHead(
  rec: Recorder,
  place: Place,
  zero: MqttProblemCode,
): Pick<Subscribe, 'packetIdentifier' | 'properties'> | undefined {
  rec.begin('Variable Header');
  const packetIdentifier = rec.u16('Packet Identifier');
  if (packetIdentifier === 0) rec.fault(zero, rec.offset - 2);
  const properties = packetIdentifier === undefined ? undefined : readProperties(rec, place);
  rec.end();
  if (packetIdentifier === undefined) return undefined;
  return { packetIdentifier, ...(properties === undefined ? {} : { properties }) };
}

/** One octet behind a whole subscription cannot begin another. */
function strayOctet(rec: Recorder, before: number): boolean {
  if (before === 0 || rec.remaining !== 1 || rec.incomplete) return false;
  const start = rec.offset;
  rec.rest('Undeclared');
  rec.fault('MQTT_TRAILING_BYTES', start);
  return true;
}

function readFilter(rec: Recorder, rule: StringRule): string | undefined {
  const filter = rec.string(rule);
  if (filter === undefined) return undefined;
  const code = filterProblem(filter, rec.version);
  if (code !== undefined) rec.fault(code, rec.offset - Buffer.byteLength(filter));
  return filter;
}

function readSubscription(rec: Recorder): Subscription | undefined {
  const topicFilter = readFilter(rec, FILTER);
  if (topicFilter === undefined) return undefined;
  const name = rec.version === 5 ? 'Subscription Options' : 'Requested QoS';
  const options = rec.u8(name, 'MQTT_OPTIONS_MISSING');
  if (options === undefined) return { topicFilter, qos: 0 };
  const at = rec.offset - 1;
  const qos = rec.bits('QoS', options, 0x03) as WireQos;
  if (qos === 3) rec.fault('MQTT_OPTIONS_QOS_3', at);
  if (rec.version !== 5) {
    if ((options & 0xfc) !== 0) rec.fault('MQTT_OPTIONS_RESERVED', at, undefined, name);
    return { topicFilter, qos };
  }
  const noLocal = rec.bits('No Local', options, 0x04) === 1;
  if (noLocal && topicFilter.startsWith('$share/')) rec.fault('MQTT_SHARE_NO_LOCAL', at);
  const retainAsPublished = rec.bits('Retain As Published', options, 0x08) === 1;
  const retainHandling = rec.bits('Retain Handling', options, 0x30) as RetainHandling;
  if (retainHandling === 3) rec.fault('MQTT_OPTIONS_RETAIN_HANDLING_3', at);
  if (rec.bits('Reserved', options, 0xc0) !== 0) rec.fault('MQTT_OPTIONS_RESERVED', at);
  return { topicFilter, qos, noLocal, retainAsPublished, retainHandling };
}

function readCodes(rec: Recorder, packet: 'SUBACK' | 'UNSUBACK'): number[] {
  const codes: number[] = [];
  while (rec.remaining > 0) {
    const code = readReasonCode(rec, packet);
    if (code === undefined) break;
    codes.push(code);
  }
  return codes;
}
