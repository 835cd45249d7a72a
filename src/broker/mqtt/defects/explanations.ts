import { distorted } from './distorted.js';
import type { MqttRow } from './row.js';

/** Explanations that make a packet larger than the client allows. */
export const EXPLANATION_DEFECTS: readonly MqttRow[] = [
  distorted(
    'oversize-auth-reason-string',
    'mqtt5/MQTT-3.15.2-2',
    'adds a Reason String to AUTH that makes it larger than the client allows',
  ),
  distorted(
    'oversize-auth-user-property',
    'mqtt5/MQTT-3.15.2-3',
    'adds a User Property to AUTH that makes it larger than the client allows',
  ),
  distorted(
    'oversize-connack-reason-string',
    'mqtt5/MQTT-3.2.2-19',
    'adds a Reason String to CONNACK that makes it larger than the client allows',
  ),
  distorted(
    'oversize-connack-user-property',
    'mqtt5/MQTT-3.2.2-20',
    'adds a User Property to CONNACK that makes it larger than the client allows',
  ),
  distorted(
    'oversize-disconnect-reason-string',
    'mqtt5/MQTT-3.14.2-3',
    'adds a Reason String to DISCONNECT that makes it larger than the client allows',
  ),
  distorted(
    'oversize-disconnect-user-property',
    'mqtt5/MQTT-3.14.2-4',
    'adds a User Property to DISCONNECT that makes it larger than the client allows',
  ),
  distorted(
    'oversize-puback-reason-string',
    'mqtt5/MQTT-3.4.2-2',
    'adds a Reason String to PUBACK that makes it larger than the client allows',
  ),
  distorted(
    'oversize-puback-user-property',
    'mqtt5/MQTT-3.4.2-3',
    'adds a User Property to PUBACK that makes it larger than the client allows',
  ),
  distorted(
    'oversize-pubcomp-reason-string',
    'mqtt5/MQTT-3.7.2-2',
    'adds a Reason String to PUBCOMP that makes it larger than the client allows',
  ),
  distorted(
    'oversize-pubcomp-user-property',
    'mqtt5/MQTT-3.7.2-3',
    'adds a User Property to PUBCOMP that makes it larger than the client allows',
  ),
  distorted(
    'oversize-pubrec-reason-string',
    'mqtt5/MQTT-3.5.2-2',
    'adds a Reason String to PUBREC that makes it larger than the client allows',
  ),
  distorted(
    'oversize-pubrec-user-property',
    'mqtt5/MQTT-3.5.2-3',
    'adds a User Property to PUBREC that makes it larger than the client allows',
  ),
  distorted(
    'oversize-pubrel-reason-string',
    'mqtt5/MQTT-3.6.2-2',
    'adds a Reason String to PUBREL that makes it larger than the client allows',
  ),
  distorted(
    'oversize-pubrel-user-property',
    'mqtt5/MQTT-3.6.2-3',
    'adds a User Property to PUBREL that makes it larger than the client allows',
  ),
  distorted(
    'oversize-suback-reason-string',
    'mqtt5/MQTT-3.9.2-1',
    'adds a Reason String to SUBACK that makes it larger than the client allows',
  ),
  distorted(
    'oversize-suback-user-property',
    'mqtt5/MQTT-3.9.2-2',
    'adds a User Property to SUBACK that makes it larger than the client allows',
  ),
  distorted(
    'oversize-unsuback-reason-string',
    'mqtt5/MQTT-3.11.2-1',
    'adds a Reason String to UNSUBACK that makes it larger than the client allows',
  ),
  distorted(
    'oversize-unsuback-user-property',
    'mqtt5/MQTT-3.11.2-2',
    'adds a User Property to UNSUBACK that makes it larger than the client allows',
  ),
];
