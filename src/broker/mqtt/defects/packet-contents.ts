import { decodePacket } from '../../../protocol/mqtt/decode.js';
import { hasWildcard } from '../../../protocol/mqtt/topic.js';
import type { MqttConduct } from '../conduct.js';
import { type MqttRow, row } from './row.js';
import { tolerating } from './tolerance.js';

/** Other packets whose contents are malformed, and that are taken. */
export const PACKET_CONTENT_DEFECTS: readonly MqttRow[] = [
  // properties
  row('accepts-property-of-other-packet', 'mqtt5/MQTT-4.13.1-1', 'takes properties that belong in other packets', {
    refusalOf: tolerating({ problems: ['MQTT_PROPERTY_NOT_ALLOWED'], when: (_, { type }) => type !== 'CONNECT' }),
  }),
  row(
    'accepts-duplicate-property',
    ['mqtt5/MQTT-3.1.4-1', 'mqtt5/MQTT-4.13.1-1'],
    'takes a property that appears twice where it may once',
    { refusalOf: tolerating({ problems: ['MQTT_PROPERTY_DUPLICATE'] }) },
  ),
  row(
    'accepts-property-length-past-end',
    'mqtt5/MQTT-4.13.1-1',
    'takes a Property Length that reaches past the packet',
    { refusalOf: tolerating({ problems: ['MQTT_PROPERTIES_PAST_END'] }) },
  ),
  row('accepts-alias-0', 'mqtt5/MQTT-3.3.2-8', 'takes a PUBLISH whose Topic Alias is 0', {
    refusalOf: tolerating({ problems: ['MQTT_TOPIC_ALIAS_0'] }),
  }),
  row(
    'accepts-subid-from-client',
    'mqtt5/MQTT-3.3.4-6',
    'takes a PUBLISH with a Subscription Identifier from a client',
    { refusalOf: tolerating({ problems: ['MQTT_SUBSCRIPTION_ID_FROM_CLIENT'] }) },
  ),
  row('accepts-subscription-identifier-0', 'mqtt5/MQTT-4.13.1-1', 'takes a Subscription Identifier of 0', {
    refusalOf: tolerating({ problems: ['MQTT_PROPERTY_VALUE'], field: 'Subscription Identifier' }),
  }),

  // PUBLISH
  row('accepts-qos-3', ['mqtt3/MQTT-3.3.1-4', 'mqtt5/MQTT-3.3.1-4'], 'takes a PUBLISH with QoS 3 as one with QoS 2', {
    refusalOf: tolerating({ problems: ['MQTT_QOS_3'] }),
  }),
  row(
    'accepts-publish-pid-0',
    ['mqtt3/MQTT-2.3.1-1', 'mqtt5/MQTT-2.2.1-3'],
    'takes a PUBLISH with Packet Identifier 0',
    {
      refusalOf: tolerating({ problems: ['MQTT_PACKET_ID_ZERO', 'MQTT_PUBLISH_PACKET_ID_MISSING'], in: ['PUBLISH'] }),
      handlePublish: overlookingUnnumbered,
    },
  ),
  row(
    'accepts-empty-topic',
    ['mqtt3/MQTT-4.7.3-1', 'mqtt5/MQTT-4.7.3-1'],
    'takes a PUBLISH whose Topic Name is empty',
    { refusalOf: tolerating({ problems: ['MQTT_TOPIC_EMPTY'] }) },
  ),
  row(
    'reads-topic-past-end',
    ['mqtt3/MQTT-3.3.2-1', 'mqtt5/MQTT-3.3.2-1'],
    'ignores a Topic Name that is longer than the packet',
    { refusalOf: tolerating({ problems: ['MQTT_TOPIC_MISSING'] }), handlePublish: overlookingUnnumbered },
  ),
  row(
    'accepts-wildcard-topic-name',
    ['mqtt3/MQTT-3.3.2-2', 'mqtt3/MQTT-4.7.1-1', 'mqtt5/MQTT-3.3.2-2', 'mqtt5/MQTT-4.7.0-1'],
    'acknowledges a PUBLISH to a Topic Name with a wildcard',
    {
      refusalOf: tolerating({ problems: ['MQTT_TOPIC_WILDCARD'] }),
      handlePublish: (strict) => (connection, packet) => {
        const { qos, packetIdentifier } = packet;
        if (!hasWildcard(packet.topic)) strict(connection, packet);
        else if (packetIdentifier !== undefined) {
          connection.send({ type: qos === 1 ? 'PUBACK' : 'PUBREC', packetIdentifier, reasonCode: 0 });
        }
      },
    },
  ),
  row(
    'delivers-wildcard-topic',
    ['mqtt3/MQTT-3.3.2-2', 'mqtt5/MQTT-3.3.2-2'],
    'delivers a PUBLISH to a Topic Name with a wildcard before it closes',
    {
      refusalOf: tolerating({ problems: ['MQTT_TOPIC_WILDCARD'] }),
      handlePublish: (strict) => (connection, packet) => {
        strict(connection, packet);
        if (hasWildcard(packet.topic)) connection.fail(0x90);
      },
    },
  ),

  // SUBSCRIBE and UNSUBSCRIBE
  row(
    'accepts-subscribe-pid-0',
    ['mqtt3/MQTT-2.3.1-1', 'mqtt5/MQTT-2.2.1-3'],
    'takes a SUBSCRIBE with Packet Identifier 0',
    { refusalOf: tolerating({ problems: ['MQTT_PACKET_ID_ZERO'], in: ['SUBSCRIBE'] }) },
  ),
  row(
    'accepts-unsubscribe-pid-0',
    ['mqtt3/MQTT-2.3.1-1', 'mqtt5/MQTT-2.2.1-3'],
    'takes an UNSUBSCRIBE with Packet Identifier 0',
    { refusalOf: tolerating({ problems: ['MQTT_PACKET_ID_ZERO'], in: ['UNSUBSCRIBE'] }) },
  ),
  row(
    'accepts-empty-subscribe',
    ['mqtt3/MQTT-3.8.3-3', 'mqtt5/MQTT-3.8.3-2'],
    'answers a SUBSCRIBE without any Topic Filter',
    { refusalOf: tolerating({ problems: ['MQTT_SUBSCRIBE_EMPTY'] }) },
  ),
  row(
    'accepts-empty-unsubscribe',
    ['mqtt3/MQTT-3.10.3-2', 'mqtt5/MQTT-3.10.3-2'],
    'answers an UNSUBSCRIBE without any Topic Filter',
    { refusalOf: tolerating({ problems: ['MQTT_UNSUBSCRIBE_EMPTY'] }) },
  ),
  row(
    'accepts-subscribe-trailing-byte',
    ['mqtt3/MQTT-4.8.0-1', 'mqtt5/MQTT-4.13.1-1'],
    'ignores a stray octet at the end of SUBSCRIBE',
    { refusalOf: tolerating({ problems: ['MQTT_TRAILING_BYTES'], in: ['SUBSCRIBE'] }) },
  ),
  row(
    'accepts-subscribe-without-options',
    'mqtt5/MQTT-3.8.3-1',
    'takes a Topic Filter without Subscription Options for QoS 0',
    { refusalOf: tolerating({ problems: ['MQTT_OPTIONS_MISSING'], when: (_, { decoded }) => decoded.version === 5 }) },
  ),
  row('accepts-subscribe-without-qos', 'mqtt3/MQTT-3.8.3-1', 'takes a Topic Filter without a requested QoS for QoS 0', {
    refusalOf: tolerating({ problems: ['MQTT_OPTIONS_MISSING'], when: (_, { decoded }) => decoded.version !== 5 }),
  }),
  row('accepts-subscribe-qos-3', ['mqtt3/MQTT-3.8.3-4', 'mqtt5/MQTT-3.8.3-5'], 'takes a requested QoS of 3 as 2', {
    refusalOf: tolerating({ problems: ['MQTT_OPTIONS_QOS_3'] }),
  }),
  row(
    'accepts-subscribe-option-reserved-bits',
    'mqtt5/MQTT-3.8.3-5',
    'takes Subscription Options whose reserved bits are set',
    { refusalOf: tolerating({ problems: ['MQTT_OPTIONS_RESERVED'], when: (_, { decoded }) => decoded.version === 5 }) },
  ),
  row('accepts-subscribe-reserved-bits', 'mqtt3/MQTT-3.8.3-4', 'takes a requested QoS whose reserved bits are set', {
    refusalOf: tolerating({ problems: ['MQTT_OPTIONS_RESERVED'], when: (_, { decoded }) => decoded.version !== 5 }),
  }),
  row('accepts-v5-options-on-v4', 'mqtt3/MQTT-3.8.3-4', 'takes the Subscription Options of 5.0 in 3.1.1', {
    refusalOf: tolerating({
      problems: ['MQTT_OPTIONS_RESERVED'],
      when: ({ span }, { bytes, decoded }) => decoded.version !== 5 && ((bytes[span.offset] ?? 0) & 0xc0) === 0,
    }),
  }),
  row('accepts-retain-handling-3', 'mqtt5/MQTT-3.8.3-5', 'takes Retain Handling 3 as 0', {
    refusalOf: tolerating({ problems: ['MQTT_OPTIONS_RETAIN_HANDLING_3'] }),
  }),
  row('accepts-no-local-on-shared', 'mqtt5/MQTT-3.8.3-4', 'grants No Local on a shared subscription', {
    refusalOf: tolerating({ problems: ['MQTT_SHARE_NO_LOCAL'] }),
  }),
  row('accepts-v4-layout-on-v5', 'mqtt5/MQTT-2.2.2-1', 'reads a SUBSCRIBE of 5.0 that is written as in 3.1.1', {
    decode: (strict) => (connection, bytes) => {
      const decoded = strict(connection, bytes);
      const isOlder = decoded.problems.some(({ code }) => code === 'MQTT_PROPERTIES_LEFT_OUT');
      return isOlder ? decodePacket(bytes, { version: 4, from: 'client' }) : decoded;
    },
  }),
];

/** A PUBLISH that ends before its Packet Identifier is ignored. */
function overlookingUnnumbered(strict: MqttConduct['handlePublish']): MqttConduct['handlePublish'] {
  return (connection, packet) => {
    if (packet.qos === 0 || packet.packetIdentifier !== undefined) strict(connection, packet);
  };
}
