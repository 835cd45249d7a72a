import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel } from './channel.js';
import type { Fate } from './confirms.js';
import type { Connection } from './connection.js';
import type { Content } from './content.js';
import { addressedReplies } from './direct-replies.js';
import type { Exchange } from './exchange.js';
import type { Message } from './message.js';
import type { Queue } from './queue.js';
import type { Route } from './routing.js';
import { addedKeys, isHiddenHeader, withoutHiddenHeaders } from './sender-selected.js';
import { flagOf, numberOf, tableOf, textOf } from './values.js';

export const publishing = {
  publish,
  addedKeys,
  isHiddenHeader,
  addressedReplies,
  priorityOf,
  distribute,
  isReturned,
  takersOf,
  isSpurned,
  enqueueAll,
  enqueue,
  returnMessage,
  hearsOfAlarms,
  unblock,
};

/** A message and where it goes. */
export interface Publish {
  readonly message: Message;
  readonly exchange: Exchange | undefined;
  readonly route: Route;
  readonly isMandatory: boolean;
  readonly isImmediate: boolean;
}

/** A whole content has come: now, or at tx.commit, it is routed; in confirm mode it is then acknowledged. */
function publish(channel: Channel, content: Content): void {
  const { conduct, settings } = channel.server;
  if (settings.memoryAlarm) alarm(channel);
  const message = messageOf(channel, content);
  const send = () => routeMessage(channel, message, content.values);
  if (conduct.waitsForCommit(channel, 'publish')) {
    channel.transaction.push({ kind: 'publish', deliveries: [], act: send });
  } else if (channel.mode === 'confirm') conduct.confirm(channel, send);
  else send();
}

function messageOf(channel: Channel, { values, header, propertyList, body }: Content): Message {
  const { conduct } = channel.server;
  const { properties } = header;
  const routingKey = textOf(values, 'routing-key');
  const addressed = conduct.addressedReplies(channel, properties, propertyList);
  const { expiration } = properties;
  return {
    exchange: textOf(values, 'exchange'),
    routingKey,
    routingKeys: [routingKey, ...conduct.addedKeys(tableOf(properties, 'headers'))],
    ...withoutHiddenHeaders(conduct, properties, addressed),
    priority: conduct.priorityOf(properties),
    persistent: properties['delivery-mode'] === 2,
    expiration: typeof expiration === 'string' && /^\d+$/.test(expiration) ? Number(expiration) : undefined,
    body,
    publisher: channel.connection,
  };
}

function priorityOf(properties: AmqpArguments): number {
  return numberOf(properties, 'priority');
}

function routeMessage(channel: Channel, message: Message, values: AmqpArguments): Fate {
  const { server, virtualHost } = channel;
  const exchange = virtualHost.exchanges.get(message.exchange);
  return server.conduct.distribute(channel, {
    message,
    exchange,
    route: exchange ? server.conduct.route(virtualHost, exchange, message) : { queues: [], alternate: 'none' },
    isMandatory: flagOf(values, 'mandatory'),
    isImmediate: flagOf(values, 'immediate'),
  });
}

/** Into the queues, or back to the publisher. */
function distribute(channel: Channel, publish: Publish): Fate {
  const { conduct } = channel.server;
  const { message } = publish;
  const takers = conduct.takersOf(publish);
  const isSpurned = conduct.isSpurned(publish);
  if (conduct.isReturned(publish)) conduct.returnMessage(channel, message, 312, 'NO_ROUTE');
  const isTaken = conduct.enqueueAll(channel, takers, message);
  if (isSpurned) conduct.returnMessage(channel, message, 313, 'NO_CONSUMERS');
  if (takers.length === 0) return 'unroutable';
  return isTaken ? 'taken' : 'refused';
}

/** Without a route, where the publisher wants to know. */
function isReturned({ isImmediate, isMandatory, route }: Publish): boolean {
  return route.queues.length === 0 && (isMandatory || isImmediate);
}

/** All queues of the route; of an immediate message those that can deliver it at once. */
function takersOf({ isImmediate, route }: Publish): readonly Queue[] {
  return isImmediate ? route.queues.filter(hasReadyConsumer) : route.queues;
}

/** An immediate message has a route, and no consumer for it. */
function isSpurned({ isImmediate, route }: Publish): boolean {
  return isImmediate && route.queues.length > 0 && !route.queues.some(hasReadyConsumer);
}

function hasReadyConsumer({ conduct, consumers, ready }: Queue): boolean {
  return ready.length === 0 && consumers.some((consumer) => conduct.isReady(consumer));
}

/** False where one of them refuses; the others have it nevertheless. */
function enqueueAll(channel: Channel, queues: readonly Queue[], message: Message): boolean {
  return queues.map((queue) => channel.server.conduct.enqueue(channel, queue, message)).every(Boolean);
}

/** False where the queue is full and refuses. */
function enqueue(_channel: Channel, queue: Queue, message: Message): boolean {
  return queue.put(message);
}

/** basic.return, and the content as it came. */
function returnMessage(channel: Channel, message: Message, replyCode: number, replyText: string): void {
  channel.sendContent('basic.return', returnArguments(message, replyCode, replyText), message);
}

export function returnArguments({ exchange, routingKey }: Message, replyCode: number, replyText: string) {
  return { 'reply-code': replyCode, 'reply-text': replyText, exchange, 'routing-key': routingKey };
}

const alarmLasts = 200;

/** Publishers are not read for a while; those that asked for it are told. */
function alarm({ connection, server }: Channel): void {
  const isTold = server.conduct.hearsOfAlarms(connection);
  if (isTold) connection.send(0, 'connection.blocked', { reason: 'low on memory' });
  connection.pause(alarmLasts, () => {
    if (isTold) server.conduct.unblock(connection);
  });
}

/** The client's capability to be told of an alarm. */
const BLOCKED = 'connection.blocked';

function hearsOfAlarms({ capabilities }: Connection): boolean {
  return capabilities.has(BLOCKED);
}

function unblock(connection: Connection): void {
  connection.send(0, 'connection.unblocked');
}
