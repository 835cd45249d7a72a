import { basicDefects } from './defects/basic.js';
import { channelDefects } from './defects/channel.js';
import { confirmDefects } from './defects/confirm.js';
import { connectionDefects } from './defects/connection.js';
import { consumerDefects } from './defects/consumer.js';
import { consumerExtensionDefects } from './defects/consumer-extensions.js';
import { contentDefects } from './defects/content.js';
import { deadLetterDefects } from './defects/dead-letter.js';
import { exchangeDefects } from './defects/exchange.js';
import { frameDefects } from './defects/frame.js';
import { protocolHeaderDefects } from './defects/protocol-header.js';
import { queueDefects } from './defects/queue.js';
import { queueArgumentDefects } from './defects/queue-arguments.js';
import { routingDefects } from './defects/routing.js';
import type { AmqpRows } from './defects/row.js';
import { tableDefects } from './defects/table.js';
import { txDefects } from './defects/tx.js';

/** What can be broken on purpose in the AMQP half, group by group of the probe catalogue. */
export const AMQP_DEFECTS: AmqpRows = [
  ...protocolHeaderDefects,
  ...frameDefects,
  ...contentDefects,
  ...connectionDefects,
  ...channelDefects,
  ...exchangeDefects,
  ...routingDefects,
  ...queueDefects,
  ...basicDefects,
  ...consumerDefects,
  ...txDefects,
  ...confirmDefects,
  ...tableDefects,
  ...queueArgumentDefects,
  ...deadLetterDefects,
  ...consumerExtensionDefects,
];
