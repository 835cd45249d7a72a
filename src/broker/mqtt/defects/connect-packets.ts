import { Buffer } from 'node:buffer';
import type { Received } from '../refusals.js';
import { type MqttRow, row } from './row.js';
import { tolerating } from './tolerance.js';

/** CONNECT packets that are malformed, and are taken. */
export const CONNECT_PACKET_DEFECTS: readonly MqttRow[] = [
  row('accepts-wrong-protocol-name', ['mqtt3/MQTT-3.1.2-1', 'mqtt5/MQTT-3.1.2-1'], 'serves any protocol name as MQTT', {
    refusalOf: tolerating({ problems: ['MQTT_PROTOCOL_NAME'] }),
  }),
  row(
    'protocol-name-case-insensitive',
    ['mqtt3/MQTT-3.1.2-1', 'mqtt5/MQTT-3.1.2-1'],
    'takes the protocol name in any case of letters',
    {
      refusalOf: tolerating({
        problems: ['MQTT_PROTOCOL_NAME'],
        when: (_, received) => nameOf(received).toUpperCase() === 'MQTT',
      }),
    },
  ),
  row(
    'accepts-connect-flag-bit0',
    ['mqtt3/MQTT-3.1.2-3', 'mqtt5/MQTT-3.1.2-3'],
    'takes a CONNECT whose reserved flag is set',
    { refusalOf: tolerating({ problems: ['MQTT_CONNECT_FLAG_RESERVED'] }) },
  ),
  row(
    'accepts-will-qos-without-will',
    ['mqtt3/MQTT-3.1.2-11', 'mqtt3/MQTT-3.1.2-13', 'mqtt5/MQTT-3.1.2-11'],
    'ignores Will QoS without a Will',
    { refusalOf: tolerating({ problems: ['MQTT_WILL_QOS_WITHOUT_WILL'] }) },
  ),
  row(
    'accepts-will-retain-without-will',
    ['mqtt3/MQTT-3.1.2-11', 'mqtt3/MQTT-3.1.2-15', 'mqtt5/MQTT-3.1.2-13'],
    'ignores Will Retain without a Will',
    { refusalOf: tolerating({ problems: ['MQTT_WILL_RETAIN_WITHOUT_WILL'] }) },
  ),
  row('accepts-will-qos-3', ['mqtt3/MQTT-3.1.2-14', 'mqtt5/MQTT-3.1.2-12'], 'takes Will QoS 3 as 2', {
    refusalOf: tolerating({ problems: ['MQTT_WILL_QOS_3'] }),
  }),
  row(
    'accepts-wildcard-will-topic',
    ['mqtt3/MQTT-4.7.1-1', 'mqtt5/MQTT-3.1.3-11', 'mqtt5/MQTT-4.7.0-1'],
    'takes a Will Topic with a wildcard',
    { refusalOf: tolerating({ problems: ['MQTT_WILL_TOPIC_WILDCARD'] }) },
  ),
  row('accepts-password-without-username', 'mqtt3/MQTT-3.1.2-22', 'takes a CONNECT with a password and no user name', {
    refusalOf: tolerating({ problems: ['MQTT_PASSWORD_WITHOUT_USER_NAME'] }),
  }),
  row(
    'accepts-connect-without-clientid-field',
    ['mqtt3/MQTT-3.1.3-3', 'mqtt5/MQTT-3.1.3-3'],
    'takes a CONNECT that ends before the Client Identifier',
    { refusalOf: tolerating({ problems: ['MQTT_CLIENT_ID_MISSING'] }) },
  ),
  row(
    'accepts-connect-missing-will-fields',
    ['mqtt3/MQTT-3.1.2-9', 'mqtt5/MQTT-3.1.2-9'],
    'takes a CONNECT with the Will Flag and no Will, and serves it without one',
    { refusalOf: tolerating({ problems: ['MQTT_WILL_MISSING'] }) },
  ),
  row(
    'accepts-missing-username',
    ['mqtt3/MQTT-3.1.2-19', 'mqtt5/MQTT-3.1.2-17'],
    'takes a CONNECT with the User Name Flag and no user name',
    { refusalOf: tolerating({ problems: ['MQTT_USER_NAME_MISSING'], when: ({ span }) => span.length === 0 }) },
  ),
  row(
    'reads-past-remaining-length',
    ['mqtt3/MQTT-3.1.2-19', 'mqtt5/MQTT-3.1.2-17'],
    'takes a user name that is longer than the packet',
    { refusalOf: tolerating({ problems: ['MQTT_USER_NAME_MISSING'], when: ({ span }) => span.length > 0 }) },
  ),
  row(
    'accepts-missing-password',
    ['mqtt3/MQTT-3.1.2-21', 'mqtt5/MQTT-3.1.2-19'],
    'takes a CONNECT with the Password Flag and no password',
    { refusalOf: tolerating({ problems: ['MQTT_PASSWORD_MISSING'] }) },
  ),
  row(
    'accepts-undeclared-password',
    ['mqtt3/MQTT-3.1.2-20', 'mqtt5/MQTT-3.1.2-18'],
    'ignores a password that no flag announced',
    { refusalOf: tolerating({ problems: ['MQTT_PASSWORD_UNDECLARED'] }) },
  ),
  row(
    'ignores-trailing-bytes-in-connect',
    ['mqtt3/MQTT-3.1.2-11', 'mqtt3/MQTT-3.1.2-18', 'mqtt5/MQTT-3.1.2-16'],
    'ignores fields of CONNECT that no flag announced',
    { refusalOf: tolerating({ problems: ['MQTT_TRAILING_BYTES', 'MQTT_USER_NAME_UNDECLARED'], in: ['CONNECT'] }) },
  ),
  row(
    'accepts-trailing-bytes',
    ['mqtt3/MQTT-3.1.4-1', 'mqtt5/MQTT-3.1.4-1'],
    "ignores octets behind the end of CONNECT's fields",
    { refusalOf: tolerating({ problems: ['MQTT_TRAILING_BYTES'], in: ['CONNECT'] }) },
  ),
  row(
    'accepts-malformed-connect',
    ['mqtt3/MQTT-3.1.4-1', 'mqtt5/MQTT-3.1.4-1'],
    'takes a CONNECT that ends inside one of its fields',
    { refusalOf: tolerating({ problems: ['MQTT_TRUNCATED'], in: ['CONNECT'] }) },
  ),
  row(
    'accepts-auth-data-without-method',
    'mqtt5/MQTT-3.1.4-1',
    'takes a CONNECT with Authentication Data and no method',
    { refusalOf: tolerating({ problems: ['MQTT_AUTHENTICATION_DATA_ALONE'] }) },
  ),
  row('accepts-receive-maximum-0', 'mqtt5/MQTT-3.1.4-1', 'takes a CONNECT whose Receive Maximum is 0', {
    refusalOf: tolerating({ problems: ['MQTT_PROPERTY_VALUE'], field: 'Receive Maximum' }),
  }),
  row('accepts-max-packet-size-0', 'mqtt5/MQTT-3.1.4-1', 'takes a CONNECT whose Maximum Packet Size is 0', {
    refusalOf: tolerating({ problems: ['MQTT_PROPERTY_VALUE'], field: 'Maximum Packet Size' }),
  }),
  row(
    'accepts-request-information-2',
    'mqtt5/MQTT-3.1.4-1',
    'takes other values than 0 and 1 for the requests for information in CONNECT',
    {
      refusalOf: tolerating(
        { problems: ['MQTT_PROPERTY_VALUE'], field: 'Request Problem Information' },
        { problems: ['MQTT_PROPERTY_VALUE'], field: 'Request Response Information' },
      ),
    },
  ),
  row('accepts-unknown-property-in-connect', 'mqtt5/MQTT-3.1.4-1', 'ignores properties of CONNECT that do not exist', {
    refusalOf: tolerating({ problems: ['MQTT_PROPERTY_UNKNOWN'], in: ['CONNECT'] }),
  }),
  row(
    'accepts-foreign-property-in-will',
    'mqtt5/MQTT-3.1.4-1',
    'takes properties in the Will Properties that do not belong there',
    { refusalOf: tolerating({ problems: ['MQTT_PROPERTY_NOT_ALLOWED'], field: 'Will Properties' }) },
  ),
  row(
    'accepts-property-of-other-packet-in-connect',
    'mqtt5/MQTT-3.1.4-1',
    'takes properties in CONNECT that belong in other packets',
    {
      refusalOf: tolerating({
        problems: ['MQTT_PROPERTY_NOT_ALLOWED'],
        in: ['CONNECT'],
        when: ({ field }) => field !== 'Will Properties',
      }),
    },
  ),
];

/** The Protocol Name begins behind the fixed header, which is two octets in any CONNECT that is asked about. */
const nameOf = ({ bytes }: Received): string => Buffer.from(bytes.subarray(4, 8)).toString('latin1');
