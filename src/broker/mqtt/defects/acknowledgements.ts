import { distorted } from './distorted.js';
import type { MqttRow } from './row.js';

/** Wrong acknowledgements: too few, too many, with wrong identifiers, codes and layouts. */
export const ACKNOWLEDGEMENT_DEFECTS: readonly MqttRow[] = [
  distorted(
    'no-puback',
    ['mqtt3/MQTT-3.3.4-1', 'mqtt3/MQTT-4.3.2-2', 'mqtt5/MQTT-3.3.4-1', 'mqtt5/MQTT-4.3.2-4'],
    'does not answer QoS 1 messages',
  ),
  distorted('no-pubrec', 'mqtt5/MQTT-4.3.3-8', 'does not answer QoS 2 messages'),
  distorted('no-pubrel', ['mqtt3/MQTT-4.3.3-1', 'mqtt5/MQTT-4.3.3-4'], 'does not answer PUBREC'),
  distorted('no-pubcomp', ['mqtt3/MQTT-4.3.3-2', 'mqtt5/MQTT-4.3.3-11'], 'does not answer PUBREL'),
  distorted('no-suback', ['mqtt3/MQTT-3.8.4-1', 'mqtt5/MQTT-3.8.4-1'], 'does not answer SUBSCRIBE'),
  distorted('no-unsuback', ['mqtt3/MQTT-3.10.4-4', 'mqtt5/MQTT-3.10.4-4'], 'does not answer UNSUBSCRIBE'),
  distorted(
    'no-pubcomp-for-unknown-pid',
    ['mqtt3/MQTT-4.3.3-2', 'mqtt5/MQTT-3.7.2-1'],
    'does not answer a PUBREL whose identifier it does not know',
  ),
  distorted(
    'no-unsuback-when-unknown',
    ['mqtt3/MQTT-3.10.4-5', 'mqtt5/MQTT-3.10.4-5'],
    'does not answer an UNSUBSCRIBE that deletes nothing',
  ),
  distorted(
    'puback-wrong-pid',
    ['mqtt3/MQTT-2.3.1-6', 'mqtt5/MQTT-2.2.1-5'],
    'acknowledges with the identifier that follows',
  ),
  distorted('pubrel-wrong-pid', 'mqtt3/MQTT-2.3.1-6', 'sends PUBREL with the identifier that follows'),
  distorted(
    'pubcomp-wrong-pid',
    ['mqtt5/MQTT-2.2.1-5', 'mqtt5/MQTT-4.3.3-11'],
    'sends PUBCOMP with the identifier that follows',
  ),
  distorted(
    'suback-wrong-pid',
    ['mqtt3/MQTT-2.3.1-7', 'mqtt3/MQTT-3.8.4-2', 'mqtt5/MQTT-2.2.1-6', 'mqtt5/MQTT-3.8.4-2'],
    'answers SUBSCRIBE with the identifier that follows',
  ),
  distorted(
    'unsuback-wrong-pid',
    ['mqtt3/MQTT-2.3.1-7', 'mqtt3/MQTT-3.10.4-4', 'mqtt5/MQTT-2.2.1-6', 'mqtt5/MQTT-3.10.4-5'],
    'answers UNSUBSCRIBE with the identifier that follows',
  ),
  distorted(
    'byte-swapped-pid',
    ['mqtt3/MQTT-2.3.1-6', 'mqtt5/MQTT-2.2.1-5'],
    'swaps the octets of the identifier in its acknowledgements',
  ),
  distorted(
    'sends-pubrel-flags-0',
    ['mqtt3/MQTT-2.2.2-1', 'mqtt3/MQTT-3.6.1-1', 'mqtt5/MQTT-2.1.3-1', 'mqtt5/MQTT-3.6.1-1'],
    'sends PUBREL with flags 0000',
  ),
  distorted('sends-reserved-flags', 'mqtt3/MQTT-2.2.2-1', 'sends acknowledgements with a reserved flag set'),
  distorted(
    'v5-layout-on-v4',
    ['mqtt3/MQTT-3.3.4-1', 'mqtt3/MQTT-3.10.4-4'],
    'sends Reason Codes of 5.0 in the acknowledgements of 3.1.1',
  ),
  distorted('omits-property-length-in-suback', 'mqtt5/MQTT-2.2.2-1', 'leaves out the Property Length of SUBACK'),
  distorted('sends-property-in-wrong-packet', 'mqtt5/MQTT-4.13.1-1', 'sends Receive Maximum in SUBACK'),
  distorted(
    'sends-reason-string-despite-rpi-0',
    'mqtt5/MQTT-3.1.2-29',
    'sends Reason Strings to clients that asked for none',
  ),
  distorted('puback-invalid-reason-code', 'mqtt5/MQTT-3.4.2-1', 'sends PUBACK with a Reason Code of other packets'),
  distorted('pubrec-invalid-reason-code', 'mqtt5/MQTT-3.5.2-1', 'sends PUBREC with a Reason Code of other packets'),
  distorted('pubrel-invalid-reason-code', 'mqtt5/MQTT-3.6.2-1', 'sends PUBREL with a Reason Code of other packets'),
  distorted('pubcomp-invalid-reason-code', 'mqtt5/MQTT-3.7.2-1', 'sends PUBCOMP with a Reason Code of other packets'),
  distorted('suback-invalid-reason-code', 'mqtt5/MQTT-3.9.3-2', 'sends SUBACK with a Reason Code of other packets'),
  distorted(
    'unsuback-invalid-reason-code',
    'mqtt5/MQTT-3.11.3-2',
    'sends UNSUBACK with a Reason Code of other packets',
  ),
  distorted(
    'suback-order-reversed',
    ['mqtt3/MQTT-3.9.3-1', 'mqtt5/MQTT-3.9.3-1'],
    'sends the codes in SUBACK in the reverse order',
  ),
  distorted('suback-codes-sorted', 'mqtt5/MQTT-3.9.3-1', 'sorts the codes in SUBACK'),
  distorted(
    'suback-wrong-code-count',
    ['mqtt3/MQTT-3.8.4-5', 'mqtt5/MQTT-3.8.4-6'],
    'sends one code too few in SUBACK',
  ),
  distorted('suback-reserved-code', 'mqtt3/MQTT-3.9.3-2', 'refuses subscriptions with a reserved code'),
  distorted('v5-suback-code-on-v4', 'mqtt3/MQTT-3.9.3-2', 'refuses subscriptions of 3.1.1 with the codes of 5.0'),
  distorted('unsuback-order-reversed', 'mqtt5/MQTT-3.11.3-1', 'sends the codes in UNSUBACK in the reverse order'),
  distorted('unsuback-without-codes', 'mqtt5/MQTT-3.11.3-2', 'sends UNSUBACK without codes'),
  distorted(
    'sends-suback-per-filter',
    ['mqtt3/MQTT-3.8.4-4', 'mqtt5/MQTT-3.8.4-5'],
    'sends one SUBACK for each filter',
  ),
  distorted(
    'sends-unsuback-per-filter',
    ['mqtt3/MQTT-3.10.4-6', 'mqtt5/MQTT-3.10.4-6'],
    'sends one UNSUBACK for each filter',
  ),
];
