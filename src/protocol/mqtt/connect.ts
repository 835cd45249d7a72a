/*
 * CONNECT, section 3.1                              CONNACK, section 3.2
 *
 * | Protocol Name, string          |                | Connect Acknowledge Flags: 0000000, Session Present |
 * | Protocol Version, octet        |                | Reason Code (return code before 5.0)                |
 * | Connect Flags, octet           |                | Properties (5.0)                                    |
 * |  User Name, Password, Will Retain, Will QoS (2), Will Flag, Clean Start, 0
 * | Keep Alive, two octets         |
 * | Properties (5.0)               |
 * | Client Identifier, string      |
 * | Will Properties (5.0), Will Topic, Will Payload    with Will Flag
 * | User Name, string              |                   with User Name Flag
 * | Password, binary               |                   with Password Flag
 */
import { Buffer } from 'node:buffer';
import type { Connack, Connect, Will, WireQos } from './packet.js';
import { readProperties } from './property-reader.js';
import { readReasonCode } from './reason-code.js';
import type { Recorder, StringRule } from './recorder.js';
import { hasWildcard } from './topic.js';

export function readConnect(rec: Recorder): Connect | undefined {
  rec.begin('Variable Header', '3.1.2');
  const head = readHead(rec);
  const properties = head?.keepAlive === undefined ? undefined : readProperties(rec, 'CONNECT');
  rec.end();
  if (head === undefined) return undefined;
  const { protocolName, protocolVersion, flags, keepAlive } = head;
  const whole = {
    type: 'CONNECT',
    protocolName,
    protocolVersion,
    cleanStart: (flags & 0x02) !== 0,
    keepAlive: keepAlive ?? 0,
    ...(properties === undefined ? {} : { properties }),
    clientId: '',
  } as const;
  if (keepAlive === undefined) return whole;
  rec.begin('Payload', '3.1.3');
  const payload = readPayload(rec, flags);
  rec.end();
  return { ...whole, ...payload };
}

export function readConnack(rec: Recorder): Connack | undefined {
  rec.begin('Variable Header', '3.2.2');
  const flags = rec.u8('Connect Acknowledge Flags');
  if (flags !== undefined && (flags & 0xfe) !== 0) rec.fault('MQTT_CONNACK_FLAGS', rec.offset - 1);
  if (flags !== undefined && rec.tree) rec.text(flags & 1 ? 'Session Present' : 'no session present');
  const reasonCode = flags === undefined ? undefined : readReasonCode(rec, 'CONNACK');
  if (flags === undefined || reasonCode === undefined) {
    rec.end();
    return undefined;
  }
  const sessionPresent = (flags & 1) === 1;
  if (sessionPresent && reasonCode !== 0) rec.fault('MQTT_CONNACK_SESSION_PRESENT', rec.offset - 2);
  const properties = readProperties(rec, 'CONNACK');
  rec.end();
  return { type: 'CONNACK', sessionPresent, reasonCode, ...(properties === undefined ? {} : { properties }) };
}

const PROTOCOL_NAME: StringRule = { name: 'Protocol Name', utf8: 'MQTT_PROTOCOL_NAME', missing: 'MQTT_TRUNCATED' };
const CLIENT_ID: StringRule = { name: 'Client Identifier', utf8: 'MQTT_CLIENT_ID_UTF8', missing: 'MQTT_TRUNCATED' };
const WILL_TOPIC: StringRule = { name: 'Will Topic', utf8: 'MQTT_WILL_TOPIC_UTF8', missing: 'MQTT_WILL_MISSING' };
const USER_NAME: StringRule = { name: 'User Name', utf8: 'MQTT_USER_NAME_UTF8', missing: 'MQTT_USER_NAME_MISSING' };

/** The names of the protocol, by level: MQIsdp is MQTT 3.1. */
const NAMES: Readonly<Record<number, string>> = { 3: 'MQIsdp', 4: 'MQTT', 5: 'MQTT' };

interface Head {
  readonly protocolName: string;
  readonly protocolVersion: number;
  readonly flags: number;
  /** `undefined` where the packet ends before it. */
  readonly keepAlive: number | undefined;
}

function readHead(rec: Recorder): Head | undefined {
  const start = rec.offset;
  const protocolName = rec.string(PROTOCOL_NAME);
  if (protocolName === undefined) return undefined;
  const nameEnd = rec.offset;
  const protocolVersion = rec.u8('Protocol Version');
  if (protocolVersion === undefined) return undefined;
  const expected = NAMES[protocolVersion];
  if (expected === undefined) {
    rec.fault('MQTT_PROTOCOL_VERSION', rec.offset - 1, `Protocol Version ${protocolVersion} is unknown`);
  }
  if (protocolName !== (expected ?? 'MQTT') && !rec.problems.some((found) => found.field === PROTOCOL_NAME.name)) {
    const message = `Protocol Name must be "${expected ?? 'MQTT'}"`;
    rec.report('MQTT_PROTOCOL_NAME', { offset: start, length: nameEnd - start }, message, PROTOCOL_NAME.name);
  }
  const flags = rec.u8('Connect Flags');
  if (flags === undefined) return undefined;
  if (rec.tree) splitFlags(rec, flags);
  checkFlags(rec, flags);
  const keepAlive = rec.u16('Keep Alive');
  if (keepAlive !== undefined && rec.tree) rec.text(keepAlive === 0 ? 'off' : `${keepAlive} s`);
  return { protocolName, protocolVersion, flags, keepAlive };
}

function splitFlags(rec: Recorder, flags: number): void {
  rec.bits('User Name Flag', flags, 0x80);
  rec.bits('Password Flag', flags, 0x40);
  rec.bits('Will Retain', flags, 0x20);
  rec.bits('Will QoS', flags, 0x18);
  rec.bits('Will Flag', flags, 0x04);
  rec.bits(rec.version === 5 ? 'Clean Start' : 'Clean Session', flags, 0x02);
  rec.bits('Reserved', flags, 0x01);
}

function checkFlags(rec: Recorder, flags: number): void {
  const at = rec.offset - 1;
  const willQos = (flags >>> 3) & 3;
  if ((flags & 0x01) !== 0) rec.fault('MQTT_CONNECT_FLAG_RESERVED', at, undefined, 'Connect Flags');
  if ((flags & 0x04) === 0) {
    if (willQos !== 0) rec.fault('MQTT_WILL_QOS_WITHOUT_WILL', at, undefined, 'Will QoS');
    if ((flags & 0x20) !== 0) rec.fault('MQTT_WILL_RETAIN_WITHOUT_WILL', at, undefined, 'Will Retain');
  } else if (willQos === 3) rec.fault('MQTT_WILL_QOS_3', at, undefined, 'Will QoS');
  if ((flags & 0xc0) === 0x40 && rec.version !== 5) {
    rec.fault('MQTT_PASSWORD_WITHOUT_USER_NAME', at, undefined, 'Password Flag');
  }
}

type Payload = Pick<Connect, 'clientId' | 'will' | 'userName' | 'password'>;

function readPayload(rec: Recorder, flags: number): Payload {
  if (rec.remaining === 0) {
    rec.lack('Client Identifier', 'MQTT_CLIENT_ID_MISSING');
    return { clientId: '' };
  }
  const clientId = rec.string(CLIENT_ID);
  if (clientId === undefined) return { clientId: '' };
  if (clientId === '' && (flags & 0x02) === 0 && rec.version !== 5) rec.fault('MQTT_CLIENT_ID_EMPTY', rec.offset - 2);
  const will = (flags & 0x04) === 0 ? undefined : readWill(rec, flags);
  const stopped = (flags & 0x04) !== 0 && will === undefined;
  const userName = stopped || (flags & 0x80) === 0 ? undefined : rec.string(USER_NAME);
  const cut = stopped || ((flags & 0x80) !== 0 && userName === undefined);
  const password = cut || (flags & 0x40) === 0 ? undefined : rec.binary('Password', 'MQTT_PASSWORD_MISSING');
  if (!rec.stuck) checkTrailing(rec, flags);
  return {
    clientId,
    ...(will === undefined ? {} : { will }),
    ...(userName === undefined ? {} : { userName }),
    ...(password === undefined ? {} : { password }),
  };
}

function readWill(rec: Recorder, flags: number): Will | undefined {
  if (rec.remaining === 0) return rec.lack('Will Topic', 'MQTT_WILL_MISSING');
  const properties = readProperties(rec, 'WILL');
  const topic = rec.string(WILL_TOPIC);
  if (topic === undefined) return undefined;
  if (topic === '') rec.fault('MQTT_WILL_TOPIC_EMPTY', rec.offset - 2);
  if (hasWildcard(topic)) rec.fault('MQTT_WILL_TOPIC_WILDCARD', rec.offset - Buffer.byteLength(topic));
  const payload = rec.binary('Will Payload', 'MQTT_WILL_MISSING');
  if (payload === undefined) return undefined;
  return {
    qos: ((flags >>> 3) & 3) as WireQos,
    retain: (flags & 0x20) !== 0,
    ...(properties === undefined ? {} : { properties }),
    topic,
    payload,
  };
}

/** Octets behind the last declared field; one whole field there is the user name or password that no flag announced. */
function checkTrailing(rec: Recorder, flags: number): void {
  if (rec.remaining === 0) return;
  const oneField = rec.remaining >= 2 && rec.peek() * 256 + rec.peek(1) === rec.remaining - 2 && rec.remaining > 2;
  const start = rec.offset;
  rec.rest('Undeclared');
  if (oneField && (flags & 0x80) === 0) rec.fault('MQTT_USER_NAME_UNDECLARED', start);
  else if (oneField && (flags & 0x40) === 0) rec.fault('MQTT_PASSWORD_UNDECLARED', start);
  else rec.fault('MQTT_TRAILING_BYTES', start);
}
