import { Buffer } from 'node:buffer';
import type { Connect } from '../../protocol/mqtt/packet.js';
import type { Connection } from './connection.js';

/** A CONNECT that is well-formed and not served all the same. */
export interface ConnectRefusal {
  readonly name: string;
  /** Where the standard asks for it. */
  readonly statement: string;
  readonly test: (packet: Connect, connection: Connection) => boolean;
  /** CONNACK's code in 5.0 and in 3.1.1; none: the connection ends without CONNACK. */
  readonly code5: number | undefined;
  readonly code3: number | undefined;
}

export function connectRefusal(connection: Connection, packet: Connect): ConnectRefusal | undefined {
  return connection.hub.conduct.connectRefusals.find((row) => row.test(packet, connection));
}

const hasControlCharacter = (text: string): boolean => /\p{Cc}/u.test(text);

/** The first that speaks against a CONNECT is answered. */
export const CONNECT_REFUSALS = [
  {
    name: 'unknown version',
    statement: 'MQTT-3.1.2-2',
    test: ({ protocolVersion }) => ![3, 4, 5].includes(protocolVersion),
    code5: 0x84,
    code3: 0x01,
  },
  {
    name: 'version not on offer',
    statement: 'MQTT-3.1.2-2',
    test: ({ protocolVersion }, { hub }) => protocolVersion === 5 && !hub.settings.mqtt5,
    code5: 0x84,
    code3: 0x01,
  },
  {
    name: 'session without an identifier',
    statement: 'MQTT-3.1.3-8',
    test: ({ clientId, cleanStart }, { version }) => version !== 5 && clientId === '' && !cleanStart,
    code5: 0x85,
    code3: 0x02,
  },
  {
    name: 'control character in the identifier',
    statement: 'MQTT-3.1.3-9',
    test: ({ clientId }) => hasControlCharacter(clientId),
    code5: 0x85,
    code3: 0x02,
  },
  {
    name: 'long identifier',
    statement: 'MQTT-3.1.3-9',
    test: ({ clientId }, { hub }) => Buffer.byteLength(clientId) > hub.settings.maximumClientIdLength,
    code5: 0x85,
    code3: 0x02,
  },
  {
    name: 'unknown authentication method',
    statement: 'MQTT-4.12.0-1',
    test: ({ properties }, { hub }) =>
      properties?.authenticationMethod !== undefined &&
      properties.authenticationMethod !== hub.settings.authenticationMethod,
    code5: 0x8c,
    code3: undefined,
  },
  {
    name: 'wrong user name or password',
    statement: 'MQTT-3.1.4-2',
    test: ({ userName, password }, { hub }) =>
      hub.settings.mqttUser !== '' &&
      (userName !== hub.settings.mqttUser ||
        Buffer.from(password ?? []).toString('utf8') !== hub.settings.mqttPassword),
    code5: 0x86,
    code3: 0x04,
  },
  {
    name: 'Will above the Maximum QoS',
    statement: 'MQTT-3.2.2-12',
    test: ({ will }, { hub }) => will !== undefined && will.qos !== 3 && will.qos > hub.settings.maximumQos,
    code5: 0x9b,
    code3: undefined,
  },
  {
    name: 'retained Will without retaining',
    statement: 'MQTT-3.2.2-13',
    test: ({ will }, { hub }) => will?.retain === true && !hub.settings.retainAvailable,
    code5: 0x9a,
    code3: undefined,
  },
] as const satisfies readonly ConnectRefusal[];

export type ConnectFault = (typeof CONNECT_REFUSALS)[number]['name'];
