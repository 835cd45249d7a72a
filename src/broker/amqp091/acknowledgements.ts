import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel, Delivery } from './channel.js';
import type { MethodHandlers } from './handler.js';
import type { Queue } from './queue.js';
import type { Work } from './transactions.js';
import { flagOf, numberOf } from './values.js';

export const settling = { whenCommitted, selected, settle, requeueRefused, putBack, marksRedelivered };

export type Act = (deliveries: readonly Delivery[]) => void;

/** Why messages go back to their queues. */
export type Return = 'refused' | 'recover' | 'recover-async';

export const ACKNOWLEDGEMENT_METHODS: MethodHandlers = {
  'basic.ack': (channel, values) => {
    const { conduct } = channel.server;
    conduct.whenCommitted(channel, 'acknowledgement', conduct.selected(channel, values), (deliveries) =>
      conduct.settle(channel, deliveries, 'acknowledged'),
    );
  },
  'basic.reject': refuse,
  'basic.nack': refuse,
};

function refuse(channel: Channel, values: AmqpArguments): void {
  const { conduct } = channel.server;
  conduct.whenCommitted(channel, 'refusal', conduct.selected(channel, values), (deliveries) => {
    if (flagOf(values, 'requeue')) conduct.requeueRefused(channel, deliveries);
    else conduct.settle(channel, deliveries, 'rejected');
  });
}

/** What a consumer refused must not come back to its channel. */
function requeueRefused(channel: Channel, deliveries: readonly Delivery[]): void {
  for (const { entry, consumer } of deliveries) if (consumer) entry.refusedBy.add(channel);
  channel.server.conduct.putBack(channel, deliveries, 'refused');
}

/** Does it now, or at tx.commit for those that are still out then. */
function whenCommitted(channel: Channel, work: Work, deliveries: readonly Delivery[], act: Act): void {
  if (channel.server.conduct.waitsForCommit(channel, work)) {
    const stillOut = () => deliveries.filter(({ tag }) => channel.deliveries.has(tag));
    channel.transaction.push({ kind: 'acknowledgement', deliveries, act: () => act(stillOut()) });
  } else act(deliveries);
}

/** The delivery of that tag, or all up to it; tag 0 is all of them. */
function selected({ deliveries }: Channel, values: AmqpArguments): readonly Delivery[] {
  const tag = numberOf(values, 'delivery-tag');
  const isMultiple = flagOf(values, 'multiple');
  const all = [...deliveries.values()];
  if (tag === 0) return all;
  return all.filter((delivery) => delivery.tag === tag || (isMultiple && delivery.tag < tag));
}

/** The queue is done with them; what is rejected may have a dead-letter exchange to go to. */
function settle(channel: Channel, deliveries: readonly Delivery[], how: 'acknowledged' | 'rejected'): void {
  for (const { tag, queue, entry } of deliveries) {
    channel.deliveries.delete(tag);
    if (how === 'rejected') queue.discard(entry);
    else queue.settle(entry);
  }
  roomAgain(channel);
}

/** Back to their queues, at their old places. */
function putBack(channel: Channel, deliveries: readonly Delivery[], why: Return): void {
  const queues = new Set<Queue>();
  for (const { tag, queue, entry } of deliveries) {
    channel.deliveries.delete(tag);
    queue.putBack(entry);
    entry.redelivered &&= channel.server.conduct.marksRedelivered(why);
    queues.add(queue);
  }
  for (const queue of queues) queue.dispatch();
  roomAgain(channel);
}

/** What was delivered once and comes again says so. */
function marksRedelivered(_why: Return): boolean {
  return true;
}

/** Settling one message may let others go, on this channel or, with a window of the connection, on another. */
function roomAgain(channel: Channel): void {
  const { window, channels } = channel.connection;
  if (window.count === 0 && window.octets === 0) channel.resume();
  else for (const other of channels.values()) other.resume();
}
