import { broken } from '../conduct.js';
import type { BrokerHalf } from '../half.js';
import { STRICT } from './conduct.js';
import { Connection } from './connection.js';
import { AMQP_DEFECTS } from './defects.js';
import { AmqpServer } from './server.js';
import type { AmqpSettings } from './settings.js';

/** The AMQP 0-9-1 half of the reference broker: in memory, and by the letter of the standard. */
export function createAmqpHalf(settings: AmqpSettings, ids: ReadonlySet<string>): BrokerHalf {
  const server = new AmqpServer(settings, broken(STRICT, AMQP_DEFECTS, ids));
  return {
    accept: (stream) => {
      if (server.isDead) stream.destroy();
      else new Connection(server, stream);
    },
    restart: () => server.restart(),
    close: () => server.dropConnections(),
  };
}
