import { type Channel, channelsOf } from '../channel.js';
import type { AmqpConduct } from '../conduct.js';
import type { PrefetchWindow } from '../connection.js';
import type { Consumer } from '../consumer.js';
import type { MethodHandler } from '../handler.js';
import type { Window } from '../prefetch.js';
import type { QueueEntry } from '../queue.js';
import { queueNamed } from '../queues.js';
import type { Refusal } from '../refusal.js';
import { flagOf, numberOf, textOf } from '../values.js';
import { answering } from './answering.js';
import { distortedMethod } from './distorting.js';
import { first, handling, reading } from './handling.js';
import { losing } from './losing.js';
import { losingPlaces } from './places.js';
import { drop, refusing, without } from './refusing.js';
import { type AmqpRows, row } from './row.js';

const isNobody: Refusal['when'] = (values, { consumers }) => !consumers.has(textOf(values, 'consumer-tag'));

/** Class basic: consumers, what is delivered to them and how much is sent ahead. One defect or more for each probe. */
export const CONSUMER_DEFECTS: AmqpRows = [
  row(
    'replaces-consumer-tags',
    'amqp091/AMQP-basic.consume.consumer-tag.01',
    'gives a consumer another tag than the client chose',
    { consumerTag: (strict) => (channel, values) => strict(channel, { ...values, 'consumer-tag': '' }) },
  ),
  row(
    'leaves-consumer-tags-empty',
    'amqp091/AMQP-basic.consume.consumer-tag.generated',
    'gives no tag to a consumer without one',
    { consumerTag: () => (_channel, values) => textOf(values, 'consumer-tag') },
  ),
  row(
    'repeats-consumer-tags',
    'amqp091/AMQP-basic.consume.consumer-tag.generated',
    'gives the same tag to every consumer without one',
    { consumerTag: () => (_channel, values) => textOf(values, 'consumer-tag') || 'amq.ctag-0' },
  ),
  row(
    'takes-consumer-tags-twice',
    'amqp091/AMQP-basic.consume.consumer-tag.01',
    'accepts a consumer tag that is in use on the channel',
    without('basic.consume', 'tag-in-use'),
  ),
  row(
    'keeps-consumer-tags-per-connection',
    'amqp091/AMQP-basic.consume.consumer-tag.02',
    'refuses a consumer tag that is in use on another channel',
    refusing(
      'basic.consume',
      {
        when: (values, { connection }) =>
          channelsOf(connection).some(({ consumers }) => consumers.has(textOf(values, 'consumer-tag'))),
        reply: 'not-allowed',
      },
      'queue-in-use',
    ),
  ),
  row(
    'cancels-by-tag-alone',
    'amqp091/AMQP-basic.consume.consumer-tag.02',
    'cancels the consumer of that tag on whatever channel',
    {
      consumerNamed:
        (strict) =>
        ({ connection }, tag) =>
          channelsOf(connection)
            .map((channel) => strict(channel, tag))
            .find((consumer) => consumer !== undefined),
    },
  ),
  row(
    'refuses-cancel-of-deleted-queues',
    'amqp091/AMQP-basic.cancel.01',
    'closes the channel when there is no consumer to cancel',
    refusing('basic.cancel', { when: isNobody, reply: 'not-found' }),
  ),
  row(
    'drops-connection-for-cancel-of-unknown-tags',
    'amqp091/AMQP-basic.cancel.01',
    'drops the connection when there is no consumer to cancel',
    refusing('basic.cancel', { when: isNobody, reply: 'not-found', reaction: drop }),
  ),
  row(
    'settles-at-cancel',
    'amqp091/AMQP-basic.cancel.unacked',
    'settles what a consumer held when it is cancelled',
    ending(({ queue }, entry) => queue.settle(entry)),
  ),
  row(
    'requeues-at-cancel',
    'amqp091/AMQP-basic.cancel.unacked',
    'puts back what a consumer held when it is cancelled',
    ending(({ queue }, entry) => queue.putBack(entry)),
  ),
  row(
    'answers-no-wait-cancel',
    'amqp091/AMQP-basic.cancel.no-wait',
    'answers basic.cancel in spite of no-wait',
    answering('basic.cancel-ok'),
  ),
  row(
    'does-nothing-on-no-wait-cancel',
    'amqp091/AMQP-basic.cancel.no-wait',
    'keeps a consumer that is cancelled with no-wait',
    handling('basic.cancel', unlessNoWait),
  ),
  row(
    'answers-no-wait-consume',
    'amqp091/AMQP-basic.consume.no-wait',
    'answers basic.consume in spite of no-wait',
    answering('basic.consume-ok'),
  ),
  row(
    'does-nothing-on-no-wait-consume',
    'amqp091/AMQP-basic.consume.no-wait',
    'starts no consumer when no-wait is set',
    handling('basic.consume', unlessNoWait),
  ),
  row(
    'leaves-tags-of-no-wait-consumers-empty',
    'amqp091/AMQP-basic.consume.no-wait',
    'delivers with an empty tag to a consumer without one and with no-wait',
    {
      consumerTag: (strict) => (channel, values) =>
        flagOf(values, 'no-wait') ? textOf(values, 'consumer-tag') : strict(channel, values),
    },
  ),
  row(
    'consumes-from-missing-queues',
    'amqp091/AMQP-basic.consume.queue.must-exist',
    'says consume-ok for a missing queue',
    without('basic.consume', 'missing'),
  ),
  row(
    'cuts-off-whom-exclusive-consumers-meet',
    'amqp091/AMQP-basic.consume.exclusive.01',
    'refuses an exclusive consumer and cuts off those that are there',
    {
      refuse: (strict) => (channel, row, method, values) => {
        if (row.name === 'queue-in-use') {
          const consumers = queueNamed(channel, values)?.consumers.splice(0) ?? [];
          for (const consumer of consumers) channel.server.conduct.cancelConsumer(consumer);
        }
        strict(channel, row, method, values);
      },
    },
  ),
  row(
    'lets-exclusive-consumers-join',
    'amqp091/AMQP-basic.consume.exclusive.01',
    'accepts an exclusive consumer beside others',
    without('basic.consume', 'queue-in-use'),
  ),
  row(
    'lets-others-join-exclusive-consumers',
    'amqp091/AMQP-basic.consume.exclusive.01',
    'accepts other consumers beside an exclusive one',
    without('basic.consume', 'queue-in-exclusive-use'),
  ),
  row(
    'keeps-exclusive-access-after-cancel',
    'amqp091/AMQP-basic.consume.exclusive.01',
    'keeps a queue locked whose exclusive consumer was cancelled',
    () => {
      const gone = new WeakSet<Consumer>();
      return {
        endConsumer: (strict) => (consumer) => {
          if (consumer.exclusive) gone.add(consumer);
          else strict(consumer);
        },
        isReady: (strict) => (consumer) => !gone.has(consumer) && strict(consumer),
      };
    },
  ),
  row(
    'ignores-consumer-no-local',
    'amqp091/AMQP-basic.consume.no-local',
    'delivers what the connection itself published in spite of no-local',
    { isLocal: () => () => false },
  ),
  row(
    'holds-deliveries-despite-no-ack',
    'amqp091/AMQP-basic.09',
    'waits for the acknowledgement of what was delivered with no-ack',
    {
      settleOrHold: (strict) => (channel, delivery, noAck) =>
        strict(channel, delivery, noAck && delivery.consumer === undefined),
    },
  ),
  row(
    'loses-unacked-of-closed-connections',
    ['amqp091/AMQP-basic.10', 'amqp091/AMQP-redelivered.implementation'],
    'forgets the unacknowledged messages of a closed connection',
    losing('connection'),
  ),
  row(
    'copies-messages-to-every-consumer',
    'amqp091/AMQP-queue.single-delivery',
    'sends each message to every consumer of the queue',
    {
      deliver: (strict) => (consumer, entry) => {
        strict(consumer, entry);
        for (const other of consumer.queue.consumers) if (other !== consumer) strict(other, entry);
      },
    },
  ),
  row(
    'limits-consumers-to-15',
    'amqp091/AMQP-basic.consume.01',
    'refuses the sixteenth consumer of a queue',
    refusing(
      'basic.consume',
      {
        when: (values, channel) => (queueNamed(channel, values)?.consumers.length ?? 0) >= 15,
        reply: 'resource-error',
      },
      'queue-in-use',
    ),
  ),
  row(
    'delivers-with-binding-key',
    'amqp091/AMQP-basic.deliver.fields',
    'puts the key of the binding in place of the routing key',
    {
      deliveryArguments: (strict) => (consumer, entry, tag) => {
        const { exchange } = entry.message;
        const bindings = consumer.channel.virtualHost.exchanges.get(exchange)?.bindings ?? [];
        const binding = bindings.find(({ destination }) => destination === consumer.queue);
        const values = strict(consumer, entry, tag);
        return binding ? { ...values, 'routing-key': binding.routingKey } : values;
      },
    },
  ),
  distortedMethod(
    'marks-everything-redelivered',
    'amqp091/AMQP-redelivered.implementation',
    'marks every message as redelivered',
  ),
  distortedMethod(
    'never-marks-redelivered',
    'amqp091/AMQP-redelivered.implementation',
    'marks no message as redelivered',
  ),
  row(
    'marks-queues-of-closed-connections',
    'amqp091/AMQP-redelivered.implementation',
    'marks the whole queue as redelivered when a connection ends',
    {
      giveBack: (strict) => (queue, entry, how) => {
        if (how === 'connection') for (const other of queue.ready) other.redelivered = true;
        strict(queue, entry, how);
      },
    },
  ),
  row(
    'doubles-rejected-messages',
    'amqp091/AMQP-queue.requeue-order',
    'puts a rejected message back and keeps a copy',
    {
      requeueRefused: (strict) => (channel, deliveries) => {
        for (const { entry, queue } of deliveries) queue.put(entry.message);
        strict(channel, deliveries);
      },
    },
  ),
  row(
    'recovers-the-last-only',
    'amqp091/AMQP-queue.requeue-order',
    'puts the last of several messages back at basic.recover',
    {
      putBack: (strict) => (channel, deliveries, why) =>
        strict(channel, why === 'refused' ? deliveries : deliveries.slice(-1), why),
    },
  ),
  row('ignores-prefetch', 'amqp091/AMQP-basic.qos.prefetch-count.01', 'sends messages ahead without any limit', {
    hasRoom: () => () => true,
  }),
  row(
    'prefetches-one-too-many',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'sends one message more than prefetch-count permits',
    {
      hasRoom: () => (channel, consumer) => {
        const windows = channel.server.conduct.windows(channel, consumer);
        return windows.every(({ limit, out }) => limit.count === 0 || out.count <= limit.count);
      },
    },
  ),
  row(
    'never-frees-places',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'counts acknowledged messages as if they were still out',
    losingPlaces((lose) => ({
      settle: (strict) => (channel, deliveries, how) => {
        if (how === 'acknowledged') lose(channel, deliveries.length);
        strict(channel, deliveries, how);
      },
    })),
  ),
  row(
    'counts-prefetch-per-consumer',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'gives every consumer of a channel a window of its own',
    changingWindow(
      ({ limit }, { window }) => limit === window,
      ({ deliveries }, consumer) => {
        const bodies = [...deliveries.values()]
          .filter((one) => one.consumer === consumer)
          .map(({ entry }) => entry.message.body);
        return { count: bodies.length, octets: bodies.reduce((sum, { length }) => sum + length, 0) };
      },
    ),
  ),
  row('ignores-global-prefetch', 'amqp091/AMQP-basic.qos.prefetch-count.01', 'has no window that is global', {
    windows: (strict) => (channel, consumer) =>
      strict(channel, consumer).filter(({ limit }) => limit !== channel.connection.window),
  }),
  row(
    'applies-global-prefetch-per-channel',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'gives every channel a global window of its own',
    changingWindow(
      ({ limit }, { connection }) => limit === connection.window,
      (channel) => channel.server.conduct.outstanding(channel),
    ),
  ),
  row(
    'forgets-consumers-at-qos',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'ends the consumers of a channel at basic.qos',
    handling(
      'basic.qos',
      first(({ consumers, server }) => {
        for (const consumer of [...consumers.values()]) server.conduct.endConsumer(consumer);
      }),
    ),
  ),
  row(
    'takes-prefetch-0-for-none',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'sends nothing when prefetch-count is 0',
    handling(
      'basic.qos',
      reading((values) => ({ ...values, 'prefetch-count': numberOf(values, 'prefetch-count') || -1 })),
    ),
  ),
  row(
    'counts-no-ack-deliveries',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'counts what is delivered with no-ack as if it were out',
    losingPlaces((lose) => ({
      isLimited: () => () => true,
      settleOrHold: (strict) => (channel, delivery, noAck) => {
        if (noAck) lose(channel, 1);
        return strict(channel, delivery, noAck);
      },
    })),
  ),
  row(
    'limits-get-by-prefetch',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'says get-empty when the prefetch window is full',
    handling('basic.get', (strict) => (channel, values) => {
      const { deliveries, window } = channel;
      if (window.count > 0 && deliveries.size >= window.count) channel.send('basic.get-empty');
      else strict(channel, values);
    }),
  ),
  row(
    'frees-one-place-for-many',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'makes room for one message when several are acknowledged at once',
    losingPlaces((lose) => ({
      settle: (strict) => (channel, deliveries, how) => {
        if (how === 'acknowledged') lose(channel, Math.max(0, deliveries.length - 1));
        strict(channel, deliveries, how);
      },
    })),
  ),
  row(
    'keeps-places-of-rejected',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'counts rejected messages as if they were still out',
    losingPlaces((lose) =>
      handling(
        'basic.reject',
        first((channel) => lose(channel, 1)),
      ),
    ),
  ),
  row(
    'holds-back-large-messages',
    'amqp091/AMQP-basic.qos.prefetch-size.01',
    'never delivers a message that is larger than prefetch-size',
    {
      hasRoomFor: (strict) => (channel, consumer, octets) => {
        const windows = channel.server.conduct.windows(channel, consumer);
        const isSmall = windows.every(({ limit }) => limit.octets === 0 || octets <= limit.octets);
        return isSmall && strict(channel, consumer, octets);
      },
    },
  ),
  row(
    'ignores-prefetch-size',
    'amqp091/AMQP-basic.qos.prefetch-size.01',
    'sends more octets ahead than prefetch-size permits',
    { hasRoomFor: () => () => true },
  ),
];

function unlessNoWait(strict: MethodHandler): MethodHandler {
  return (channel, values) => {
    if (!flagOf(values, 'no-wait')) strict(channel, values);
  };
}

/** Does something to what a consumer holds when it is cancelled. */
function ending(act: (consumer: Consumer, entry: QueueEntry) => void) {
  return {
    endConsumer:
      (strict: AmqpConduct['endConsumer']): AmqpConduct['endConsumer'] =>
      (consumer) => {
        const { deliveries } = consumer.channel;
        strict(consumer);
        const held = [...deliveries.values()].filter((delivery) => delivery.consumer === consumer);
        for (const { tag, entry } of held) {
          deliveries.delete(tag);
          act(consumer, entry);
        }
      },
  };
}

/** Counts something else as out under one of the windows. */
function changingWindow(
  isChanged: (window: Window, channel: Channel) => boolean,
  outFor: (channel: Channel, consumer: Consumer) => PrefetchWindow,
) {
  return {
    windows:
      (strict: AmqpConduct['windows']): AmqpConduct['windows'] =>
      (channel, consumer) =>
        strict(channel, consumer).map((window) =>
          isChanged(window, channel) ? { ...window, out: outFor(channel, consumer) } : window,
        ),
  };
}
