import type { GivenArguments } from '../../protocol/amqp091/encode.js';
import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel, Delivery } from './channel.js';
import type { Connection } from './connection.js';
import { wholeNumber } from './headers.js';
import type { Message } from './message.js';
import type { Queue, QueueEntry } from './queue.js';
import { argumentOf } from './queue-policy.js';
import { flagOf, tableOf } from './values.js';

export const consuming = {
  consumerPriority,
  isReady,
  isLimited,
  isLocal,
  hasRefused,
  deliver,
  deliveryArguments,
  settleOrHold,
  cancelConsumer,
  hearsOfCancels,
};

/** A consumer of one queue on one channel. */
export class Consumer {
  readonly exclusive: boolean;
  /** A higher one goes first. */
  readonly priority: number;
  readonly noAck: boolean;
  readonly noLocal: boolean;

  constructor(
    readonly channel: Channel,
    readonly queue: Queue,
    readonly tag: string,
    values: AmqpArguments,
  ) {
    this.exclusive = flagOf(values, 'exclusive');
    this.noAck = flagOf(values, 'no-ack');
    this.noLocal = flagOf(values, 'no-local');
    this.priority = channel.server.conduct.consumerPriority(values);
  }
}

function consumerPriority(values: AmqpArguments): number {
  const priority = argumentOf(tableOf(values, 'arguments'), 'x-priority');
  return Number((priority && wholeNumber(priority)) ?? 0);
}

/** Flow is on and the prefetch window has room. */
function isReady(consumer: Consumer): boolean {
  const { channel } = consumer;
  const { conduct } = channel.server;
  if (channel.state !== 'open' || !channel.active) return false;
  return !conduct.isLimited(consumer) || conduct.hasRoom(channel, consumer);
}

/** With no-ack nothing is ever out. */
function isLimited({ noAck }: Consumer): boolean {
  return !noAck;
}

/** Nothing speaks against this entry, and the prefetch window has room for its octets. */
export function wants(consumer: Consumer, entry: QueueEntry): boolean {
  const { channel, noLocal } = consumer;
  const { conduct } = channel.server;
  if (noLocal && conduct.isLocal(consumer, entry.message)) return false;
  if (conduct.hasRefused(consumer, entry)) return false;
  return !conduct.isLimited(consumer) || conduct.hasRoomFor(channel, consumer, entry.message.body.length);
}

/** Published over the consumer's own connection. */
function isLocal({ channel }: Consumer, { publisher }: Message): boolean {
  return publisher === channel.connection;
}

function hasRefused({ channel }: Consumer, { refusedBy }: QueueEntry): boolean {
  return refusedBy.has(channel);
}

function deliver(consumer: Consumer, entry: QueueEntry): void {
  const { channel, queue, noAck } = consumer;
  const { conduct } = channel.server;
  const tag = conduct.settleOrHold(channel, { queue, entry, consumer }, noAck);
  channel.sendContent('basic.deliver', conduct.deliveryArguments(consumer, entry, tag), entry.message);
}

function deliveryArguments(consumer: Consumer, { message, redelivered }: QueueEntry, tag: number): GivenArguments {
  return {
    'consumer-tag': consumer.tag,
    'delivery-tag': tag,
    redelivered,
    exchange: message.exchange,
    'routing-key': message.routingKey,
  };
}

/** Gives what is delivered its tag on the channel; with no-ack it is settled at once. */
function settleOrHold(channel: Channel, delivery: Omit<Delivery, 'tag'>, noAck: boolean): number {
  const tag = channel.nextTag();
  if (noAck) delivery.queue.settle(delivery.entry);
  else channel.deliveries.set(tag, { tag, ...delivery });
  return tag;
}

/** Its queue is gone: clients that can take a basic.cancel get one. */
function cancelConsumer({ channel, tag }: Consumer): void {
  channel.consumers.delete(tag);
  if (channel.state !== 'open' || !channel.server.conduct.hearsOfCancels(channel.connection)) return;
  channel.send('basic.cancel', { 'consumer-tag': tag, 'no-wait': true });
}

/** The client's capability to be told that its consumer is gone. */
const CANCELS = 'consumer_cancel_notify';

function hearsOfCancels({ capabilities }: Connection): boolean {
  return capabilities.has(CANCELS);
}
