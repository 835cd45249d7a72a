import { Buffer } from 'node:buffer';
import { encodeProperties, withFixedHeader } from '../../protocol/mqtt/encode.js';
import { headerLength } from '../../protocol/mqtt/framing.js';
import type { MqttProperties, Publish } from '../../protocol/mqtt/packet.js';
import { change, type Distortion, garble } from './distortion.js';
import { firstOfEachName, nulAt } from './losses.js';

/** Wrong PUBLISH packets. */
export const PUBLISH_DISTORTIONS = [
  // DUP
  change('qos0-with-dup', 'PUBLISH', (packet) => (packet.qos === 0 ? { ...packet, dup: true } : packet)),
  change('first-delivery-with-dup', 'PUBLISH', (packet, { repeated }) =>
    packet.qos > 0 && !repeated ? { ...packet, dup: true } : packet,
  ),
  change('queued-message-with-dup', 'PUBLISH', (packet, { waited }) => (waited ? { ...packet, dup: true } : packet)),
  change('redelivers-without-dup', 'PUBLISH', (packet) => ({ ...packet, dup: false })),
  change('propagates-dup', 'PUBLISH', (packet, { published }) =>
    packet.qos > 0 && published?.dup === true ? { ...packet, dup: true } : packet,
  ),
  change('forwards-dup-on-qos0', 'PUBLISH', (packet, { published }) =>
    packet.qos === 0 && published?.dup === true ? { ...packet, dup: true } : packet,
  ),

  // topic
  change('strips-bom-from-topic', 'PUBLISH', (packet) => ({ ...packet, topic: packet.topic.replaceAll('\ufeff', '') })),
  change('truncates-long-topic', 'PUBLISH', (packet) => ({ ...packet, topic: packet.topic.slice(0, 1024) })),
  change('topic-filter-sent-as-topic', 'PUBLISH', (packet, { filter }) => ({
    ...packet,
    topic: filter ?? packet.topic,
  })),

  // layout
  garble('sends-pid-in-qos0-publish', 'PUBLISH', (octets, packet) =>
    packet.qos === 0 ? insertBehindTopic(octets, Buffer.from([0, 1])) : octets,
  ),
  garble('omits-property-length-in-publish', 'PUBLISH', (octets, packet, { version }) =>
    version === 5
      ? replaceProperties(octets, packet, (bytes) => (bytes.length === 1 ? Buffer.alloc(0) : bytes))
      : octets,
  ),
  garble('emits-non-minimal-varint', 'PUBLISH', (octets, packet, { version }) =>
    version === 5 ? replaceProperties(octets, packet, longer) : octets,
  ),
  garble('sends-duplicate-property', 'PUBLISH', (octets, packet, { version }) =>
    version === 5 ? replaceProperties(octets, packet, () => TWO_CONTENT_TYPES) : octets,
  ),

  // properties
  drops('drops-content-type', 'contentType'),
  drops('drops-correlation-data', 'correlationData'),
  drops('drops-payload-format-indicator', 'payloadFormatIndicator'),
  drops('drops-response-topic', 'responseTopic'),
  drops('drops-user-properties', 'userProperty'),
  drops('expiry-dropped-on-forward', 'messageExpiryInterval'),
  drops('accepts-wildcard-response-topic', 'responseTopic', (value) => /[+#]/.test(String(value))),
  alters('rewrites-response-topic', (properties) =>
    properties.responseTopic === undefined ? {} : { responseTopic: properties.responseTopic.toLowerCase() },
  ),
  alters('dedupes-user-properties', ({ userProperty }) =>
    userProperty === undefined ? {} : { userProperty: firstOfEachName(userProperty) },
  ),
  alters('sorts-user-properties', ({ userProperty }) =>
    userProperty === undefined ? {} : { userProperty: userProperty.toSorted(byName) },
  ),
  alters('truncates-correlation-data-at-nul', ({ correlationData }) =>
    correlationData === undefined ? {} : { correlationData: correlationData.subarray(0, nulAt(correlationData)) },
  ),
  alters('subid-over-127-broken', ({ subscriptionIdentifier }) =>
    subscriptionIdentifier === undefined
      ? {}
      : { subscriptionIdentifier: subscriptionIdentifier.map((one) => (one > 127 ? one % 128 || 1 : one)) },
  ),
  change('expiry-not-decremented', 'PUBLISH', (packet, { published }) => {
    const interval = published?.properties?.messageExpiryInterval;
    return interval === undefined
      ? packet
      : { ...packet, properties: { ...packet.properties, messageExpiryInterval: interval } };
  }),
  change('strips-publish-user-properties-on-rpi-0', 'PUBLISH', (packet, { requestsProblems }) => {
    const { userProperty: _, ...properties } = packet.properties ?? {};
    return requestsProblems ? packet : { ...packet, properties };
  }),

  // what must not be forwarded
  change('forwards-client-subid', 'PUBLISH', (packet, { published }) => {
    const given = published?.properties?.subscriptionIdentifier;
    return given === undefined
      ? packet
      : { ...packet, properties: { ...packet.properties, subscriptionIdentifier: given } };
  }),
  change('forwards-publisher-alias', 'PUBLISH', (packet, { version, published }) => {
    const topicAlias = published?.properties?.topicAlias;
    return topicAlias === undefined || version !== 5
      ? packet
      : { ...packet, properties: { ...packet.properties, topicAlias } };
  }),
  alias('sends-alias-without-permission', (maximum) => (maximum === 0 ? 1 : undefined)),
  alias('server-alias-over-maximum', (maximum) => (maximum > 0 ? maximum + 1 : undefined)),
  change('server-alias-before-definition', 'PUBLISH', (packet, { topicAliasMaximum }) =>
    topicAliasMaximum === 0 ? packet : { ...packet, topic: '', properties: { ...packet.properties, topicAlias: 1 } },
  ),
];

type Properties = MqttProperties;

function drops<const Id extends string>(
  id: Id,
  key: keyof Properties,
  when: (value: unknown) => boolean = () => true,
): Distortion<Id> {
  return change(id, 'PUBLISH', (packet) => {
    const { [key]: value, ...properties } = packet.properties ?? {};
    return value === undefined || !when(value) ? packet : { ...packet, properties };
  });
}

function alters<const Id extends string>(id: Id, to: (properties: Properties) => Properties): Distortion<Id> {
  return change(id, 'PUBLISH', (packet) =>
    packet.properties === undefined
      ? packet
      : { ...packet, properties: { ...packet.properties, ...to(packet.properties) } },
  );
}

function alias<const Id extends string>(id: Id, choose: (maximum: number) => number | undefined): Distortion<Id> {
  return change(id, 'PUBLISH', (packet, { version, topicAliasMaximum }) => {
    const topicAlias = version === 5 ? choose(topicAliasMaximum) : undefined;
    return topicAlias === undefined ? packet : { ...packet, properties: { ...packet.properties, topicAlias } };
  });
}

const byName = ([left]: readonly [string, string], [right]: readonly [string, string]): number =>
  left < right ? -1 : Number(left > right);

const TWO_CONTENT_TYPES = Buffer.from('080300016103000161', 'hex');

/** Property Length in one octet more than it needs. */
function longer(properties: Buffer): Buffer {
  const length = properties[0] ?? 0;
  return length >= 0x80 ? properties : Buffer.concat([Buffer.from([length | 0x80, 0x00]), properties.subarray(1)]);
}

function insertBehindTopic(octets: Buffer, what: Buffer): Buffer {
  const body = octets.subarray(headerLength(octets));
  const end = 2 + body.readUInt16BE(0);
  return withFixedHeader(octets[0] ?? 0, Buffer.concat([body.subarray(0, end), what, body.subarray(end)]));
}

function replaceProperties(octets: Buffer, packet: Publish, to: (properties: Buffer) => Buffer): Buffer {
  const body = octets.subarray(headerLength(octets));
  const start = 2 + body.readUInt16BE(0) + (packet.qos > 0 ? 2 : 0);
  const properties = encodeProperties(packet.properties);
  const parts = [body.subarray(0, start), to(properties), body.subarray(start + properties.length)];
  return withFixedHeader(octets[0] ?? 0, Buffer.concat(parts));
}
