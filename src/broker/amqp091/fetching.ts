import type { Channel } from './channel.js';
import { settleOrHold } from './consumer.js';
import type { MethodHandlers } from './handler.js';
import type { Queue, QueueEntry } from './queue.js';
import { queueNamed } from './queues.js';
import { flagOf } from './values.js';

/** Messages that a client asks for one by one. */
export const fetchingMethods: MethodHandlers = {
  'basic.get': (channel, values) => {
    const queue = queueNamed(channel, values);
    const entry = isKeptFromGet(channel) ? undefined : queue?.take();
    if (queue === undefined || entry === undefined) sendEmpty(channel);
    else sendGot(channel, queue, entry, flagOf(values, 'no-ack'));
    if (queue?.properties.autoDelete && channel.server.has('get-counts-as-consumer')) {
      channel.virtualHost.deleteQueue(queue);
    }
  },
};

function isKeptFromGet({ deliveries, server, window }: Channel): boolean {
  return server.has('limits-get-by-prefetch') && window.count > 0 && deliveries.size >= window.count;
}

function sendEmpty(channel: Channel): void {
  if (!channel.server.has('leaves-get-of-empty-queue-unanswered')) channel.send('basic.get-empty');
}

function sendGot(channel: Channel, queue: Queue, entry: QueueEntry, noAck: boolean): void {
  const tag = settleOrHold(channel, queue, entry, undefined, noAck);
  const { message, redelivered } = entry;
  channel.sendContent(
    'basic.get-ok',
    {
      'delivery-tag': tag,
      redelivered,
      exchange: message.exchange,
      'routing-key': message.routingKey,
      'message-count': queue.ready.length,
    },
    message,
  );
}
