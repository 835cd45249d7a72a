import type { AmqpArguments } from '../../codec/amqp/frame.js';
import type { Channel } from './channel.js';
import type { Binding } from './exchange.js';
import type { MethodHandlers } from './handler.js';
import type { Queue } from './queue.js';
import { flagOf, tableOf, textOf } from './values.js';

export const queueMethods: MethodHandlers = {
  'queue.declare': (channel, values) => {
    const queue = declare(channel, values);
    channel.currentQueue = queue.name;
    channel.reply(flagOf(values, 'no-wait'), 'queue.declare-ok', {
      queue: queue.name,
      'message-count': queue.ready.length,
      'consumer-count': queue.consumers.length,
    });
  },
  'queue.bind': (channel, values) => {
    const queue = queueNamed(channel, values);
    const exchange = channel.virtualHost.exchanges.get(textOf(values, 'exchange'));
    if (queue && exchange) channel.virtualHost.bind(exchange, bindingOf(queue, values));
    channel.reply(flagOf(values, 'no-wait'), 'queue.bind-ok');
  },
  'queue.unbind': (channel, values) => {
    const queue = queueNamed(channel, values);
    const exchange = channel.virtualHost.exchanges.get(textOf(values, 'exchange'));
    if (queue && exchange) channel.virtualHost.unbind(exchange, bindingOf(queue, values));
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

/** An empty name means the queue that was last declared on the channel. */
export function queueName(channel: Channel, values: AmqpArguments): string {
  return textOf(values, 'queue') || (channel.currentQueue ?? '');
}

export function queueNamed(channel: Channel, values: AmqpArguments): Queue | undefined {
  return channel.virtualHost.queues.get(queueName(channel, values));
}

export function bindingOf(queue: Queue, values: AmqpArguments): Binding {
  const routingKey = textOf(values, 'routing-key');
  return { destination: queue, routingKey, arguments: tableOf(values, 'arguments') };
}

function declare(channel: Channel, values: AmqpArguments): Queue {
  const { virtualHost } = channel;
  const passive = flagOf(values, 'passive');
  const name = passive ? queueName(channel, values) : textOf(values, 'queue');
  const existing = virtualHost.queues.get(name);
  if (existing) return existing;
  return virtualHost.declareQueue({
    name: name || virtualHost.freshQueueName(),
    durable: flagOf(values, 'durable'),
    autoDelete: flagOf(values, 'auto-delete'),
    owner: flagOf(values, 'exclusive') ? channel.connection : undefined,
    arguments: tableOf(values, 'arguments'),
  });
}
