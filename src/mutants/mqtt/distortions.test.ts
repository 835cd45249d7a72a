import { describe, expect, it } from 'vitest';
import { encodePacket } from '../../protocol/mqtt/encode.js';
import type { MqttPacket } from '../../protocol/mqtt/packet.js';
import { distort } from './distortion.js';
import { MQTT_DISTORTIONS } from './distortions.js';
import type { Facts } from './facts.js';

const FACTS: Facts = {
  version: 5,
  clientId: 'c',
  authenticates: false,
  maximumPacketSize: Number.POSITIVE_INFINITY,
  topicAliasMaximum: 0,
  requestsProblems: true,
  waited: false,
  repeated: false,
  published: undefined,
  filter: undefined,
};

const encode = (packet: MqttPacket) => [encodePacket(packet, 5)];
const hex = (id: keyof typeof MQTT_DISTORTIONS, packet: MqttPacket, facts: Partial<Facts> = {}): readonly string[] =>
  distort(MQTT_DISTORTIONS[id], packet, { ...FACTS, ...facts }, encode).map((octets) => octets.toString('hex'));

describe('a distortion', () => {
  it('leaves packets of other types as they are', () => {
    expect(hex('no-puback', { type: 'PINGRESP' })).toEqual(['d000']);
  });

  it('takes a packet away', () => {
    expect(hex('no-puback', { type: 'PUBACK', packetIdentifier: 1, reasonCode: 0 })).toEqual([]);
  });

  it('puts several packets in the place of one', () => {
    expect(hex('sends-suback-per-filter', { type: 'SUBACK', packetIdentifier: 1, reasonCodes: [0, 1] })).toEqual([
      '900400010000',
      '900400010001',
    ]);
  });

  it('works on what was encoded', () => {
    expect(hex('sends-pubrel-flags-0', { type: 'PUBREL', packetIdentifier: 1, reasonCode: 0 })).toEqual(['60020001']);
  });

  it('knows the packet in which a message came', () => {
    const packet: MqttPacket = {
      type: 'PUBLISH',
      dup: false,
      qos: 0,
      retain: false,
      topic: 't',
      payload: new Uint8Array(),
      properties: {},
    };
    const published = { ...packet, properties: { topicAlias: 3 } } as const;
    expect(hex('forwards-publisher-alias', packet)).toEqual(['300400017400']);
    expect(hex('forwards-publisher-alias', packet, { published })).toEqual(['3007000174' + '03' + '230003']);
  });
});
