import { Buffer } from 'node:buffer';
import type { Connect } from '../../protocol/mqtt/packet.js';
import type { Connection } from './connection.js';
import type { MqttDefectId } from './defects.js';

/** A CONNECT that is well-formed and not served all the same. */
export interface ConnectRefusal {
  /** Where the standard asks for it: `3.1.3-8`. */
  readonly statement: string;
  readonly test: (packet: Connect, connection: Connection) => boolean;
  /** CONNACK's code in 5.0 and in 3.1.1; none: the connection ends without CONNACK. */
  readonly code5: number | undefined;
  readonly code3: number | undefined;
  /** Serves it all the same. */
  readonly defect?: MqttDefectId;
  /** Refuses only under this defect. */
  readonly only?: MqttDefectId;
}

export function connectRefusal(connection: Connection, packet: Connect): ConnectRefusal | undefined {
  const { defects } = connection.hub;
  const found = REFUSALS.find(
    (row) =>
      (row.only === undefined || defects.has(row.only)) &&
      !(row.defect !== undefined && defects.has(row.defect)) &&
      row.test(packet, connection),
  );
  if (found === undefined) return undefined;
  const silent =
    (found.code3 === 0x02 && packet.clientId === '' && defects.has('closes-without-connack-02')) ||
    (found.code3 === 0x01 && defects.has('no-connack-01'));
  return silent ? { ...found, code3: undefined, code5: undefined } : found;
}

const isVersion5 = ({ version }: Connection): boolean => version === 5;
const hasControlCharacter = (text: string): boolean => /\p{Cc}/u.test(text);

const REFUSALS: readonly ConnectRefusal[] = [
  {
    statement: 'MQTT-3.1.2-2',
    test: ({ protocolVersion }, { hub }) =>
      ![3, 4, 5].includes(protocolVersion) &&
      !hub.defects.has('accepts-unknown-protocol-level') &&
      !hub.defects.has('accepts-unknown-protocol-version'),
    code5: 0x84,
    code3: 0x01,
  },
  {
    statement: 'MQTT-3.1.2-2',
    test: ({ protocolVersion }, { hub }) => protocolVersion === 5 && !hub.settings.mqtt5,
    code5: 0x84,
    code3: 0x01,
    defect: 'accepts-unknown-protocol-level',
  },
  {
    statement: 'MQTT-3.1.3-8',
    test: ({ clientId, cleanStart }, connection) => !isVersion5(connection) && clientId === '' && !cleanStart,
    code5: 0x85,
    code3: 0x02,
    defect: 'accepts-empty-clientid-with-clean-session-0',
  },
  {
    statement: 'MQTT-3.1.3-9',
    test: ({ clientId }, { hub }) =>
      (hasControlCharacter(clientId) && !hub.defects.has('accepts-nul-in-clientid')) ||
      Buffer.byteLength(clientId) > hub.settings.maximumClientIdLength,
    code5: 0x85,
    code3: 0x02,
  },
  {
    statement: 'MQTT-4.12.0-1',
    test: ({ properties }, { hub }) =>
      properties?.authenticationMethod !== undefined &&
      properties.authenticationMethod !== hub.settings.authenticationMethod,
    code5: 0x8c,
    code3: undefined,
    defect: 'ignores-authentication-method',
  },
  {
    statement: 'MQTT-3.1.4-2',
    test: ({ userName, password }, { hub }) =>
      hub.settings.mqttUser !== '' &&
      (userName !== hub.settings.mqttUser ||
        Buffer.from(password ?? []).toString('utf8') !== hub.settings.mqttPassword),
    code5: 0x86,
    code3: 0x04,
    defect: 'accepts-bad-password',
  },
  {
    statement: 'MQTT-3.2.2-12',
    test: ({ will }, { hub }) => will !== undefined && will.qos !== 3 && will.qos > hub.settings.maximumQos,
    code5: 0x9b,
    code3: undefined,
    defect: 'accepts-will-over-maximum-qos',
  },
  {
    statement: 'MQTT-3.2.2-13',
    test: ({ will }, { hub }) => will?.retain === true && !hub.settings.retainAvailable,
    code5: 0x9a,
    code3: undefined,
    defect: 'accepts-will-retain-when-unavailable',
  },
  {
    statement: 'MQTT-3.1.3-5',
    test: ({ clientId }) => clientId.length >= 23,
    code5: 0x85,
    code3: 0x02,
    only: 'rejects-23-char-clientid',
  },
  {
    statement: 'MQTT-3.1.3-5',
    test: ({ clientId }) => /[A-Z]/.test(clientId),
    code5: 0x85,
    code3: 0x02,
    only: 'rejects-uppercase-clientid',
  },
  {
    statement: 'MQTT-3.1.3-5',
    test: ({ clientId }) => /^\d+$/.test(clientId),
    code5: 0x85,
    code3: 0x02,
    only: 'rejects-numeric-clientid',
  },
  {
    statement: 'MQTT-3.1.4-4',
    test: ({ keepAlive, will, userName, password }) =>
      keepAlive === 65_535 || (will !== undefined && userName !== undefined && password !== undefined),
    code5: 0x83,
    code3: 0x03,
    only: 'rejects-valid-connect',
  },
  {
    statement: 'MQTT-3.1.4-5',
    test: ({ properties }) => properties?.userProperty !== undefined,
    code5: 0x83,
    code3: undefined,
    only: 'rejects-legal-connect-properties',
  },
  {
    statement: 'MQTT-3.1.2-6',
    test: ({ cleanStart, clientId }, connection) =>
      isVersion5(connection) && !cleanStart && connection.hub.sessions.find(clientId) === undefined,
    code5: 0x85,
    code3: undefined,
    only: 'rejects-clean-start-0-new-client',
  },
  {
    statement: 'MQTT-3.1.2-9',
    test: ({ will }) => will?.payload.length === 0,
    code5: 0x81,
    code3: undefined,
    only: 'rejects-empty-will-payload',
  },
  {
    // Read from behind the Will Payload, the properties make nonsense of every Will.
    statement: 'MQTT-3.1.3-1',
    test: ({ will }, connection) => isVersion5(connection) && will !== undefined,
    code5: 0x81,
    code3: undefined,
    only: 'reads-will-properties-late',
  },
  {
    statement: 'MQTT-3.1.2-19',
    test: ({ userName, password }, connection) =>
      isVersion5(connection) && userName === undefined && password !== undefined,
    code5: 0x81,
    code3: undefined,
    only: 'rejects-password-without-username-as-malformed',
  },
];
