/*
 * Properties, section 2.2.2 of MQTT 5.0
 *
 * +-----------------------------------+
 * | Property Length, Variable Byte    |  counts the properties, not itself
 * +-----------------------------------+
 * | Identifier, Variable Byte | value |  …
 * +-----------------------------------+
 */
import { hexNumber } from '../../bytes/hex.js';
import type { MqttProperties } from './packet.js';
import type { MqttProblemCode } from './problems.js';
import { PROPERTY_BY_ID, type PropertyPlace, type PropertyRow } from './properties.js';
import type { Recorder } from './recorder.js';
import { hasWildcard } from './topic.js';

/** The properties of `place`; none (`undefined`) before 5.0. Where the length itself is bad, nothing behind it can be read. */
export function readProperties(rec: Recorder, place: PropertyPlace): MqttProperties | undefined {
  if (rec.version !== 5) return undefined;
  const title = place === 'WILL' ? 'Will Properties' : 'Properties';
  rec.begin(title, '2.2.2');
  const start = rec.offset;
  const length = rec.varint('Property Length', 'MQTT_PROPERTIES_MISSING');
  const found: Found = {};
  if (length !== undefined && length > rec.remaining && !rec.incomplete) {
    rec.rest('Properties');
    rec.fault('MQTT_PROPERTIES_PAST_END', start, `Property Length ${length} reaches past the end of the packet`);
  } else if (length !== undefined) {
    rec.within(Math.min(length, rec.remaining), () => readAll(rec, place, found));
  }
  rec.end();
  return found as MqttProperties;
}

type Value = number | string | Uint8Array | readonly [string, string];
type Found = { -readonly [Key in keyof MqttProperties]?: Value | Value[] };

function readAll(rec: Recorder, place: PropertyPlace, found: Found): void {
  while (rec.remaining > 0) {
    const start = rec.offset;
    rec.begin('Property');
    const going = readOne(rec, place, start, found);
    rec.end();
    // The length of an unknown property is unknown too: what follows cannot be told apart.
    if (!going) {
      if (rec.remaining > 0) rec.rest('Unread Properties');
      return;
    }
  }
  const alone = found.authenticationData !== undefined && found.authenticationMethod === undefined;
  if (alone && place === 'CONNECT' && !rec.incomplete) {
    rec.fault('MQTT_AUTHENTICATION_DATA_ALONE', rec.offset, undefined, 'Authentication Data');
  }
}

function readOne(rec: Recorder, place: PropertyPlace, start: number, found: Found): boolean {
  const id = rec.varint('Identifier', 'MQTT_PROPERTY_TRUNCATED');
  if (id === undefined) return false;
  const row = PROPERTY_BY_ID[id];
  const number = hexNumber(id);
  if (row === undefined) {
    rec.fault('MQTT_PROPERTY_UNKNOWN', start, `there is no property ${number}`);
    return false;
  }
  if (rec.tree) rec.text(`${number} ${row.name}`);
  const misplaced = misplacedProblem(rec, row, place);
  if (misplaced !== undefined) {
    const where = place === 'WILL' ? 'Will Properties' : place;
    rec.fault(misplaced, start, `${row.name} does not belong in ${where}`, place === 'WILL' ? where : row.name);
  }
  const value = readValue(rec, row);
  if (value === undefined) return false;
  checkValue(rec, row, value, start);
  const earlier = found[row.key];
  if (earlier !== undefined && !row.repeats.includes(place)) {
    rec.fault('MQTT_PROPERTY_DUPLICATE', start, `${row.name} may appear only once`, row.name);
  }
  // What may repeat in some packet is a list in all of them.
  if (row.repeats.length === 0) found[row.key] = value;
  else if (earlier === undefined) found[row.key] = [value];
  else (earlier as Value[]).push(value);
  return true;
}

function misplacedProblem(rec: Recorder, row: PropertyRow, place: PropertyPlace): MqttProblemCode | undefined {
  if (!row.places.includes(place)) return 'MQTT_PROPERTY_NOT_ALLOWED';
  if (place === 'PUBLISH' && row.key === 'subscriptionIdentifier' && rec.from === 'client') {
    return 'MQTT_SUBSCRIPTION_ID_FROM_CLIENT';
  }
  if (place !== 'DISCONNECT') return undefined;
  if (row.key === 'sessionExpiryInterval' && rec.from === 'server') return 'MQTT_SESSION_EXPIRY_FROM_SERVER';
  return row.key === 'serverReference' && rec.from === 'client' ? 'MQTT_PROPERTY_NOT_ALLOWED' : undefined;
}

function readValue(rec: Recorder, row: PropertyRow): Value | undefined {
  const cut = 'MQTT_PROPERTY_TRUNCATED';
  if (row.type === 'byte') return rec.u8(row.name, cut);
  if (row.type === 'u16') return rec.u16(row.name, cut);
  if (row.type === 'u32') return rec.u32(row.name, cut);
  if (row.type === 'varint') return rec.varint(row.name, cut);
  if (row.type === 'binary') return rec.binary(row.name, cut);
  const text = { name: row.name, utf8: row.utf8Problem, missing: cut } as const;
  if (row.type === 'string') return rec.string(text);
  const name = rec.string({ ...text, name: `${row.name} Name` });
  const value = name === undefined ? undefined : rec.string({ ...text, name: `${row.name} Value` });
  return name === undefined || value === undefined ? undefined : [name, value];
}

function checkValue(rec: Recorder, row: PropertyRow, value: Value, start: number): void {
  if (row.range !== undefined && typeof value === 'number' && (value < row.range[0] || value > row.range[1])) {
    rec.fault(row.rangeProblem, start, `${row.name} must not be ${value}`, row.name);
  }
  if (row.key === 'responseTopic' && typeof value === 'string' && hasWildcard(value)) {
    rec.fault('MQTT_RESPONSE_TOPIC_WILDCARD', start, undefined, row.name);
  }
}
