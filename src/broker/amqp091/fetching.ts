import type { Channel } from './channel.js';
import type { MethodHandlers } from './handler.js';
import type { Queue, QueueEntry } from './queue.js';
import { queueNamed } from './queues.js';
import { flagOf } from './values.js';

/** Messages that a client asks for one by one. */
export const FETCHING_METHODS: MethodHandlers = {
  'basic.get': (channel, values) => {
    const queue = queueNamed(channel, values);
    const entry = queue?.take();
    if (queue && entry) sendGot(channel, queue, entry, flagOf(values, 'no-ack'));
    else channel.server.conduct.sendEmpty(channel);
  },
};

export const fetching = { sendEmpty };

function sendEmpty(channel: Channel): void {
  channel.send('basic.get-empty');
}

function sendGot(channel: Channel, queue: Queue, entry: QueueEntry, noAck: boolean): void {
  const tag = channel.server.conduct.settleOrHold(channel, { queue, entry, consumer: undefined }, noAck);
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
