import type { BrokerHalf } from '../half.js';
import { Connection } from './connection.js';
import type { AmqpDefectSet } from './defects.js';
import { handleFrame } from './dispatch.js';
import { sendStart } from './handshake.js';
import { AmqpServer } from './server.js';
import type { AmqpSettings } from './settings.js';

/** The AMQP 0-9-1 half of the reference broker: in memory, and by the letter of the standard. */
export function createAmqpHalf(settings: AmqpSettings, defects: AmqpDefectSet): BrokerHalf {
  const server = new AmqpServer(settings, defects);
  const behaviour = { start: sendStart, handle: handleFrame };
  return {
    accept: (stream) => {
      if (server.isDead) stream.destroy();
      else new Connection(server, stream, behaviour);
    },
    restart: () => server.restart(),
    close: () => server.dropConnections(),
  };
}
