import type { Duplex } from 'node:stream';
import { broken } from '../conduct.js';
import type { BrokerHalf } from '../half.js';
import type { WebSocketBehaviour } from '../listener.js';
import { STRICT } from './conduct.js';
import { Connection } from './connection.js';
import { MQTT_DEFECTS } from './defects.js';
import { Hub } from './hub.js';
import type { MqttSettings } from './settings.js';
import { webSocketBehaviour } from './web-socket.js';

export interface MqttHalf extends BrokerHalf {
  readonly webSocket: WebSocketBehaviour;
}

/** The MQTT half of the reference broker. */
export function createMqttHalf(settings: MqttSettings, ids: ReadonlySet<string>): MqttHalf {
  const hub = new Hub(settings, broken(STRICT, MQTT_DEFECTS, ids));
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
    webSocket: webSocketBehaviour(hub.conduct, accept),
  };
}
