import { answering } from './answering.js';
import { distortedMethod } from './distorting.js';
import { losing } from './losing.js';
import { type AmqpRows, row, todo } from './row.js';

/** Class basic: consumers, what is delivered to them and how much is sent ahead. One defect or more for each probe. */
export const consumerDefects: AmqpRows = [
  todo(
    'replaces-consumer-tags',
    'amqp091/AMQP-basic.consume.consumer-tag.01',
    'gives a consumer another tag than the client chose',
  ),
  todo(
    'leaves-consumer-tags-empty',
    'amqp091/AMQP-basic.consume.consumer-tag.generated',
    'gives no tag to a consumer without one',
  ),
  todo(
    'repeats-consumer-tags',
    'amqp091/AMQP-basic.consume.consumer-tag.generated',
    'gives the same tag to every consumer without one',
  ),
  todo(
    'takes-consumer-tags-twice',
    'amqp091/AMQP-basic.consume.consumer-tag.01',
    'accepts a consumer tag that is in use on the channel',
  ),
  todo(
    'keeps-consumer-tags-per-connection',
    'amqp091/AMQP-basic.consume.consumer-tag.02',
    'refuses a consumer tag that is in use on another channel',
  ),
  todo(
    'cancels-by-tag-alone',
    'amqp091/AMQP-basic.consume.consumer-tag.02',
    'cancels the consumer of that tag on whatever channel',
  ),
  todo(
    'refuses-cancel-of-deleted-queues',
    'amqp091/AMQP-basic.cancel.01',
    'closes the channel when there is no consumer to cancel',
  ),
  todo(
    'drops-connection-for-cancel-of-unknown-tags',
    'amqp091/AMQP-basic.cancel.01',
    'drops the connection when there is no consumer to cancel',
  ),
  todo('settles-at-cancel', 'amqp091/AMQP-basic.cancel.unacked', 'settles what a consumer held when it is cancelled'),
  todo(
    'requeues-at-cancel',
    'amqp091/AMQP-basic.cancel.unacked',
    'puts back what a consumer held when it is cancelled',
  ),
  row(
    'answers-no-wait-cancel',
    'amqp091/AMQP-basic.cancel.no-wait',
    'answers basic.cancel in spite of no-wait',
    answering('basic.cancel-ok'),
  ),
  todo(
    'does-nothing-on-no-wait-cancel',
    'amqp091/AMQP-basic.cancel.no-wait',
    'keeps a consumer that is cancelled with no-wait',
  ),
  row(
    'answers-no-wait-consume',
    'amqp091/AMQP-basic.consume.no-wait',
    'answers basic.consume in spite of no-wait',
    answering('basic.consume-ok'),
  ),
  todo(
    'does-nothing-on-no-wait-consume',
    'amqp091/AMQP-basic.consume.no-wait',
    'starts no consumer when no-wait is set',
  ),
  todo(
    'leaves-tags-of-no-wait-consumers-empty',
    'amqp091/AMQP-basic.consume.no-wait',
    'delivers with an empty tag to a consumer without one and with no-wait',
  ),
  todo(
    'consumes-from-missing-queues',
    'amqp091/AMQP-basic.consume.queue.must-exist',
    'says consume-ok for a missing queue',
  ),
  todo(
    'cuts-off-whom-exclusive-consumers-meet',
    'amqp091/AMQP-basic.consume.exclusive.01',
    'refuses an exclusive consumer and cuts off those that are there',
  ),
  todo(
    'lets-exclusive-consumers-join',
    'amqp091/AMQP-basic.consume.exclusive.01',
    'accepts an exclusive consumer beside others',
  ),
  todo(
    'lets-others-join-exclusive-consumers',
    'amqp091/AMQP-basic.consume.exclusive.01',
    'accepts other consumers beside an exclusive one',
  ),
  todo(
    'keeps-exclusive-access-after-cancel',
    'amqp091/AMQP-basic.consume.exclusive.01',
    'keeps a queue locked whose exclusive consumer was cancelled',
  ),
  todo(
    'ignores-consumer-no-local',
    'amqp091/AMQP-basic.consume.no-local',
    'delivers what the connection itself published in spite of no-local',
  ),
  todo(
    'holds-deliveries-despite-no-ack',
    'amqp091/AMQP-basic.09',
    'waits for the acknowledgement of what was delivered with no-ack',
  ),
  row(
    'loses-unacked-of-closed-connections',
    ['amqp091/AMQP-basic.10', 'amqp091/AMQP-redelivered.implementation'],
    'forgets the unacknowledged messages of a closed connection',
    losing('connection'),
  ),
  todo(
    'copies-messages-to-every-consumer',
    'amqp091/AMQP-queue.single-delivery',
    'sends each message to every consumer of the queue',
  ),
  todo('limits-consumers-to-15', 'amqp091/AMQP-basic.consume.01', 'refuses the sixteenth consumer of a queue'),
  todo(
    'delivers-with-binding-key',
    'amqp091/AMQP-basic.deliver.fields',
    'puts the key of the binding in place of the routing key',
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
  todo(
    'doubles-rejected-messages',
    'amqp091/AMQP-queue.requeue-order',
    'puts a rejected message back and keeps a copy',
  ),
  todo(
    'recovers-the-last-only',
    'amqp091/AMQP-queue.requeue-order',
    'puts the last of several messages back at basic.recover',
  ),
  todo('ignores-prefetch', 'amqp091/AMQP-basic.qos.prefetch-count.01', 'sends messages ahead without any limit'),
  todo(
    'prefetches-one-too-many',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'sends one message more than prefetch-count permits',
  ),
  todo(
    'never-frees-places',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'counts acknowledged messages as if they were still out',
  ),
  todo(
    'counts-prefetch-per-consumer',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'gives every consumer of a channel a window of its own',
  ),
  todo('ignores-global-prefetch', 'amqp091/AMQP-basic.qos.prefetch-count.01', 'has no window that is global'),
  todo(
    'applies-global-prefetch-per-channel',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'gives every channel a global window of its own',
  ),
  todo(
    'forgets-consumers-at-qos',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'ends the consumers of a channel at basic.qos',
  ),
  todo(
    'takes-prefetch-0-for-none',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'sends nothing when prefetch-count is 0',
  ),
  todo(
    'counts-no-ack-deliveries',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'counts what is delivered with no-ack as if it were out',
  ),
  todo(
    'limits-get-by-prefetch',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'says get-empty when the prefetch window is full',
  ),
  todo(
    'frees-one-place-for-many',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'makes room for one message when several are acknowledged at once',
  ),
  todo(
    'keeps-places-of-rejected',
    'amqp091/AMQP-basic.qos.prefetch-count.01',
    'counts rejected messages as if they were still out',
  ),
  todo(
    'holds-back-large-messages',
    'amqp091/AMQP-basic.qos.prefetch-size.01',
    'never delivers a message that is larger than prefetch-size',
  ),
  todo(
    'ignores-prefetch-size',
    'amqp091/AMQP-basic.qos.prefetch-size.01',
    'sends more octets ahead than prefetch-size permits',
  ),
];
