import type { AmqpArguments } from '../../codec/amqp/frame.js';
import type { Channel, Delivery } from './channel.js';
import type { MethodHandlers } from './handler.js';
import type { Queue } from './queue.js';
import { flagOf, numberOf } from './values.js';

export const acknowledgementMethods: MethodHandlers = {
  'basic.ack': (channel, values) => whenCommitted(channel, values, (deliveries) => settle(channel, deliveries)),
  'basic.reject': (channel, values) => reject(channel, values),
  'basic.nack': (channel, values) => reject(channel, values),
  'basic.recover': (channel, values) => {
    channel.send('basic.recover-ok');
    recover(channel, flagOf(values, 'requeue'));
  },
  'basic.recover-async': (channel, values) => recover(channel, flagOf(values, 'requeue')),
};

function reject(channel: Channel, values: AmqpArguments): void {
  const actsAtOnce = channel.mode === 'transaction' && channel.server.has('rejects-at-once-in-transactions');
  const give = (deliveries: readonly Delivery[]) => {
    if (flagOf(values, 'requeue')) {
      // What a consumer rejected must not come back to its channel.
      for (const { entry, consumer } of deliveries) if (consumer) entry.refusedBy.add(channel);
      putBack(channel, deliveries);
    } else settle(channel, deliveries, 'rejected');
  };
  if (actsAtOnce) give(selected(channel, values));
  else whenCommitted(channel, values, give);
}

/** Does it now, or at tx.commit for those that are still out then. */
function whenCommitted(channel: Channel, values: AmqpArguments, act: (deliveries: readonly Delivery[]) => void) {
  const deliveries = selected(channel, values);
  const { server, transaction } = channel;
  if (channel.mode !== 'transaction' || server.has('settles-uncommitted-acks')) return act(deliveries);
  const isRefusedLate = deliveries.length === 0 && server.has('refuses-unknown-tags-at-commit');
  const commit = () => act(deliveries.filter(({ tag }) => channel.deliveries.has(tag)));
  transaction.push({
    kind: 'acknowledgement',
    deliveries,
    act: isRefusedLate ? () => channel.raise('precondition-failed', 'unknown delivery tag') : commit,
  });
}

function selected(channel: Channel, values: AmqpArguments): readonly Delivery[] {
  const tag = numberOf(values, 'delivery-tag');
  const all = [...channel.deliveries.values()];
  if (!flagOf(values, 'multiple')) return all.filter((delivery) => delivery.tag === tag);
  return tag === 0 ? all : all.filter((delivery) => delivery.tag <= tag);
}

function settle(channel: Channel, deliveries: readonly Delivery[], how: 'acknowledged' | 'rejected' = 'acknowledged') {
  const isGivenUp = how === 'rejected' || channel.server.has('dead-letters-acknowledged');
  for (const { tag, queue, entry } of deliveries) {
    channel.deliveries.delete(tag);
    if (isGivenUp) queue.discard(entry);
    else queue.settle(entry);
  }
  roomAgain(channel);
}

export function putBack(channel: Channel, deliveries: readonly Delivery[]): void {
  const queues = new Set<Queue>();
  for (const { tag, queue, entry } of deliveries) {
    channel.deliveries.delete(tag);
    queue.putBack(entry);
    queues.add(queue);
  }
  for (const queue of queues) queue.dispatch();
  roomAgain(channel);
}

/** With requeue all go back to their queues, without it to the consumer that had them. */
function recover(channel: Channel, requeue: boolean): void {
  const deliveries = [...channel.deliveries.values()];
  const toConsumer = ({ consumer }: Delivery) =>
    !requeue && consumer !== undefined && channel.consumers.has(consumer.tag);
  const again = deliveries.filter(toConsumer);
  for (const { tag } of again) channel.deliveries.delete(tag);
  putBack(
    channel,
    deliveries.filter((delivery) => !toConsumer(delivery)),
  );
  for (const { entry, consumer } of again) {
    entry.redelivered = true;
    consumer?.deliver(entry);
  }
}

/** Settling one message may let others go, on this channel or, with a window of the connection, on another. */
function roomAgain(channel: Channel): void {
  const { window, channels } = channel.connection;
  if (window.count === 0 && window.octets === 0) channel.resume();
  else for (const other of channels.values()) other.resume();
}
