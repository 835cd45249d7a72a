import { holdsWholePackets } from './framing.js';
import { type MqttRow, row } from './row.js';

/** MQTT over WebSocket. */
export const WEB_SOCKET_DEFECTS: readonly MqttRow[] = [
  row('accepts-text-frame', ['mqtt3/MQTT-6.0.0-1', 'mqtt5/MQTT-6.0.0-1'], 'takes MQTT in text frames of a WebSocket', {
    takesFrame: (strict) => (frame) => !frame.isBinary || strict(frame),
  }),
  row(
    'needs-frame-alignment',
    ['mqtt3/MQTT-6.0.0-2', 'mqtt5/MQTT-6.0.0-2'],
    'closes when a WebSocket frame does not hold whole packets',
    {
      takesFrame: (strict) => (frame) => holdsWholePackets(frame.data) && strict(frame),
    },
  ),
  row('sends-text-frame', ['mqtt3/MQTT-6.0.0-1', 'mqtt5/MQTT-6.0.0-1'], 'sends MQTT in text frames of a WebSocket', {
    frameOptions: () => ({ binary: false }),
  }),
  row(
    'websocket-wrong-subprotocol',
    ['mqtt3/MQTT-6.0.0-4', 'mqtt5/MQTT-6.0.0-4'],
    'answers with another WebSocket subprotocol than mqtt',
    { subprotocol: () => (offered) => [...offered].find((name) => name !== 'mqtt') },
  ),
];
