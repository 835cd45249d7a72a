import { BASIC_DEFECTS } from './defects/basic.js';
import { CHANNEL_DEFECTS } from './defects/channel.js';
import { CONFIRM_DEFECTS } from './defects/confirm.js';
import { CONNECTION_DEFECTS } from './defects/connection.js';
import { CONSUMER_DEFECTS } from './defects/consumer.js';
import { CONSUMER_EXTENSION_DEFECTS } from './defects/consumer-extensions.js';
import { CONTENT_DEFECTS } from './defects/content.js';
import { DEAD_LETTER_DEFECTS } from './defects/dead-letter.js';
import { EXCHANGE_DEFECTS } from './defects/exchange.js';
import { FRAME_DEFECTS } from './defects/frame.js';
import { PROTOCOL_HEADER_DEFECTS } from './defects/protocol-header.js';
import { QUEUE_DEFECTS } from './defects/queue.js';
import { QUEUE_ARGUMENT_DEFECTS } from './defects/queue-arguments.js';
import { ROUTING_DEFECTS } from './defects/routing.js';
import type { AmqpRows } from './defects/row.js';
import { TABLE_DEFECTS } from './defects/table.js';
import { TX_DEFECTS } from './defects/tx.js';

/** What can be broken on purpose in the AMQP half, group by group of the probe catalogue. */
export const AMQP_DEFECTS: AmqpRows = [
  ...PROTOCOL_HEADER_DEFECTS,
  ...FRAME_DEFECTS,
  ...CONTENT_DEFECTS,
  ...CONNECTION_DEFECTS,
  ...CHANNEL_DEFECTS,
  ...EXCHANGE_DEFECTS,
  ...ROUTING_DEFECTS,
  ...QUEUE_DEFECTS,
  ...BASIC_DEFECTS,
  ...CONSUMER_DEFECTS,
  ...TX_DEFECTS,
  ...CONFIRM_DEFECTS,
  ...TABLE_DEFECTS,
  ...QUEUE_ARGUMENT_DEFECTS,
  ...DEAD_LETTER_DEFECTS,
  ...CONSUMER_EXTENSION_DEFECTS,
];
