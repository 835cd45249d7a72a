import type { Connection } from '../connection.js';
import { type MqttRow, row } from './row.js';

/** Packets that are too large for the client, and what is done about errors. */
export const SENDING_DEFECTS: readonly MqttRow[] = [
  row('ignores-client-max-packet-size', 'mqtt5/MQTT-3.1.2-24', 'sends packets larger than the client allows', {
    fits: () => () => true,
  }),
  row(
    'oversize-message-blocks-queue',
    'mqtt5/MQTT-3.1.2-25',
    'sends nothing more behind a message that was too large',
    () => {
      const blocked = new WeakSet<Connection>();
      return {
        fits: (strict) => (connection, octets) => {
          const does = strict(connection, octets);
          if (!does) blocked.add(connection);
          return does;
        },
        octetsOf: (strict) => (connection, packet, about) =>
          packet.type === 'PUBLISH' && blocked.has(connection) ? [] : strict(connection, packet, about),
      };
    },
  ),
  row(
    'oversize-message-closes-connection',
    'mqtt5/MQTT-3.1.2-25',
    'closes the connection of a subscriber for whom a message is too large',
    {
      fits: (strict) => (connection, octets) => {
        const does = strict(connection, octets);
        if (!does) connection.fail(0x95);
        return does;
      },
    },
  ),
  row(
    'quota-full-blocks-control-packets',
    ['mqtt5/MQTT-3.3.4-10', 'mqtt5/MQTT-4.9.0-3'],
    "answers nothing while the client's Receive Maximum is reached",
    {
      octetsOf: (strict) => (connection, packet, about) =>
        packet.type !== 'PUBLISH' &&
        connection.session !== undefined &&
        !connection.hub.conduct.hasRoom(connection.session.outbound)
          ? []
          : strict(connection, packet, about),
    },
  ),
  row(
    'error-closes-other-clients',
    ['mqtt3/MQTT-4.8.0-1', 'mqtt5/MQTT-4.13.1-1'],
    'closes every connection when one client errs',
    {
      fail: (strict) => (connection, reasonCode, cause) => {
        for (const other of connection.hub.connections) if (other !== connection) other.end('shutdown');
        strict(connection, reasonCode, cause);
      },
    },
  ),
  row('packets-after-disconnect', 'mqtt5/MQTT-3.14.4-1', 'sends packets behind its DISCONNECT', {
    explain: (strict) => (connection, reasonCode) => {
      strict(connection, reasonCode);
      connection.send({ type: 'PINGRESP' });
    },
  }),
  row('disconnect-without-close', 'mqtt5/MQTT-3.14.4-2', 'sends DISCONNECT and leaves the connection open', {
    fail: (strict) => (connection, reasonCode, cause) => {
      if (!isTold(connection)) {
        strict(connection, reasonCode, cause);
        return;
      }
      connection.hub.conduct.explain(connection, reasonCode);
      connection.mute();
    },
  }),
  row(
    'stays-open-after-error-disconnect',
    'mqtt5/MQTT-4.13.2-1',
    'sends DISCONNECT with an error and goes on serving',
    {
      fail: (strict) => (connection, reasonCode, cause) => {
        if (isTold(connection)) connection.hub.conduct.explain(connection, reasonCode);
        else strict(connection, reasonCode, cause);
      },
    },
  ),
];

/** Gets a DISCONNECT that says why. */
const isTold = (connection: Connection): boolean => connection.version === 5 && connection.isOpen && !connection.isNew;
