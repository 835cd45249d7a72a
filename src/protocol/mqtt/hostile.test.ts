import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePacket } from './decode.js';
import { encodePacket, withFixedHeader } from './encode.js';
import type { MqttPacket, MqttProperties, MqttVersion } from './packet.js';
import { summarise } from './summary.js';

const versions = fc.constantFrom<MqttVersion[]>(4, 5);
const text = fc.string({ unit: 'binary', maxLength: 20 }).map((value) => value.replaceAll('\0', ''));
const topic = text.map((value) => `t${value.replace(/[+#]/g, '')}`);
const octets = (maxLength = 30) => fc.uint8Array({ maxLength }).map((bytes) => Buffer.from(bytes));
const identifier = fc.integer({ min: 1, max: 65_535 });
const qos = fc.constantFrom<(0 | 1 | 2)[]>(0, 1, 2);
const messageProperties: fc.Arbitrary<MqttProperties> = fc.record(
  {
    payloadFormatIndicator: fc.constantFrom(0, 1),
    messageExpiryInterval: fc.integer({ min: 0, max: 0xffffffff }),
    contentType: text,
    responseTopic: topic,
    correlationData: octets(),
    topicAlias: identifier,
    subscriptionIdentifier: fc.array(fc.integer({ min: 1, max: 268_435_455 }), { minLength: 1, maxLength: 3 }),
    userProperty: fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: [] },
);

const packets = (version: MqttVersion): fc.Arbitrary<MqttPacket> => {
  const properties = <T extends MqttProperties>(some: fc.Arbitrary<T>) =>
    version === 5 ? { properties: some } : ({} as { properties: fc.Arbitrary<T> });
  return fc.oneof(
    qos.chain(
      (level): fc.Arbitrary<MqttPacket> =>
        fc.record({
          type: fc.constant('PUBLISH' as const),
          dup: level === 0 ? fc.constant(false) : fc.boolean(),
          qos: fc.constant(level),
          retain: fc.boolean(),
          topic,
          ...(level === 0 ? ({} as { packetIdentifier: typeof identifier }) : { packetIdentifier: identifier }),
          ...properties(messageProperties),
          payload: octets(300),
        }),
    ),
    fc.record({
      type: fc.constant('SUBSCRIBE' as const),
      packetIdentifier: identifier,
      ...properties(fc.constant({})),
      subscriptions: fc.array(
        version === 5
          ? fc.record({
              topicFilter: topic,
              qos,
              noLocal: fc.boolean(),
              retainAsPublished: fc.boolean(),
              retainHandling: qos,
            })
          : fc.record({ topicFilter: topic, qos }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
    fc.record({
      type: fc.constant('CONNECT' as const),
      protocolName: fc.constant('MQTT'),
      protocolVersion: fc.constant(version),
      cleanStart: fc.constant(true),
      keepAlive: fc.integer({ min: 0, max: 65_535 }),
      ...properties(fc.record({ receiveMaximum: identifier }, { requiredKeys: [] })),
      clientId: text,
      userName: text,
      password: octets(),
    }),
  );
};

describe('any packet', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(
        versions.chain((version) => fc.tuple(fc.constant(version), packets(version))),
        ([version, packet]) => {
          const { packet: read, problems } = decodePacket(encodePacket(packet, version), { version });
          expect(problems).toEqual([]);
          expect(JSON.stringify(sorted(read))).toBe(JSON.stringify(sorted(packet)));
        },
      ),
    );
  });
});

describe('any octets', () => {
  const options = fc.record({
    version: fc.constantFrom<(MqttVersion | undefined)[]>(undefined, 3, 4, 5),
    from: fc.constantFrom<('client' | 'server' | undefined)[]>(undefined, 'client', 'server'),
    tree: fc.boolean(),
  });

  it('are read without throwing, and the tree finds the same problems', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), options, (bytes, chosen) => {
        const one = decodePacket(bytes, { ...chosen, tree: true });
        const other = decodePacket(bytes, { ...chosen, tree: false });
        expect(other.problems).toEqual(one.problems);
        if (one.packet !== undefined) expect(summarise(one.packet, one.version)).not.toMatch(/[\p{Cc}\u202e]/u);
      }),
    );
  });

  it('of every packet type are read without throwing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 255 }),
        fc.uint8Array({ maxLength: 60 }),
        options,
        (first, body, chosen) => {
          const { problems } = decodePacket(withFixedHeader(first, body), chosen);
          for (const { span } of problems) expect(span.offset + span.length).toBeLessThanOrEqual(body.length + 2);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function sorted(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString('hex');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
