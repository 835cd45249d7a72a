import * as mqttPacket from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { formatHex, parseHex } from '../../bytes/hex.js';
import type { Field } from '../field.js';
import { encodeClientPacket, mqttPacketCanSay } from './client-encode.js';
import { decodePacket, guessVersion } from './decode.js';
import { encodePacket } from './encode.js';
import { frame, INCOMPLETE, MALFORMED, packetLength } from './framing.js';
import type { MqttPacket, MqttVersion } from './packet.js';

const text = (string: string): Buffer => Buffer.from(string, 'utf8');

type Good = readonly [hex: string, version: MqttVersion, packet: MqttPacket];

/** Octets by the layouts of the standard's chapter 3, beside the packet they are. */
const GOOD: readonly Good[] = [
  [
    '10 0E 00 04 4D 51 54 54 04 02 00 3C 00 02 63 31',
    4,
    { type: 'CONNECT', protocolName: 'MQTT', protocolVersion: 4, cleanStart: true, keepAlive: 60, clientId: 'c1' },
  ],
  [
    '10 10 00 06 4D 51 49 73 64 70 03 02 00 00 00 02 63 31',
    3,
    { type: 'CONNECT', protocolName: 'MQIsdp', protocolVersion: 3, cleanStart: true, keepAlive: 0, clientId: 'c1' },
  ],
  [
    '10 1C 00 04 4D 51 54 54 04 EE 00 01 00 02 63 31 00 01 77 00 02 00 FF 00 01 75 00 02 70 77',
    4,
    {
      type: 'CONNECT',
      protocolName: 'MQTT',
      protocolVersion: 4,
      cleanStart: true,
      keepAlive: 1,
      clientId: 'c1',
      will: { qos: 1, retain: true, topic: 'w', payload: Buffer.from([0, 255]) },
      userName: 'u',
      password: text('pw'),
    },
  ],
  [
    '10 25 00 04 4D 51 54 54 05 06 00 3C 08 11 00 00 00 0A 21 00 14 00 02 63 31 07 01 01 18 00 00 00 05 00 01 77 00 01 6D',
    5,
    {
      type: 'CONNECT',
      protocolName: 'MQTT',
      protocolVersion: 5,
      cleanStart: true,
      keepAlive: 60,
      properties: { sessionExpiryInterval: 10, receiveMaximum: 20 },
      clientId: 'c1',
      will: {
        qos: 0,
        retain: false,
        properties: { willDelayInterval: 5, payloadFormatIndicator: 1 },
        topic: 'w',
        payload: text('m'),
      },
    },
  ],
  ['20 02 01 00', 4, { type: 'CONNACK', sessionPresent: true, reasonCode: 0 }],
  ['20 02 00 05', 4, { type: 'CONNACK', sessionPresent: false, reasonCode: 5 }],
  [
    '20 08 00 00 05 21 00 64 24 01',
    5,
    { type: 'CONNACK', sessionPresent: false, reasonCode: 0, properties: { receiveMaximum: 100, maximumQos: 1 } },
  ],
  [
    '34 11 00 07 6D 65 74 65 72 2F 37 00 0A 34 32 20 6B 57 68',
    4,
    {
      type: 'PUBLISH',
      dup: false,
      qos: 2,
      retain: false,
      topic: 'meter/7',
      packetIdentifier: 10,
      payload: text('42 kWh'),
    },
  ],
  [
    '3B 1E 00 06 EC 98 A8 EB 8F 84 00 01 0F 0B 80 01 0B 02 23 00 03 26 00 01 61 00 01 62 EA B0 92 21',
    5,
    {
      type: 'PUBLISH',
      dup: true,
      qos: 1,
      retain: true,
      topic: '온도',
      packetIdentifier: 1,
      properties: { subscriptionIdentifier: [128, 2], topicAlias: 3, userProperty: [['a', 'b']] },
      payload: text('값!'),
    },
  ],
  ['30 03 00 01 74', 4, { type: 'PUBLISH', dup: false, qos: 0, retain: false, topic: 't', payload: Buffer.alloc(0) }],
  ['40 02 12 34', 4, { type: 'PUBACK', packetIdentifier: 0x1234 }],
  ['50 02 FF FF', 5, { type: 'PUBREC', packetIdentifier: 0xffff, reasonCode: 0 }],
  ['50 03 00 01 97', 5, { type: 'PUBREC', packetIdentifier: 1, reasonCode: 0x97 }],
  [
    '62 08 00 01 92 04 1F 00 01 72',
    5,
    { type: 'PUBREL', packetIdentifier: 1, reasonCode: 0x92, properties: { reasonString: 'r' } },
  ],
  ['70 02 00 01', 4, { type: 'PUBCOMP', packetIdentifier: 1 }],
  [
    '82 0A 00 01 00 01 61 00 00 01 62 02',
    4,
    {
      type: 'SUBSCRIBE',
      packetIdentifier: 1,
      subscriptions: [
        { topicFilter: 'a', qos: 0 },
        { topicFilter: 'b', qos: 2 },
      ],
    },
  ],
  [
    '82 0B 00 01 03 0B 80 01 00 02 61 2F 2D',
    5,
    {
      type: 'SUBSCRIBE',
      packetIdentifier: 1,
      properties: { subscriptionIdentifier: [128] },
      subscriptions: [{ topicFilter: 'a/', qos: 1, noLocal: true, retainAsPublished: true, retainHandling: 2 }],
    },
  ],
  ['90 04 00 01 00 80', 4, { type: 'SUBACK', packetIdentifier: 1, reasonCodes: [0, 0x80] }],
  ['90 04 00 01 00 8F', 5, { type: 'SUBACK', packetIdentifier: 1, properties: {}, reasonCodes: [0x8f] }],
  ['A2 05 00 01 00 01 61', 4, { type: 'UNSUBSCRIBE', packetIdentifier: 1, topicFilters: ['a'] }],
  ['B0 02 00 01', 4, { type: 'UNSUBACK', packetIdentifier: 1 }],
  ['B0 05 00 01 00 00 11', 5, { type: 'UNSUBACK', packetIdentifier: 1, properties: {}, reasonCodes: [0, 0x11] }],
  ['C0 00', 4, { type: 'PINGREQ' }],
  ['D0 00', 5, { type: 'PINGRESP' }],
  ['E0 00', 4, { type: 'DISCONNECT' }],
  ['E0 00', 5, { type: 'DISCONNECT', reasonCode: 0 }],
  ['E0 01 8E', 5, { type: 'DISCONNECT', reasonCode: 0x8e }],
  ['E0 07 04 05 11 00 00 00 01', 5, { type: 'DISCONNECT', reasonCode: 4, properties: { sessionExpiryInterval: 1 } }],
  ['F0 07 18 05 15 00 02 78 78', 5, { type: 'AUTH', reasonCode: 0x18, properties: { authenticationMethod: 'xx' } }],
];

const octets = (hex: string): Buffer => parseHex(hex) ?? Buffer.alloc(0);
/** Properties of 5.0 are there even when empty; what our encoder leaves out reads as absent. */
const plain = (packet: MqttPacket | undefined): unknown =>
  JSON.parse(
    JSON.stringify(packet, (key, value: unknown) =>
      key === 'properties' && Object.keys(value as object).length === 0 ? undefined : value,
    ),
  );

describe('good packets', () => {
  it.each(GOOD)('%s (%i) reads as what it is', (hex, version, packet) => {
    const decoded = decodePacket(octets(hex), { version, tree: true });
    expect(decoded.problems).toEqual([]);
    expect(plain(decoded.packet)).toEqual(plain(packet));
    expect(decoded.field?.span).toEqual({ offset: 0, length: octets(hex).length });
  });

  it.each(GOOD)('%s (%i) is what our encoder writes', (hex, version, packet) => {
    expect(formatHex(encodePacket(packet, version)).toUpperCase()).toBe(hex);
  });

  it.each(GOOD)('%s (%i) cut at any length is incomplete, and no more is blamed', (hex, version) => {
    const whole = octets(hex);
    for (let length = 0; length < whole.length; length++) {
      const cut = whole.subarray(0, length);
      expect(frame(cut).kind).toBe('incomplete');
      const codes = decodePacket(cut, { version, tree: true }).problems.map((found) => found.code);
      expect(codes).toEqual(['MQTT_INCOMPLETE']);
    }
  });

  it.each(GOOD)('%s (%i) with a Remaining Length that ends early never reads past it', (hex, version) => {
    const whole = octets(hex);
    for (let length = 2; length < whole.length; length++) {
      const shorter = Buffer.from(whole.subarray(0, length));
      shorter[1] = length - 2;
      const { field, problems } = decodePacket(shorter, { version, tree: true });
      const ends = [...problems.map(({ span }) => span), ...leaves(field)].map((span) => span.offset + span.length);
      expect(Math.max(0, ...ends)).toBeLessThanOrEqual(length);
    }
  });
});

function leaves(field: Field | undefined): { offset: number; length: number }[] {
  return field === undefined ? [] : [field.span, ...(field.children ?? []).flatMap(leaves)];
}

describe('mqtt-packet agrees', () => {
  it.each(GOOD.filter(([, version, packet]) => mqttPacketCanSay(packet, version)))(
    '%s (%i) is what mqtt-packet writes for a client',
    (_, version, packet) => {
      const decoded = decodePacket(encodeClientPacket(packet, version), { version });
      expect(decoded.problems).toEqual([]);
      expect(plain(decoded.packet)).toEqual(plain(packet));
    },
  );

  it.each(GOOD.filter(([, version]) => version !== 3))('%s (%i) can be read by it', (hex, version, packet) => {
    const parsed = parseByMqttPacket(octets(hex), version);
    expect(parsed.cmd).toBe(packet.type.toLowerCase());
    if ('packetIdentifier' in packet) expect(parsed.messageId).toBe(packet.packetIdentifier);
    if (packet.type === 'PUBLISH') {
      expect(parsed).toMatchObject({ topic: packet.topic, qos: packet.qos, dup: packet.dup, retain: packet.retain });
      expect(Buffer.compare(Buffer.from((parsed as mqttPacket.IPublishPacket).payload), packet.payload)).toBe(0);
    }
  });
});

function parseByMqttPacket(bytes: Buffer, version: MqttVersion): mqttPacket.Packet {
  const found: mqttPacket.Packet[] = [];
  const parser = mqttPacket.parser({ protocolVersion: version });
  parser.on('packet', (packet: mqttPacket.Packet) => found.push(packet));
  parser.on('error', (error: Error) => {
    throw error;
  });
  parser.parse(bytes);
  if (found[0] === undefined) throw new Error('mqtt-packet found no packet');
  return found[0];
}

describe('framing', () => {
  it('reads lengths of one to four octets', () => {
    expect(packetLength(octets('30 7F'))).toBe(129);
    expect(packetLength(octets('30 80 01'))).toBe(131);
    expect(packetLength(octets('30 FF FF 7F'))).toBe(2_097_151 + 4);
    expect(packetLength(octets('30 FF FF FF 7F'))).toBe(268_435_455 + 5);
  });

  it('says incomplete while the length is cut, malformed once a fourth octet promises more', () => {
    expect(packetLength(octets('30'))).toBe(INCOMPLETE);
    expect(packetLength(octets('30 80 80 80'))).toBe(INCOMPLETE);
    expect(packetLength(octets('30 80 80 80 80'))).toBe(MALFORMED);
    expect(frame(octets('30 80 80 80 80'), 0, 5, 5)).toMatchObject({
      kind: 'malformed',
      problem: { statement: 'mqtt5/MQTT-1.5.5-1' },
    });
  });

  it('frames a packet inside a longer buffer', () => {
    expect(frame(octets('00 00 C0 00 D0 00'), 2)).toEqual({ kind: 'packet', headerLength: 2, length: 2 });
    expect(frame(octets('30 0A 00'))).toEqual({ kind: 'incomplete', atLeast: 12 });
  });
});

describe('a connection whose CONNECT was not seen', () => {
  it.each([
    ['C0 00', 4],
    ['82 06 00 01 00 01 74 00', 4],
    ['82 07 00 01 00 00 01 74 00', 5],
    ['90 04 00 01 00 00', 4],
    ['20 03 00 00 00', 5],
    ['40 03 00 01 10', 5],
    ['B0 04 00 01 00 11', 5],
    ['F0 07 18 05 15 00 02 78 78', 5],
  ] as const)('%s is taken for version %i', (hex, version) => {
    expect(guessVersion(octets(hex))).toBe(version);
  });
});
