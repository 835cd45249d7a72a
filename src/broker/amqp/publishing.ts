import { methodByName } from '../../codec/amqp/definitions.js';
import type { Channel } from './channel.js';
import type { Content } from './content.js';
import type { Message } from './message.js';
import type { Queue } from './queue.js';
import { route } from './routing.js';
import { flagOf, numberOf, tableOf, textOf } from './values.js';

/** A whole content has come: now, or at tx.commit, it is routed; in confirm mode it is then acknowledged. */
export function publish(channel: Channel, content: Content): void {
  if (channel.server.settings.memoryAlarm) alarm(channel);
  const message = messageOf(channel, content);
  const send = () => routeMessage(channel, message, content);
  if (channel.mode === 'transaction') {
    channel.transaction.push(send);
    return;
  }
  const tag = channel.mode === 'confirm' ? ++channel.published : 0;
  send();
  if (tag > 0) channel.send('basic.ack', { 'delivery-tag': tag });
}

function messageOf(channel: Channel, { values, header, propertyList, body }: Content): Message {
  return {
    exchange: textOf(values, 'exchange'),
    routingKey: textOf(values, 'routing-key'),
    propertyList,
    headers: tableOf(header.properties, 'headers'),
    priority: numberOf(header.properties, 'priority'),
    persistent: header.properties['delivery-mode'] === 2,
    body,
    publisher: channel.connection,
  };
}

function routeMessage(channel: Channel, message: Message, { values }: Content) {
  const { server, virtualHost } = channel;
  const exchange = virtualHost.exchanges.get(message.exchange);
  const { queues, alternate } = exchange ? route(server, virtualHost, exchange, message) : nowhere;
  const isMandatory = flagOf(values, 'mandatory');
  const isImmediate = flagOf(values, 'immediate');
  if (alternate === 'missing' && server.has('refuses-missing-alternates')) {
    return channel.raise('not-found', 'no such alternate exchange', methodByName('basic.publish'));
  }
  const isLost = alternate === 'circle' && server.has('loses-messages-in-alternate-circles');
  const isUnrouted = queues.length === 0 || (alternate === 'asked' && server.has('returns-despite-alternate'));
  if (isUnrouted && !isLost && (isMandatory || isImmediate)) giveBack(channel, message, 312, 'NO_ROUTE');
  const taking = isImmediate ? queues.filter(hasReadyConsumer) : queues;
  for (const queue of taking) enqueue(channel, queue, message);
  if (queues.length > 0 && taking.length === 0) giveBack(channel, message, 313, 'NO_CONSUMERS');
}

const nowhere = { queues: [], alternate: 'none' };

let arrivals = 0;

function enqueue({ connection, server }: Channel, queue: Queue, message: Message): void {
  const { owner } = queue.properties;
  if (owner && owner !== connection && server.has('drops-publishes-of-others')) return;
  if (server.has('delivers-out-of-order') && arrivals++ % 2 === 0) setTimeout(() => queue.put(message), 10).unref();
  else queue.put(message);
}

function hasReadyConsumer(queue: Queue): boolean {
  return queue.ready.length === 0 && queue.consumers.some((consumer) => consumer.isReady());
}

function giveBack(channel: Channel, message: Message, replyCode: number, replyText: string): void {
  const { exchange, routingKey } = message;
  const values = { 'reply-code': replyCode, 'reply-text': replyText, exchange, 'routing-key': routingKey };
  channel.sendContent('basic.return', values, message);
}

const alarmLasts = 200;

/** Publishers are not read for a while; those that asked for it are told. */
function alarm({ connection, server }: Channel): void {
  const isTold = connection.capabilities.has('connection.blocked') || server.has('blocks-clients-that-did-not-ask');
  if (isTold) connection.send(0, 'connection.blocked', { reason: 'low on memory' });
  connection.pause(alarmLasts, () => {
    if (isTold && !server.has('never-unblocks')) connection.send(0, 'connection.unblocked');
  });
}
