import { asPublished, distorted, distortedAsPublished, distorting } from './distorted.js';
import { type MqttRow, row } from './row.js';
import { tolerating } from './tolerance.js';

/** Wrong PUBLISH packets. Those that work on octets come first, and so see the packet as it is in the end. */
export const PUBLISH_PACKET_DEFECTS: readonly MqttRow[] = [
  distorted(
    'sends-pid-in-qos0-publish',
    ['mqtt3/MQTT-2.3.1-5', 'mqtt5/MQTT-2.2.1-2'],
    'sends a Packet Identifier in QoS 0 messages',
  ),
  distorted(
    'omits-property-length-in-publish',
    'mqtt5/MQTT-2.2.2-1',
    'leaves out the Property Length of a PUBLISH without properties',
  ),
  distorted('emits-non-minimal-varint', 'mqtt5/MQTT-1.5.5-1', 'writes Property Length in one octet too many'),
  distorted('sends-duplicate-property', 'mqtt5/MQTT-4.13.1-1', 'sends Content Type twice'),
  distorted('qos0-with-dup', ['mqtt3/MQTT-4.3.1-1', 'mqtt5/MQTT-4.3.1-1'], 'sets DUP in QoS 0 messages'),
  distorted(
    'first-delivery-with-dup',
    ['mqtt3/MQTT-4.3.2-1', 'mqtt5/MQTT-4.3.2-2', 'mqtt5/MQTT-4.3.3-2'],
    'sets DUP in the first sending of a message',
  ),
  distorted(
    'queued-message-with-dup',
    ['mqtt3/MQTT-3.1.2-5', 'mqtt5/MQTT-3.3.1-1', 'mqtt5/MQTT-4.3.2-2'],
    'sets DUP in the first sending of queued messages',
  ),
  distorted('redelivers-without-dup', ['mqtt3/MQTT-3.3.1-1', 'mqtt5/MQTT-3.3.1-1'], 'repeats messages without DUP'),
  distortedAsPublished(
    'propagates-dup',
    ['mqtt3/MQTT-3.3.1-3', 'mqtt5/MQTT-3.3.1-3'],
    "hands the publisher's DUP on to subscribers",
  ),
  row(
    'forwards-dup-on-qos0',
    ['mqtt3/MQTT-3.3.1-2', 'mqtt5/MQTT-3.3.1-2'],
    "takes DUP with QoS 0 and hands the publisher's DUP on in QoS 0 messages",
    () => ({ refusalOf: tolerating({ problems: ['MQTT_DUP_WITH_QOS_0'] }), ...asPublished('forwards-dup-on-qos0') }),
  ),
  distorted(
    'strips-bom-from-topic',
    ['mqtt3/MQTT-1.5.3-3', 'mqtt5/MQTT-1.5.4-3'],
    'forwards Topic Names without U+FEFF',
  ),
  distorted(
    'truncates-long-topic',
    ['mqtt3/MQTT-4.7.3-3', 'mqtt5/MQTT-4.7.3-3'],
    'cuts Topic Names after 1,024 characters',
  ),
  distorted('topic-filter-sent-as-topic', 'mqtt5/MQTT-3.3.2-3', 'sends the Topic Filter in place of the Topic Name'),
  distorted('drops-content-type', 'mqtt5/MQTT-3.3.2-20', 'forwards messages without their Content Type'),
  distorted('drops-correlation-data', 'mqtt5/MQTT-3.3.2-16', 'forwards messages without their Correlation Data'),
  distorted(
    'drops-payload-format-indicator',
    'mqtt5/MQTT-3.3.2-4',
    'forwards messages without their Payload Format Indicator',
  ),
  distorted('drops-response-topic', 'mqtt5/MQTT-3.3.2-15', 'forwards messages without their Response Topic'),
  distorted('drops-user-properties', 'mqtt5/MQTT-3.3.2-17', 'forwards messages without their User Properties'),
  distorted(
    'expiry-dropped-on-forward',
    'mqtt5/MQTT-3.3.2-6',
    'forwards messages without their Message Expiry Interval',
  ),
  row(
    'accepts-wildcard-response-topic',
    'mqtt5/MQTT-3.3.2-14',
    'takes a Response Topic with a wildcard and leaves it out',
    {
      refusalOf: tolerating({ problems: ['MQTT_RESPONSE_TOPIC_WILDCARD'] }),
      octetsOf: distorting('accepts-wildcard-response-topic'),
    },
  ),
  distorted('rewrites-response-topic', 'mqtt5/MQTT-3.3.2-15', 'forwards the Response Topic in lower case'),
  distorted(
    'dedupes-user-properties',
    'mqtt5/MQTT-3.3.2-17',
    'forwards of User Properties with one name only the first',
  ),
  distorted('sorts-user-properties', 'mqtt5/MQTT-3.3.2-18', 'forwards User Properties in alphabetical order'),
  distorted(
    'truncates-correlation-data-at-nul',
    'mqtt5/MQTT-3.3.2-16',
    'forwards Correlation Data up to its first 0x00',
  ),
  distorted('subid-over-127-broken', 'mqtt5/MQTT-3.3.4-3', 'sends Subscription Identifiers modulo 128'),
  distortedAsPublished(
    'expiry-not-decremented',
    'mqtt5/MQTT-3.3.2-6',
    'forwards the Message Expiry Interval as it was received',
  ),
  distorted(
    'strips-publish-user-properties-on-rpi-0',
    'mqtt5/MQTT-3.1.2-29',
    'forwards no User Properties to clients that asked for no reasons',
  ),
  row('forwards-client-subid', 'mqtt5/MQTT-3.3.4-6', 'forwards the Subscription Identifier of a publisher', () => ({
    refusalOf: tolerating({ problems: ['MQTT_SUBSCRIPTION_ID_FROM_CLIENT'] }),
    ...asPublished('forwards-client-subid'),
  })),
  distortedAsPublished('forwards-publisher-alias', 'mqtt5/MQTT-3.3.2-12', "forwards the publisher's Topic Alias"),
  distorted('sends-alias-without-permission', 'mqtt5/MQTT-3.1.2-27', 'sends Topic Aliases to clients that allow none'),
  distorted(
    'server-alias-over-maximum',
    ['mqtt5/MQTT-3.1.2-26', 'mqtt5/MQTT-3.3.2-11'],
    "sends a Topic Alias above the client's maximum",
  ),
  distorted('server-alias-before-definition', 'mqtt5/MQTT-3.1.2-26', 'uses a Topic Alias before it defined it'),
];
