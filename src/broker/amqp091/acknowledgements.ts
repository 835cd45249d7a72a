import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel, Delivery } from './channel.js';
import type { MethodHandlers } from './handler.js';
import type { Queue } from './queue.js';
import { flagOf, numberOf } from './values.js';

type Act = (deliveries: readonly Delivery[]) => void;

export const acknowledgementMethods: MethodHandlers = {
  'basic.ack': (channel, values) => {
    const { server } = channel;
    const isMultiple = flagOf(values, 'multiple');
    const takesAll = server.has('acks-all-before') || (isMultiple && !server.has('acks-one-despite-multiple'));
    whenCommitted(channel, selected(channel, values, takesAll), (deliveries) => {
      channel.lostPlaces += placesNotFreed(channel, isMultiple, deliveries.length);
      settle(channel, deliveries);
    });
  },
  'basic.reject': (channel, values) => {
    const { server } = channel;
    if (server.has('keeps-places-of-rejected')) channel.lostPlaces++;
    const requeues = flagOf(values, 'requeue')
      ? !server.has('loses-rejected-messages')
      : server.has('requeues-rejected-anyway');
    refuse(channel, selected(channel, values, false), requeues);
  },
  'basic.nack': (channel, values) => {
    const { server } = channel;
    const isMultiple = flagOf(values, 'multiple') && !server.has('nacks-one-despite-multiple');
    const requeues = flagOf(values, 'requeue') || server.has('requeues-nacked-anyway');
    refuse(channel, selected(channel, values, isMultiple), requeues);
  },
};

function refuse(channel: Channel, deliveries: readonly Delivery[], requeues: boolean): void {
  const { mode, server } = channel;
  const act: Act = (given) => (requeues ? requeueRefused(channel, given) : settle(channel, given, 'rejected'));
  if (mode === 'transaction' && server.has('rejects-at-once-in-transactions')) act(deliveries);
  else whenCommitted(channel, deliveries, act);
}

/** What a consumer refused must not come back to its channel. */
function requeueRefused(channel: Channel, deliveries: readonly Delivery[]): void {
  const { server } = channel;
  for (const { entry, consumer, queue } of deliveries) {
    if (consumer && !server.has('returns-rejected-to-same-channel')) entry.refusedBy.add(channel);
    if (server.has('doubles-rejected-messages')) queue.put(entry.message);
  }
  putBack(channel, deliveries, !server.has('forgets-that-rejected-were-delivered'));
}

/** Does it now, or at tx.commit for those that are still out then. */
function whenCommitted(channel: Channel, deliveries: readonly Delivery[], act: Act): void {
  const { server, transaction } = channel;
  if (channel.mode !== 'transaction' || server.has('settles-uncommitted-acks')) {
    act(deliveries);
    return;
  }
  const isRefusedLate = deliveries.length === 0 && server.has('refuses-unknown-tags-at-commit');
  const commit = () => act(deliveries.filter(({ tag }) => channel.deliveries.has(tag)));
  transaction.push({
    kind: 'acknowledgement',
    deliveries,
    act: isRefusedLate ? () => channel.raise('precondition-failed', 'unknown delivery tag') : commit,
  });
}

/** The delivery of that tag, or all up to it; tag 0 is all of them. */
function selected(channel: Channel, values: AmqpArguments, isMultiple: boolean): readonly Delivery[] {
  const tag = numberOf(values, 'delivery-tag');
  const all = [...channel.deliveries.values()];
  if (tag === 0) return channel.server.has('acks-nothing-at-tag-0') ? [] : all;
  return all.filter((delivery) => delivery.tag === tag || (isMultiple && delivery.tag < tag));
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

/** Back to their queues, marked as redelivered. */
export function putBack(channel: Channel, deliveries: readonly Delivery[], marks = true): void {
  const queues = new Set<Queue>();
  for (const { tag, queue, entry } of deliveries) {
    channel.deliveries.delete(tag);
    queue.putBack(entry);
    entry.redelivered &&= marks;
    queues.add(queue);
  }
  for (const queue of queues) queue.dispatch();
  roomAgain(channel);
}

/** Settling one message may let others go, on this channel or, with a window of the connection, on another. */
function roomAgain(channel: Channel): void {
  const { window, channels } = channel.connection;
  if (window.count === 0 && window.octets === 0) channel.resume();
  else for (const other of channels.values()) other.resume();
}

/** Places in the prefetch windows that a broken broker keeps. */
function placesNotFreed({ server }: Channel, isMultiple: boolean, count: number): number {
  if (server.has('never-frees-places')) return count;
  return isMultiple && server.has('frees-one-place-for-many') ? count - 1 : 0;
}
