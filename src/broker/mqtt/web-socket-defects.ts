import { mqttDefect } from './defect-row.js';

/** MQTT over WebSocket. */
// biome-ignore format: a table, one defect a line
export const WEB_SOCKET_DEFECTS = [
  mqttDefect('needs-frame-alignment', 'MQTT-6.0.0-2', 'MQTT-6.0.0-2', 'closes when a WebSocket frame does not hold whole packets'),
  mqttDefect('sends-text-frame', 'MQTT-6.0.0-1', 'MQTT-6.0.0-1', 'sends MQTT in text frames of a WebSocket'),
  mqttDefect('websocket-wrong-subprotocol', 'MQTT-6.0.0-4', 'MQTT-6.0.0-4', 'answers with another WebSocket subprotocol than mqtt'),
];
