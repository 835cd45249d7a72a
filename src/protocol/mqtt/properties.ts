/** The properties of MQTT 5.0 as data: section 2.2.2.2. */
import type { MqttPacketType, MqttProperties } from './packet.js';
import type { MqttProblemCode } from './problems.js';

export type PropertyType = 'byte' | 'u16' | 'u32' | 'varint' | 'string' | 'binary' | 'pair';
/** Where properties stand: in a packet, or before the Will Topic of a CONNECT. */
export type PropertyPlace = MqttPacketType | 'WILL';

export interface PropertyRow {
  readonly id: number;
  /** The standard's name. */
  readonly name: string;
  readonly key: keyof MqttProperties;
  readonly type: PropertyType;
  readonly places: readonly PropertyPlace[];
  /** May appear more than once, in these places. */
  readonly repeats: readonly PropertyPlace[];
  /** Legal values, both ends included. */
  readonly range?: readonly [number, number];
  readonly rangeProblem: MqttProblemCode;
  readonly utf8Problem: MqttProblemCode;
}

interface Extra {
  readonly repeats?: string;
  readonly range?: readonly [number, number];
  readonly rangeProblem?: MqttProblemCode;
  readonly utf8Problem?: MqttProblemCode;
}

const places = (text: string): PropertyPlace[] => text.split(' ').filter(Boolean) as PropertyPlace[];

const property = (
  id: number,
  name: string,
  key: keyof MqttProperties,
  type: PropertyType,
  where: string,
  extra: Extra = {},
): PropertyRow => ({
  id,
  name,
  key,
  type,
  places: places(where),
  repeats: places(extra.repeats ?? ''),
  rangeProblem: extra.rangeProblem ?? 'MQTT_PROPERTY_VALUE',
  utf8Problem: extra.utf8Problem ?? 'MQTT_UTF8',
  ...(extra.range === undefined ? {} : { range: extra.range }),
});

const BIT = { range: [0, 1] } as const;
const NOT_0 = { range: [1, 0xffffffff] } as const;
const ACKNOWLEDGEMENTS = 'PUBACK PUBREC PUBREL PUBCOMP SUBACK UNSUBACK';
const EVERYWHERE = `CONNECT CONNACK PUBLISH WILL ${ACKNOWLEDGEMENTS} SUBSCRIBE UNSUBSCRIBE DISCONNECT AUTH`;

export const PROPERTIES: readonly PropertyRow[] = [
  property(0x01, 'Payload Format Indicator', 'payloadFormatIndicator', 'byte', 'PUBLISH WILL', BIT),
  property(0x02, 'Message Expiry Interval', 'messageExpiryInterval', 'u32', 'PUBLISH WILL'),
  property(0x03, 'Content Type', 'contentType', 'string', 'PUBLISH WILL', { utf8Problem: 'MQTT_CONTENT_TYPE_UTF8' }),
  property(0x08, 'Response Topic', 'responseTopic', 'string', 'PUBLISH WILL', {
    utf8Problem: 'MQTT_RESPONSE_TOPIC_UTF8',
  }),
  property(0x09, 'Correlation Data', 'correlationData', 'binary', 'PUBLISH WILL'),
  property(0x0b, 'Subscription Identifier', 'subscriptionIdentifier', 'varint', 'PUBLISH SUBSCRIBE', {
    repeats: 'PUBLISH',
    range: [1, 268_435_455],
  }),
  property(0x11, 'Session Expiry Interval', 'sessionExpiryInterval', 'u32', 'CONNECT CONNACK DISCONNECT'),
  property(0x12, 'Assigned Client Identifier', 'assignedClientIdentifier', 'string', 'CONNACK'),
  property(0x13, 'Server Keep Alive', 'serverKeepAlive', 'u16', 'CONNACK'),
  property(0x15, 'Authentication Method', 'authenticationMethod', 'string', 'CONNECT CONNACK AUTH'),
  property(0x16, 'Authentication Data', 'authenticationData', 'binary', 'CONNECT CONNACK AUTH'),
  property(0x17, 'Request Problem Information', 'requestProblemInformation', 'byte', 'CONNECT', BIT),
  property(0x18, 'Will Delay Interval', 'willDelayInterval', 'u32', 'WILL'),
  property(0x19, 'Request Response Information', 'requestResponseInformation', 'byte', 'CONNECT', BIT),
  property(0x1a, 'Response Information', 'responseInformation', 'string', 'CONNACK'),
  property(0x1c, 'Server Reference', 'serverReference', 'string', 'CONNACK DISCONNECT'),
  property(0x1f, 'Reason String', 'reasonString', 'string', `CONNACK ${ACKNOWLEDGEMENTS} DISCONNECT AUTH`),
  property(0x21, 'Receive Maximum', 'receiveMaximum', 'u16', 'CONNECT CONNACK', NOT_0),
  property(0x22, 'Topic Alias Maximum', 'topicAliasMaximum', 'u16', 'CONNECT CONNACK'),
  property(0x23, 'Topic Alias', 'topicAlias', 'u16', 'PUBLISH', { ...NOT_0, rangeProblem: 'MQTT_TOPIC_ALIAS_0' }),
  property(0x24, 'Maximum QoS', 'maximumQos', 'byte', 'CONNACK', { ...BIT, rangeProblem: 'MQTT_MAXIMUM_QOS_VALUE' }),
  property(0x25, 'Retain Available', 'retainAvailable', 'byte', 'CONNACK', BIT),
  property(0x26, 'User Property', 'userProperty', 'pair', EVERYWHERE, {
    repeats: EVERYWHERE,
    utf8Problem: 'MQTT_USER_PROPERTY_UTF8',
  }),
  property(0x27, 'Maximum Packet Size', 'maximumPacketSize', 'u32', 'CONNECT CONNACK', NOT_0),
  property(0x28, 'Wildcard Subscription Available', 'wildcardSubscriptionAvailable', 'byte', 'CONNACK', BIT),
  property(0x29, 'Subscription Identifiers Available', 'subscriptionIdentifiersAvailable', 'byte', 'CONNACK', BIT),
  property(0x2a, 'Shared Subscription Available', 'sharedSubscriptionAvailable', 'byte', 'CONNACK', BIT),
];

/** By identifier; a hole where there is no such property. */
export const PROPERTY_BY_ID: readonly (PropertyRow | undefined)[] = Array.from({ length: 0x2b }, (_, id) =>
  PROPERTIES.find((row) => row.id === id),
);

/** "Receive Maximum", "receive maximum" and "receiveMaximum" all name the same property. */
export function propertyByName(name: string): PropertyRow | undefined {
  const plain = name.replace(/[\s-]/g, '').toLowerCase();
  return PROPERTIES.find((row) => row.key.toLowerCase() === plain);
}
