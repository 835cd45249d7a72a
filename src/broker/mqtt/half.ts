import type { Duplex } from 'node:stream';
import type { DefectSet } from '../defect.js';
import type { BrokerHalf } from '../half.js';
import type { WebSocketBehaviour } from '../listener.js';
import type { MqttSettings } from './settings.js';

export interface MqttHalf extends BrokerHalf {
  readonly webSocket: WebSocketBehaviour;
}

/** The MQTT half of the reference broker. */
export function createMqttHalf(_settings: MqttSettings, _defects: DefectSet): MqttHalf {
  return {
    accept: (stream: Duplex) => void stream.destroy(),
    close: () => {},
    restart: () => {},
    webSocket: { subprotocol: () => 'mqtt', accept: (socket) => socket.close() },
  };
}
