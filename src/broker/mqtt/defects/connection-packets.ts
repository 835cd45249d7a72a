import { distorted } from './distorted.js';
import type { MqttRow } from './row.js';

/** Wrong CONNACK, DISCONNECT, AUTH and PINGRESP packets. */
export const CONNECTION_PACKET_DEFECTS: readonly MqttRow[] = [
  distorted('no-connack', ['mqtt3/MQTT-3.1.4-4', 'mqtt5/MQTT-3.1.4-5'], 'does not answer CONNECT'),
  distorted(
    'sets-reserved-connack-flags',
    ['mqtt3/MQTT-3.1.4-4', 'mqtt5/MQTT-3.2.2-1'],
    'sets a reserved flag in CONNACK',
  ),
  distorted(
    'session-present-on-refusal',
    ['mqtt3/MQTT-3.2.2-4', 'mqtt5/MQTT-3.2.2-6'],
    'sets Session Present in a refusing CONNACK',
  ),
  distorted('reserved-connack-code', 'mqtt3/MQTT-3.2.2-6', 'refuses with return codes that are reserved'),
  distorted(
    'rejects-clientid-with-wrong-code',
    'mqtt3/MQTT-3.1.3-9',
    'rejects Client Identifiers with another code than 0x02',
  ),
  distorted('uses-v3-return-code-on-v5', 'mqtt5/MQTT-3.2.2-8', 'refuses 5.0 clients with the return codes of 3.1.1'),
  distorted('hides-maximum-qos', 'mqtt5/MQTT-3.2.2-9', 'does not announce its Maximum QoS'),
  distorted('sends-maximum-qos-2', 'mqtt5/MQTT-3.2.2-9', 'announces Maximum QoS 2'),
  distorted('omits-assigned-clientid', 'mqtt5/MQTT-3.1.3-7', 'does not tell a client the identifier it assigned'),
  distorted('sends-assigned-id-unasked', 'mqtt5/MQTT-3.2.2-16', 'assigns an identifier to clients that have one'),
  distorted(
    'sends-unrequested-response-information',
    'mqtt5/MQTT-3.1.2-28',
    'sends Response Information that nobody requested',
  ),
  distorted(
    'connack-unasked-auth-method',
    'mqtt5/MQTT-4.12.0-6',
    'names an Authentication Method in CONNACK though the client named none',
  ),
  distorted('connack-omits-auth-method', 'mqtt5/MQTT-4.12.0-5', 'leaves Authentication Method out of CONNACK'),
  distorted(
    'sends-unsolicited-auth',
    'mqtt5/MQTT-4.12.0-6',
    'sends AUTH to clients that named no authentication method',
  ),
  distorted('disconnect-invalid-reason-code', 'mqtt5/MQTT-3.14.2-1', 'sends DISCONNECT with a Reason Code of clients'),
  distorted('disconnect-carries-session-expiry', 'mqtt5/MQTT-3.14.2-2', 'sends Session Expiry Interval in DISCONNECT'),
  distorted('no-pingresp', ['mqtt3/MQTT-3.12.4-1', 'mqtt5/MQTT-3.12.4-1'], 'does not answer PINGREQ'),
];
