import type { FieldTable } from '../../protocol/amqp091/frame.js';
import { table } from '../../protocol/amqp091/plain-table.js';
import type { AmqpSettings } from './settings.js';

/** What connection.start says of the broker. */
export function serverProperties(settings: AmqpSettings): FieldTable {
  return table({
    capabilities: {
      publisher_confirms: true,
      exchange_exchange_bindings: true,
      'basic.nack': true,
      consumer_cancel_notify: true,
      consumer_priorities: true,
      direct_reply_to: true,
      'connection.blocked': settings.memoryAlarm,
      authentication_failure_close: true,
    },
    host: 'localhost',
    product: 'conform reference broker',
    version: '0.1.0',
    platform: 'Node.js',
    copyright: 'MIT licence',
    information: 'AMQP 0-9-1 in memory, for conformance tests',
  });
}
