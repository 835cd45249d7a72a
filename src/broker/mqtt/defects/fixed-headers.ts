import { type MqttRow, row } from './row.js';
import { tolerating } from './tolerance.js';

/** Packet types, flags and lengths. */
export const FIXED_HEADER_DEFECTS: readonly MqttRow[] = [
  row('accepts-packet-type-0', ['mqtt3/MQTT-2.2.2-2', 'mqtt5/MQTT-2.1.3-1'], 'ignores packets of the reserved type 0', {
    refusalOf: tolerating({ problems: ['MQTT_TYPE_RESERVED'], in: ['RESERVED0'] }),
  }),
  row('accepts-packet-type-15', 'mqtt3/MQTT-2.2.2-2', 'ignores packets of the reserved type 15', {
    refusalOf: tolerating({ problems: ['MQTT_TYPE_RESERVED'], in: ['RESERVED15'] }),
  }),
  row(
    'accepts-server-packet-from-client',
    ['mqtt3/MQTT-4.8.0-1', 'mqtt5/MQTT-2.1.3-1'],
    'ignores packets that only a server may send',
    { refusalOf: tolerating({ problems: ['MQTT_WRONG_DIRECTION'] }) },
  ),
  row(
    'accepts-connect-reserved-flags',
    ['mqtt3/MQTT-2.2.2-2', 'mqtt5/MQTT-2.1.3-1'],
    'takes a CONNECT whose fixed-header flags are set',
    { refusalOf: tolerating({ problems: ['MQTT_FLAGS_RESERVED'], in: ['CONNECT'] }) },
  ),
  row(
    'accepts-reserved-flags-pingreq',
    ['mqtt3/MQTT-2.2.2-2', 'mqtt5/MQTT-2.1.3-1'],
    'answers a PINGREQ whose reserved flags are set',
    { refusalOf: tolerating({ problems: ['MQTT_FLAGS_RESERVED'], in: ['PINGREQ'] }) },
  ),
  row(
    'accepts-reserved-flags-puback',
    ['mqtt3/MQTT-2.2.2-2', 'mqtt5/MQTT-2.1.3-1'],
    'takes a PUBACK whose reserved flags are set',
    { refusalOf: tolerating({ problems: ['MQTT_FLAGS_RESERVED'], in: ['PUBACK'] }) },
  ),
  row(
    'accepts-reserved-flags-pubrec',
    ['mqtt3/MQTT-2.2.2-2', 'mqtt5/MQTT-2.1.3-1'],
    'takes a PUBREC whose reserved flags are set',
    { refusalOf: tolerating({ problems: ['MQTT_FLAGS_RESERVED'], in: ['PUBREC'] }) },
  ),
  row(
    'accepts-reserved-flags-pubcomp',
    ['mqtt3/MQTT-2.2.2-2', 'mqtt5/MQTT-2.1.3-1'],
    'takes a PUBCOMP whose reserved flags are set',
    { refusalOf: tolerating({ problems: ['MQTT_FLAGS_RESERVED'], in: ['PUBCOMP'] }) },
  ),
  row('accepts-pubrel-flags-0', ['mqtt3/MQTT-3.6.1-1', 'mqtt5/MQTT-3.6.1-1'], 'takes a PUBREL with any flags', {
    refusalOf: tolerating({ problems: ['MQTT_PUBREL_FLAGS'] }),
  }),
  row(
    'accepts-subscribe-reserved-flags',
    ['mqtt3/MQTT-3.8.1-1', 'mqtt5/MQTT-3.8.1-1'],
    'takes a SUBSCRIBE with any flags',
    { refusalOf: tolerating({ problems: ['MQTT_SUBSCRIBE_FLAGS'] }) },
  ),
  row(
    'accepts-unsubscribe-reserved-flags',
    ['mqtt3/MQTT-3.10.1-1', 'mqtt5/MQTT-3.10.1-1'],
    'takes an UNSUBSCRIBE with any flags',
    { refusalOf: tolerating({ problems: ['MQTT_UNSUBSCRIBE_FLAGS'] }) },
  ),
  row(
    'accepts-disconnect-reserved-flags',
    ['mqtt3/MQTT-3.14.1-1', 'mqtt5/MQTT-3.14.1-1'],
    'takes a DISCONNECT whose reserved flags are set as a clean end',
    { refusalOf: tolerating({ problems: ['MQTT_DISCONNECT_FLAGS'] }) },
  ),
  row('pingreq-with-body-accepted', 'mqtt5/MQTT-3.12.4-1', 'answers a PINGREQ that has a body', {
    refusalOf: tolerating({ problems: ['MQTT_TRAILING_BYTES'], in: ['PINGREQ'] }),
  }),
  row(
    'accepts-truncated-puback',
    ['mqtt3/MQTT-4.8.0-1', 'mqtt5/MQTT-4.13.1-1'],
    'ignores packets too short for their identifier',
    { refusalOf: tolerating({ problems: ['MQTT_TRUNCATED'], in: ['PUBACK', 'PUBREC', 'PUBREL', 'PUBCOMP'] }) },
  ),
];
