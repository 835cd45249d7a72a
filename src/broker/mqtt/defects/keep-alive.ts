import { type MqttRow, row } from './row.js';

/** How long a silent client is borne with. */
export const KEEP_ALIVE_DEFECTS: readonly MqttRow[] = [
  row(
    'closes-too-early',
    ['mqtt3/MQTT-3.1.2-24', 'mqtt5/MQTT-3.1.2-22'],
    'closes a silent connection before its Keep Alive has passed',
    { patience: () => (seconds) => (seconds === 0 ? undefined : seconds * 500) },
  ),
  row('ignores-keepalive', ['mqtt3/MQTT-3.1.2-24', 'mqtt5/MQTT-3.1.2-22'], 'never closes a silent connection', {
    patience: () => () => undefined,
  }),
  row(
    'keepalive-0-times-out',
    ['mqtt3/MQTT-3.1.2-24', 'mqtt5/MQTT-3.1.2-22'],
    'closes a silent connection whose Keep Alive is 0',
    { patience: (strict) => (seconds) => strict(seconds) ?? 1000 },
  ),
  row(
    'outbound-traffic-resets-keepalive',
    ['mqtt3/MQTT-3.1.2-24', 'mqtt5/MQTT-3.1.2-22'],
    'counts what it sends for a sign of life of the client',
    {
      octetsOf: (strict) => (connection, packet, about) => {
        connection.keepAlive.heard();
        return strict(connection, packet, about);
      },
    },
  ),
  row(
    'uses-own-keepalive-without-telling',
    'mqtt5/MQTT-3.2.2-22',
    'closes after a Keep Alive of its own that it does not announce',
    { patience: (strict) => (seconds) => (seconds === 0 ? strict(seconds) : 1500) },
  ),
];
