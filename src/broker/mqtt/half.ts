import type { Duplex } from 'node:stream';
import type { DefectSet } from '../defect.js';
import type { BrokerHalf } from '../half.js';
import type { WebSocketBehaviour } from '../listener.js';
import { Connection } from './connection.js';
import { Hub } from './hub.js';
import type { MqttSettings } from './settings.js';
import { webSocketBehaviour } from './web-socket.js';

export interface MqttHalf extends BrokerHalf {
  readonly webSocket: WebSocketBehaviour;
}

/** The MQTT half of the reference broker. */
export function createMqttHalf(settings: MqttSettings, defects: DefectSet): MqttHalf {
  const hub = new Hub(settings, defects);
  const accept = (stream: Duplex): void => {
    new Connection(stream, hub);
  };
  const dropAll = (): void => {
    for (const connection of [...hub.connections]) connection.end('shutdown');
  };
  return {
    accept,
    close: () => {
      dropAll();
      hub.wills.clear();
      hub.sessions.clear();
    },
    // Sessions and retained messages are taken to be on disk: they stay, connections do not.
    restart: dropAll,
    webSocket: webSocketBehaviour(defects, accept),
  };
}
