import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import { bind, unbind } from './bindings.js';
import type { Channel } from './channel.js';
import { replyAddress, replyQueue } from './direct-replies.js';
import type { Binding, Exchange } from './exchange.js';
import type { MethodHandlers } from './handler.js';
import type { Queue, QueueProperties } from './queue.js';
import { declaredName, flagOf, tableOf, textOf } from './values.js';

export const queueMethods: MethodHandlers = {
  'queue.declare': (channel, values) => {
    const queue = declare(channel, values);
    queue.use();
    channel.currentQueue = queue.name;
    channel.connection.shared.currentQueue = queue.name;
    channel.reply(flagOf(values, 'no-wait'), 'queue.declare-ok', {
      queue: queue.name,
      'message-count':
        queue.ready.length + (channel.server.has('counts-unacked-as-ready') ? queue.unacknowledged.size : 0),
      'consumer-count': queue.consumers.length,
    });
  },
  'queue.bind': (channel, values) => {
    const queue = queueNamed(channel, values);
    const exchange = channel.virtualHost.exchanges.get(textOf(values, 'exchange'));
    if (queue && exchange && !isBoundInVain(channel, values, queue, exchange))
      bind(channel.server, exchange, bindingOf(queue, values));
    channel.reply(flagOf(values, 'no-wait'), 'queue.bind-ok');
  },
  'queue.unbind': (channel, values) => {
    const { server, virtualHost } = channel;
    const queue = queueNamed(channel, values);
    const exchange = virtualHost.exchanges.get(textOf(values, 'exchange'));
    if (queue && exchange) unbind(server, virtualHost, exchange, bindingOf(queue, values));
    if (queue && exchange === virtualHost.defaultExchange && textOf(values, 'routing-key') === queue.name) {
      queue.hasNoDefaultBinding = true;
    }
    channel.send('queue.unbind-ok');
  },
  'queue.purge': (channel, values) => {
    const queue = queueNamed(channel, values);
    const count = queue ? purge(channel, queue) : 0;
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
  const { connection, server, virtualHost } = channel;
  const name = textOf(values, 'queue');
  if (name === replyAddress) return replyQueue(channel).name;
  if (name !== '') return name;
  if (server.has('empty-name-makes-new-queue')) return newQueue(channel, {}).name;
  if (server.has('keeps-current-queue-per-connection')) return connection.shared.currentQueue ?? '';
  if (channel.currentQueue === undefined && server.has('takes-any-queue-for-empty-name')) {
    return [...virtualHost.queues.keys()].at(-1) ?? newQueue(channel, {}).name;
  }
  return channel.currentQueue ?? '';
}

export function queueNamed(channel: Channel, values: AmqpArguments): Queue | undefined {
  const queue = channel.virtualHost.queues.get(queueName(channel, values));
  return queue && isHidden(channel, queue) ? undefined : queue;
}

/** With both names empty, the key is the queue's name. */
export function bindingOf(queue: Queue, values: AmqpArguments): Binding {
  const key = textOf(values, 'routing-key');
  const routingKey = key === '' && textOf(values, 'queue') === '' ? queue.name : key;
  return { destination: queue, routingKey, arguments: tableOf(values, 'arguments') };
}

function declare(channel: Channel, values: AmqpArguments): Queue {
  const { server, virtualHost } = channel;
  const given = textOf(values, 'queue');
  const isPassive = flagOf(values, 'passive') && !(given === '' && server.has('passive-empty-name-creates-queue'));
  const name = isPassive ? queueName(channel, values) : given || virtualHost.freshQueueName();
  const existing = virtualHost.queues.get(declaredHere(channel, name));
  if (existing === undefined) return newQueue(channel, values, declaredHere(channel, name));
  if (!isPassive) declareAgain(channel, values, existing);
  return existing;
}

function newQueue(channel: Channel, values: AmqpArguments, name = channel.virtualHost.freshQueueName()): Queue {
  return channel.virtualHost.declareQueue({
    name,
    durable: flagOf(values, 'durable'),
    autoDelete: flagOf(values, 'auto-delete'),
    owner: flagOf(values, 'exclusive') ? channel.connection : undefined,
    creator: channel,
    arguments: tableOf(values, 'arguments'),
  });
}

/** A name as a broken broker keeps it. */
function declaredHere({ server }: Channel, name: string): string {
  const cut = server.has('cuts-names-at-nul') ? name.replace(/\0.*$/s, '') : name;
  return declaredName(
    cut.slice(0, server.has('truncates-names-to-127') ? 127 : undefined),
    server.has('mangles-illegal-queue-names'),
  );
}

/** Nothing changes, unless something is broken. */
function declareAgain({ connection, server }: Channel, values: AmqpArguments, queue: Queue): void {
  if (server.has('redeclare-empties-queue')) queue.purge();
  const changes: Partial<QueueProperties> = {
    ...(server.has('redeclare-changes-queue-auto-delete') && { autoDelete: flagOf(values, 'auto-delete') }),
    ...(server.has('redeclare-takes-queue-over') && flagOf(values, 'exclusive') && { owner: connection }),
  };
  queue.properties = { ...queue.properties, ...changes };
}

function purge({ server }: Channel, queue: Queue): number {
  if (server.has('purges-late')) {
    queue.purgesLate = true;
    return queue.ready.length;
  }
  if (server.has('purges-unacked')) queue.unacknowledged.clear();
  return queue.purge();
}

function isBoundInVain(
  { server, virtualHost }: Channel,
  values: AmqpArguments,
  queue: Queue,
  exchange: Exchange,
): boolean {
  const bindings = [...virtualHost.exchanges.values()].flatMap((source) => source.bindings);
  const count = bindings.filter(({ destination }) => destination === queue).length;
  const isMixed = queue.properties.durable && !exchange.properties.durable;
  const isNameless = textOf(values, 'queue') === '' && textOf(values, 'routing-key') === '';
  return (
    (textOf(values, 'exchange') === '' && server.has('ignores-bindings-to-default')) ||
    (isNameless && server.has('bind-by-empty-names-does-nothing')) ||
    (isMixed && server.has('binds-durable-to-transient-in-vain')) ||
    (count >= 3 && server.has('keeps-three-bindings'))
  );
}

const hiddenFor = 300;

function isHidden({ connection, server }: Channel, queue: Queue): boolean {
  if (!server.has('shows-queues-late-to-others')) return false;
  const declarer = queue.properties.creator as Partial<Pick<Channel, 'connection'>>;
  return declarer.connection !== connection && Date.now() - queue.createdAt < hiddenFor;
}
