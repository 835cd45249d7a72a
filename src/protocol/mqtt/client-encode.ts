import { Buffer } from 'node:buffer';
import * as mqttPacket from 'mqtt-packet';
import { encodePacket } from './encode.js';
import type { Acknowledgement, Connect, MqttPacket, MqttProperties, MqttVersion } from './packet.js';

/**
 * A client's well-formed packet, built by mqtt-packet: code that this project did not write, so that judge and broker
 * cannot share one misreading. What mqtt-packet cannot say (`mqttPacketCanSay`) is written by our own encoder.
 */
export function encodeClientPacket(packet: MqttPacket, version: MqttVersion): Buffer {
  if (!mqttPacketCanSay(packet, version)) return encodePacket(packet, version);
  try {
    return mqttPacket.generate(toMqttPacket(packet, version) as unknown as mqttPacket.Packet, {
      protocolVersion: version,
    });
  } catch {
    // mqtt-packet refuses to write some packets that break a rule; the caller may want to break it.
    return encodePacket(packet, version);
  }
}

/** Whether mqtt-packet can write exactly this: it knows no short acknowledgements, and forgets the order of User Properties. */
export function mqttPacketCanSay(packet: MqttPacket, version: MqttVersion): boolean {
  if (!CLIENT_PACKETS.has(packet.type)) return false;
  if (packet.type === 'CONNECT') return connectCanBeSaid(packet);
  if (packet.type === 'PUBLISH') {
    const identifiers = packet.properties?.subscriptionIdentifier?.length ?? 0;
    return packet.qos !== 3 && identifiers <= 1 && orderSurvives(packet.properties);
  }
  if (packet.type === 'SUBSCRIBE') {
    return (
      packet.subscriptions.every((one) => one.qos !== 3 && one.retainHandling !== 3) && orderSurvives(packet.properties)
    );
  }
  const properties = 'properties' in packet ? packet.properties : undefined;
  if (isReasoned(packet) && version === 5 && !packet.reasonCode && isEmpty(properties)) return false;
  return orderSurvives(properties);
}

type Loose = Readonly<Record<string, unknown>>;

const CLIENT_PACKETS: ReadonlySet<string> = new Set([
  'CONNECT',
  'PUBLISH',
  'PUBACK',
  'PUBREC',
  'PUBREL',
  'PUBCOMP',
  'SUBSCRIBE',
  'UNSUBSCRIBE',
  'PINGREQ',
  'DISCONNECT',
  'AUTH',
]);

const isReasoned = (packet: MqttPacket): packet is Acknowledgement | (MqttPacket & { type: 'DISCONNECT' }) =>
  /^(PUBACK|PUBREC|PUBREL|PUBCOMP|DISCONNECT)$/.test(packet.type);

const isEmpty = (properties: MqttProperties | undefined): boolean =>
  Object.values(properties ?? {}).every((value) => value === undefined);

function connectCanBeSaid(packet: Connect): boolean {
  const known = packet.protocolName === (packet.protocolVersion === 3 ? 'MQIsdp' : 'MQTT');
  const will = packet.will;
  return (
    known &&
    [3, 4, 5].includes(packet.protocolVersion) &&
    // An empty user name or password is left out by mqtt-packet.
    packet.userName !== '' &&
    packet.password?.length !== 0 &&
    (packet.password === undefined || packet.userName !== undefined) &&
    (will === undefined || (will.qos !== 3 && will.payload.length > 0 && orderSurvives(will.properties))) &&
    orderSurvives(packet.properties)
  );
}

/** mqtt-packet keeps User Properties in an object: each name once, in the order of first appearance, digits first. */
function orderSurvives(properties: MqttProperties | undefined): boolean {
  const pairs = properties?.userProperty ?? [];
  const flat = Object.entries(groupPairs(pairs)).flatMap(([name, values]) => values.map((value) => [name, value]));
  return (
    flat.length === pairs.length &&
    flat.every(([name, value], at) => pairs[at]?.[0] === name && pairs[at]?.[1] === value)
  );
}

function groupPairs(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const [name, value] of pairs) {
    if (name === '__proto__') continue;
    groups[name] = [...(Object.hasOwn(groups, name) ? (groups[name] ?? []) : []), value];
  }
  return groups;
}

function toMqttPacket(packet: MqttPacket, version: MqttVersion): Loose {
  const { type, properties, ...rest } = packet as unknown as Loose & { type: string; properties?: MqttProperties };
  const common = {
    cmd: type.toLowerCase(),
    ...(version === 5 && properties !== undefined ? { properties: toProperties(properties) } : {}),
  };
  const identifier = 'packetIdentifier' in rest ? { messageId: rest.packetIdentifier } : {};
  if (packet.type === 'CONNECT') return { ...common, ...connectFields(packet) };
  if (packet.type === 'PUBLISH') return { ...common, ...identifier, ...rest, payload: Buffer.from(packet.payload) };
  if (packet.type === 'SUBSCRIBE')
    return {
      ...common,
      ...identifier,
      subscriptions: packet.subscriptions.map((one) => ({
        topic: one.topicFilter,
        qos: one.qos,
        ...(version === 5
          ? { nl: one.noLocal ?? false, rap: one.retainAsPublished ?? false, rh: one.retainHandling ?? 0 }
          : {}),
      })),
    };
  if (packet.type === 'UNSUBSCRIBE') return { ...common, ...identifier, unsubscriptions: [...packet.topicFilters] };
  return { ...common, ...identifier, ...('reasonCode' in rest ? { reasonCode: rest.reasonCode } : {}) };
}

function connectFields(packet: Connect): Loose {
  const { will } = packet;
  return {
    protocolId: packet.protocolName,
    protocolVersion: packet.protocolVersion,
    clean: packet.cleanStart,
    keepalive: packet.keepAlive,
    clientId: packet.clientId,
    ...(packet.userName === undefined ? {} : { username: packet.userName }),
    ...(packet.password === undefined ? {} : { password: Buffer.from(packet.password) }),
    ...(will === undefined
      ? {}
      : {
          will: {
            topic: will.topic,
            payload: Buffer.from(will.payload),
            qos: will.qos,
            retain: will.retain,
            ...(will.properties === undefined ? {} : { properties: toProperties(will.properties) }),
          },
        }),
  };
}

const BOOLEANS: ReadonlySet<string> = new Set([
  'payloadFormatIndicator',
  'requestProblemInformation',
  'requestResponseInformation',
]);

function toProperties(properties: MqttProperties): Loose {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (key === 'userProperty') out.userProperties = groupPairs(value as readonly (readonly [string, string])[]);
    else if (BOOLEANS.has(key)) out[key] = value === 1;
    else if (value instanceof Uint8Array) out[key] = Buffer.from(value);
    else out[key] = key === 'subscriptionIdentifier' ? (value as number[])[0] : value;
  }
  return out;
}
