import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel } from './channel.js';
import { replyAddress, replyQueue } from './direct-replies.js';
import type { Binding } from './exchange.js';
import type { MethodHandlers } from './handler.js';
import type { Queue } from './queue.js';
import { flagOf, tableOf, textOf } from './values.js';

export const QUEUE_METHODS: MethodHandlers = {
  'queue.declare': (channel, values) => {
    const queue = declare(channel, values);
    queue.use();
    channel.currentQueue = queue.name;
    channel.reply(flagOf(values, 'no-wait'), 'queue.declare-ok', {
      queue: queue.name,
      'message-count': channel.server.conduct.messageCount(queue),
      'consumer-count': queue.consumers.length,
    });
  },
  'queue.bind': (channel, values) => {
    const queue = queueNamed(channel, values);
    const exchange = channel.virtualHost.exchanges.get(textOf(values, 'exchange'));
    if (queue && exchange) channel.server.conduct.bind(channel.virtualHost, exchange, bindingOf(queue, values));
    channel.reply(flagOf(values, 'no-wait'), 'queue.bind-ok');
  },
  'queue.unbind': (channel, values) => {
    const queue = queueNamed(channel, values);
    const exchange = channel.virtualHost.exchanges.get(textOf(values, 'exchange'));
    if (queue && exchange) channel.server.conduct.unbind(channel.virtualHost, exchange, bindingOf(queue, values));
    channel.send('queue.unbind-ok');
  },
  'queue.purge': (channel, values) => {
    const count = queueNamed(channel, values)?.purge() ?? 0;
    channel.reply(flagOf(values, 'no-wait'), 'queue.purge-ok', { 'message-count': count });
  },
  'queue.delete': (channel, values) => {
    const queue = queueNamed(channel, values);
    const count = queue ? channel.virtualHost.deleteQueue(queue) : 0;
    channel.reply(flagOf(values, 'no-wait'), 'queue.delete-ok', { 'message-count': count });
  },
};

export const queueing = { currentQueue, findQueue, mayUse, messageCount };

/** An empty name means the queue that was last declared on the channel. */
export function queueName(channel: Channel, values: AmqpArguments): string {
  const name = textOf(values, 'queue');
  if (name === replyAddress) return replyQueue(channel).name;
  return name === '' ? channel.server.conduct.currentQueue(channel) : name;
}

export function queueNamed(channel: Channel, values: AmqpArguments): Queue | undefined {
  return channel.server.conduct.findQueue(channel, queueName(channel, values));
}

/** With both names empty, the key is the queue's name. */
export function bindingOf(queue: Queue, values: AmqpArguments): Binding {
  const key = textOf(values, 'routing-key');
  const routingKey = key === '' && textOf(values, 'queue') === '' ? queue.name : key;
  return { destination: queue, routingKey, arguments: tableOf(values, 'arguments') };
}

function declare(channel: Channel, values: AmqpArguments): Queue {
  const { virtualHost } = channel;
  const given = textOf(values, 'queue');
  const name = flagOf(values, 'passive') ? queueName(channel, values) : given || virtualHost.freshQueueName();
  // One that exists stays as it is.
  return virtualHost.queues.get(name) ?? newQueue(channel, values, name);
}

export function newQueue(channel: Channel, values: AmqpArguments, name = channel.virtualHost.freshQueueName()): Queue {
  return channel.virtualHost.declareQueue({
    name,
    durable: flagOf(values, 'durable'),
    autoDelete: flagOf(values, 'auto-delete'),
    owner: flagOf(values, 'exclusive') ? channel.connection : undefined,
    creator: channel,
    arguments: tableOf(values, 'arguments'),
  });
}

/** The name of the queue that was last declared on the channel; empty where none was. */
function currentQueue(channel: Channel): string {
  return channel.currentQueue ?? '';
}

function findQueue({ virtualHost }: Channel, name: string): Queue | undefined {
  return virtualHost.queues.get(name);
}

/** An exclusive queue is for the connection that declared it. */
function mayUse(channel: Channel, { properties }: Queue): boolean {
  return properties.owner === undefined || properties.owner === channel.connection;
}

/** The messages that wait. */
function messageCount(queue: Queue): number {
  return queue.ready.length;
}
