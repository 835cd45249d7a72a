import { methodByName } from '../../protocol/amqp091/definitions.js';
import type { Channel } from './channel.js';
import { confirm, type Fate, later } from './confirms.js';
import type { Content } from './content.js';
import type { Faults } from './defects.js';
import { addressedReplies, replyAddress } from './direct-replies.js';
import type { Message } from './message.js';
import type { Queue } from './queue.js';
import { route } from './routing.js';
import { addedKeys, withoutHiddenKeys } from './sender-selected.js';
import { flagOf, numberOf, tableOf, textOf } from './values.js';

/** A whole content has come: now, or at tx.commit, it is routed; in confirm mode it is then acknowledged. */
export function publish(channel: Channel, content: Content): void {
  if (channel.server.settings.memoryAlarm) alarm(channel);
  const message = messageOf(channel, content);
  const send = () => routeMessage(channel, message, content);
  const { mode, server } = channel;
  if (mode === 'transaction' && !server.has('shows-uncommitted-publishes')) {
    channel.transaction.push({ kind: 'publish', deliveries: [], act: send });
  } else if (mode === 'confirm') confirm(channel, send);
  else {
    if (server.has('confirms-earlier-publishes')) channel.published++;
    send();
    if (server.has('acknowledges-plain-publishes')) channel.send('basic.ack', { 'delivery-tag': 1 });
  }
}

function messageOf(channel: Channel, { values, header, propertyList, body }: Content): Message {
  const { server } = channel;
  const { properties } = header;
  const routingKey = textOf(values, 'routing-key');
  const addressed = addressedReplies(channel, properties, propertyList);
  const { expiration } = properties;
  const isPersistent = properties['delivery-mode'] === 2;
  return {
    exchange: textOf(values, 'exchange'),
    routingKey,
    routingKeys: [routingKey, ...addedKeys(server, tableOf(properties, 'headers'))],
    ...withoutHiddenKeys(server, properties, addressed),
    priority: storedPriority(server, numberOf(properties, 'priority'), isPersistent),
    persistent: isPersistent,
    expiration: typeof expiration === 'string' && /^\d+$/.test(expiration) ? Number(expiration) : undefined,
    body,
    publisher: channel.connection,
  };
}

/** As it came; broken brokers make others of it, or keep what is persistent behind everything else. */
function storedPriority(server: Faults, priority: number, isPersistent: boolean): number {
  if (server.has('puts-persistent-messages-behind')) return isPersistent ? 0 : 9;
  return server.has('ignores-priorities') ? 0 : priority;
}

function routeMessage(channel: Channel, message: Message, { values }: Content): Fate {
  const { server, virtualHost } = channel;
  const exchange = virtualHost.exchanges.get(message.exchange);
  const { queues, alternate } = exchange ? route(server, virtualHost, exchange, message) : nowhere;
  const isMandatory = flagOf(values, 'mandatory');
  const isImmediate = flagOf(values, 'immediate');
  if (alternate === 'missing' && server.has('refuses-missing-alternates')) {
    channel.raise('not-found', 'no such alternate exchange', methodByName('basic.publish'));
    return 'unroutable';
  }
  const isLost = alternate === 'circle' && server.has('loses-messages-in-alternate-circles');
  const isUnrouted =
    (queues.length === 0 && !(exchange?.properties.type === 'fanout' && server.has('takes-fanout-for-a-route'))) ||
    (alternate === 'asked' && server.has('returns-despite-alternate'));
  const isAsked = isMandatory || isImmediate || server.has('returns-what-is-not-mandatory');
  const isReturnedAnyway = isMandatory && server.has('returns-everything-mandatory');
  if ((isUnrouted && !isLost && isAsked) || isReturnedAnyway) giveBack(channel, message, 312, 'NO_ROUTE');
  const consumed = isImmediate ? queues.filter(hasReadyConsumer) : queues;
  const taking = server.has('queues-immediate-messages') ? queues : consumed;
  const [first, ...others] = taking.map((queue) => () => enqueue(channel, queue, message));
  const isTaken = [first?.() ?? true, ...othersOf(channel, others)].every(Boolean);
  const isSpurned = queues.length > 0 && consumed.length === 0;
  const isSpurnedAnyway = isImmediate && server.has('returns-everything-immediate');
  if (isSpurned || isSpurnedAnyway) giveBack(channel, message, 313, 'NO_CONSUMERS');
  if (taking.length === 0) return 'unroutable';
  return isTaken ? 'taken' : 'refused';
}

/** What the queues behind the first one say, unless a broken broker leaves them out or lets them wait. */
function othersOf({ mode, server }: Channel, others: readonly (() => boolean)[]): readonly boolean[] {
  if (mode === 'transaction' && server.has('commits-to-first-queue-only')) return [];
  if (mode !== 'confirm' || !server.has('confirms-after-first-queue'))
    return others.map((enqueueThere) => enqueueThere());
  for (const enqueueThere of others) setTimeout(enqueueThere, later).unref();
  return [];
}

const nowhere = { queues: [], alternate: 'none' };

let arrivals = 0;

/** False where the queue is full and refuses. */
function enqueue({ connection, server }: Channel, queue: Queue, message: Message): boolean {
  const { owner } = queue.properties;
  if (owner && owner !== connection && server.has('drops-publishes-of-others')) return true;
  if (message.body.length === 0 && server.has('drops-empty-messages')) return true;
  if (server.has('keeps-one-message-per-priority-level')) queue.dropLevelOf(message);
  if (server.has('loses-direct-replies') && queue.name.startsWith(replyAddress)) return true;
  if (!(server.has('delivers-out-of-order') && arrivals++ % 2 === 0)) return queue.put(message);
  setTimeout(() => queue.put(message), 10).unref();
  return true;
}

function hasReadyConsumer(queue: Queue): boolean {
  return queue.ready.length === 0 && queue.consumers.some((consumer) => consumer.isReady());
}

function giveBack(channel: Channel, message: Message, replyCode: number, replyText: string): void {
  const { exchange, routingKey } = message;
  const values = { 'reply-code': replyCode, 'reply-text': replyText, exchange, 'routing-key': routingKey };
  const { number, server } = channel;
  const on = server.has('returns-on-channel-0') ? 0 : server.has('returns-on-channel-1') ? 1 : number;
  if (server.has('returns-without-content')) channel.send('basic.return', values);
  else channel.sendContent('basic.return', values, message, on);
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
