import type { Channel } from './channel.js';
import type { Content } from './content.js';
import type { Message } from './message.js';
import type { Queue } from './queue.js';
import { route } from './routing.js';
import { flagOf, numberOf, tableOf, textOf } from './values.js';

/** A whole content has come: now, or at tx.commit, it is routed; in confirm mode it is then acknowledged. */
export function publish(channel: Channel, content: Content): void {
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

function routeMessage(channel: Channel, message: Message, { values }: Content): void {
  const exchange = channel.virtualHost.exchanges.get(message.exchange);
  const queues = exchange ? [...route(channel.virtualHost, exchange, message)] : [];
  if (queues.length === 0) {
    if (flagOf(values, 'mandatory') || flagOf(values, 'immediate')) giveBack(channel, message, 312, 'NO_ROUTE');
    return;
  }
  const taking = flagOf(values, 'immediate') ? queues.filter(hasReadyConsumer) : queues;
  for (const queue of taking) queue.put(message);
  if (taking.length === 0) giveBack(channel, message, 313, 'NO_CONSUMERS');
}

function hasReadyConsumer(queue: Queue): boolean {
  return queue.ready.length === 0 && queue.consumers.some((consumer) => consumer.isReady());
}

function giveBack(channel: Channel, message: Message, replyCode: number, replyText: string): void {
  const { exchange, routingKey } = message;
  const values = { 'reply-code': replyCode, 'reply-text': replyText, exchange, 'routing-key': routingKey };
  channel.sendContent('basic.return', values, message);
}
