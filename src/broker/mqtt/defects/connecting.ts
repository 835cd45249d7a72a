import type { Buffer } from 'node:buffer';
import { decodePacket, guessVersion } from '../../../protocol/mqtt/decode.js';
import type { MqttPacketType } from '../../../protocol/mqtt/packet.js';
import type { Override } from '../../conduct.js';
import type { MqttConduct } from '../conduct.js';
import type { Connection } from '../connection.js';
import { handle } from '../handlers.js';
import { type MqttRow, row } from './row.js';

/** A second CONNECT, a second client, identifiers, and what is sent around CONNACK. */
export const CONNECTING_DEFECTS: readonly MqttRow[] = [
  // a second CONNECT, a second client
  row(
    'answers-second-connack',
    ['mqtt3/MQTT-3.1.0-2', 'mqtt5/MQTT-3.1.0-2'],
    'answers a second CONNECT with a second CONNACK',
    {
      refuseSecondConnect: () => (connection) =>
        connection.send({ type: 'CONNACK', sessionPresent: false, reasonCode: 0 }),
    },
  ),
  row('accepts-second-connect', ['mqtt3/MQTT-3.1.0-2', 'mqtt5/MQTT-3.1.0-2'], 'ignores a second CONNECT', {
    refuseSecondConnect: () => () => {},
  }),
  row(
    'allows-duplicate-clientid',
    ['mqtt3/MQTT-3.1.4-2', 'mqtt5/MQTT-3.1.4-3'],
    'leaves the older connection of a Client Identifier open',
    { takeOver: () => () => {} },
  ),
  row(
    'closes-new-instead-of-old',
    ['mqtt3/MQTT-3.1.4-2', 'mqtt5/MQTT-3.1.4-3'],
    'closes the newer of two connections with one Client Identifier',
    {
      acceptConnect: (strict) => (connection, packet, authenticated) => {
        const older = packet.clientId === '' ? undefined : connection.hub.sessions.find(packet.clientId)?.connection;
        if (older === undefined) strict(connection, packet, authenticated);
        else connection.end('refused');
      },
    },
  ),
  row(
    'no-session-taken-over-reason',
    'mqtt5/MQTT-3.1.4-3',
    'closes a connection that is taken over without saying so',
    { takeOver: () => (older) => older.end('takeover') },
  ),

  // identifiers
  row(
    'assigns-same-clientid-twice',
    ['mqtt5/MQTT-3.1.3-6', 'mqtt5/MQTT-3.2.2-16'],
    'assigns every client the same identifier',
    {
      clientIdOf:
        () =>
        (_, { clientId }) =>
          clientId === '' ? 'assigned0' : clientId,
    },
  ),
  row(
    'empty-clientid-takes-over-other',
    'mqtt3/MQTT-3.1.3-6',
    'takes all clients with an empty identifier for the same client',
    {
      clientIdOf: assigningNone,
    },
  ),
  row(
    'accepts-empty-clientid-without-assigning',
    'mqtt5/MQTT-3.1.3-6',
    'serves an empty Client Identifier as it is, without assigning one',
    {
      clientIdOf: assigningNone,
      announcements: (strict) => (connection, packet, clientId) => {
        const { assignedClientIdentifier: _, ...others } = strict(connection, packet, clientId);
        return others;
      },
    },
  ),

  // beside CONNACK
  row('sends-two-connacks', 'mqtt5/MQTT-3.2.0-2', 'sends CONNACK twice', {
    sendConnack: (strict) => (connection, connack) => {
      strict(connection, connack);
      strict(connection, connack);
    },
  }),
  row(
    'sends-publish-before-connack',
    ['mqtt3/MQTT-3.2.0-1', 'mqtt5/MQTT-3.2.0-1'],
    'sends queued messages before CONNACK',
    {
      sendConnack: (strict) => (connection, connack) => {
        if (connection.session !== undefined) connection.hub.conduct.resumeDelivery(connection.session);
        strict(connection, connack);
      },
    },
  ),
  row(
    'sends-pingresp-before-connack',
    ['mqtt3/MQTT-3.2.0-1', 'mqtt5/MQTT-3.2.0-1'],
    'answers a PINGREQ before the CONNECT it came with',
    () => {
      const arrivals = new WeakMap<Connection, Buffer>();
      return {
        packetsOf: (strict) => (connection, chunk) => {
          arrivals.set(connection, chunk);
          return strict(connection, chunk);
        },
        sendConnack: (strict) => (connection, connack) => {
          if (arrivals.get(connection)?.includes('c000', 0, 'hex')) connection.send({ type: 'PINGRESP' });
          strict(connection, connack);
        },
      };
    },
  ),

  // before CONNECT
  row('accepts-ping-before-connect', ['mqtt3/MQTT-3.1.0-1', 'mqtt5/MQTT-3.1.0-1'], 'answers PINGREQ before CONNECT', {
    serveBeforeConnect: serving('PINGREQ'),
  }),
  row(
    'accepts-publish-before-connect',
    ['mqtt3/MQTT-3.1.0-1', 'mqtt5/MQTT-3.1.0-1'],
    'delivers a PUBLISH sent before CONNECT',
    { serveBeforeConnect: serving('PUBLISH') },
  ),
  row(
    'accepts-subscribe-before-connect',
    ['mqtt3/MQTT-3.1.0-1', 'mqtt5/MQTT-3.1.0-1'],
    'answers SUBSCRIBE before CONNECT',
    { serveBeforeConnect: serving('SUBSCRIBE') },
  ),
];

/** Takes the empty Client Identifier for one like any other. */
function assigningNone(): MqttConduct['clientIdOf'] {
  return (_connection, packet) => packet.clientId;
}

/** Serves one kind of packet before CONNECT, for a session without a name. */
function serving(type: MqttPacketType): Override<MqttConduct, 'serveBeforeConnect'> {
  return (strict) => (connection, bytes) => {
    const { hub } = connection;
    connection.version = guessVersion(bytes, 'client');
    const { packet } = decodePacket(bytes, { version: connection.version, from: 'client' });
    if (packet?.type !== type) {
      strict(connection, bytes);
      return;
    }
    connection.session ??= hub.sessions.create(hub.assignClientId(), connection.version);
    connection.session.connection = connection;
    handle(connection, packet);
  };
}
