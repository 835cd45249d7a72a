import type { AmqpConduct } from '../conduct.js';
import type { Queue } from '../queue.js';
import type { VirtualHost } from '../virtual-host.js';
import { distortedMethod } from './distorting.js';
import { type AmqpRows, row, todo } from './row.js';

/** Class basic: publishing, fetching and settling messages. */
export const basicDefects: AmqpRows = [
  todo(
    'leaves-get-of-empty-queue-unanswered',
    'amqp091/AMQP-basic.get.empty',
    'does not answer basic.get on an empty queue',
  ),
  distortedMethod(
    'omits-reserved-field-of-get-empty',
    'amqp091/AMQP-basic.get.empty',
    'leaves the reserved field out of basic.get-empty',
  ),
  distortedMethod(
    'counts-the-message-it-gives',
    'amqp091/AMQP-basic.get.fields',
    'counts the message itself among those that are left',
  ),
  todo(
    'holds-gets-despite-no-ack',
    'amqp091/AMQP-basic.09',
    'waits for the acknowledgement of what was fetched with no-ack',
  ),
  todo(
    'gets-nothing-from-missing-queues',
    'amqp091/AMQP-basic.get.queue.must-exist',
    'says get-empty of a missing queue',
  ),
  todo('drops-empty-messages', 'amqp091/AMQP-content.body-size', 'drops messages without a body'),
  todo(
    'returns-without-content',
    'amqp091/AMQP-basic.publish.mandatory.01',
    'sends basic.return and no content behind it',
  ),
  distortedMethod(
    'returns-as-no-consumers',
    'amqp091/AMQP-basic.publish.mandatory.01',
    'returns a message without a route with 313',
  ),
  todo(
    'returns-everything-mandatory',
    'amqp091/AMQP-basic.publish.mandatory.01',
    'returns mandatory messages that have a route too',
  ),
  todo(
    'takes-fanout-for-a-route',
    'amqp091/AMQP-basic.publish.mandatory.01',
    'takes a fanout exchange without bindings for a route',
  ),
  todo(
    'returns-what-is-not-mandatory',
    'amqp091/AMQP-basic.publish.mandatory.01',
    'returns messages without a route that are not mandatory',
  ),
  todo(
    'refuses-publishes-without-route',
    'amqp091/AMQP-basic.publish.mandatory.01',
    'closes the channel for a message without a route',
  ),
  todo(
    'returns-on-channel-1',
    'amqp091/AMQP-basic.publish.mandatory.01',
    'sends basic.return on channel 1, wherever the message came from',
  ),
  todo('returns-on-channel-0', 'amqp091/AMQP-basic.publish.mandatory.01', 'sends basic.return on channel 0'),
  todo(
    'queues-immediate-messages',
    'amqp091/AMQP-basic.publish.immediate.01',
    'returns an immediate message and queues it as well',
  ),
  todo(
    'returns-everything-immediate',
    'amqp091/AMQP-basic.publish.immediate.01',
    'returns immediate messages although a consumer takes them',
  ),
  row(
    'reverses-messages-in-restart',
    'amqp091/AMQP-basic.01',
    'turns the order of persistent messages round in a restart',
    restarting(({ ready }) => ready.reverse()),
  ),
  row(
    'forgets-deliveries-in-restart',
    'amqp091/AMQP-basic.01',
    'forgets in a restart which messages were delivered before',
    restarting(({ ready }) => {
      for (const entry of ready) entry.redelivered = false;
    }),
  ),
  todo(
    'dies-of-other-delivery-modes',
    'amqp091/AMQP-basic.delivery-mode',
    'dies of a delivery-mode that is neither 1 nor 2',
  ),
  todo('dies-of-foreign-user-ids', 'rabbitmq/RMQ-x-user-id', 'dies of a user-id that it does not know'),
  todo('refuses-every-user-id', 'rabbitmq/RMQ-x-user-id', "refuses messages with a user-id, the user's own too"),
  todo(
    'puts-persistent-messages-behind',
    'amqp091/AMQP-basic.08',
    'keeps persistent messages behind the transient ones',
  ),
  todo(
    'ignores-priorities',
    ['amqp091/AMQP-basic.06', 'amqp091/AMQP-basic.07'],
    'treats messages of all priorities alike',
  ),
  todo(
    'keeps-one-message-per-priority-level',
    ['amqp091/AMQP-basic.06', 'amqp091/AMQP-basic.07'],
    'has room for one message of each priority level',
  ),
  todo('acks-all-before', 'amqp091/AMQP-basic.ack.multiple.exists', 'settles all up to the tag without multiple'),
  todo(
    'acks-one-despite-multiple',
    'amqp091/AMQP-basic.ack.multiple.exists',
    'settles the message of the tag alone in spite of multiple',
  ),
  todo(
    'refuses-acks-of-all-so-far',
    ['amqp091/AMQP-basic.ack.multiple.exists', 'amqp091/AMQP-delivery-tag.non-zero'],
    'refuses tag 0 with multiple',
  ),
  todo(
    'acks-nothing-at-tag-0',
    ['amqp091/AMQP-basic.ack.multiple.exists', 'amqp091/AMQP-delivery-tag.non-zero'],
    'settles nothing at tag 0 with multiple',
  ),
  todo('acks-all-at-single-tag-0', 'amqp091/AMQP-basic.ack.multiple.exists', 'settles all at tag 0 without multiple'),
  todo(
    'ignores-acks-of-unknown-tags',
    'amqp091/AMQP-basic.ack.multiple.exists',
    'passes over the acknowledgement of an unknown tag',
  ),
  todo(
    'closes-connection-for-unknown-tags',
    'amqp091/AMQP-basic.ack.multiple.exists',
    'makes a connection exception of an unknown tag',
  ),
  todo(
    'takes-acks-twice',
    'amqp091/AMQP-basic.ack.multiple.exists',
    'passes over the acknowledgement of a message that is settled',
  ),
  todo(
    'settles-tags-of-other-channels',
    'amqp091/AMQP-delivery-tag.channel-local',
    'accepts the tags of other channels',
  ),
  todo(
    'forgets-tags-of-deleted-queues',
    'amqp091/AMQP-basic.ack.multiple.exists',
    'does not know the tag of a message whose queue was deleted',
  ),
  todo(
    'acknowledges-plain-publishes',
    'rabbitmq/RMQ-confirm.all-messages-acknowledged',
    'acknowledges messages to publishers that are not in confirm mode',
  ),
  todo(
    'loses-rejected-messages',
    ['amqp091/AMQP-basic.reject.requeue.01', 'amqp091/AMQP-queue.requeue-order'],
    'drops a rejected message in spite of requeue',
  ),
  todo(
    'forgets-that-rejected-were-delivered',
    'amqp091/AMQP-basic.reject.requeue.01',
    'does not mark a message that comes back from a reject',
  ),
  todo(
    'returns-rejected-to-same-channel',
    'amqp091/AMQP-basic.reject.requeue.01',
    'delivers a rejected message to the same channel again',
  ),
  todo(
    'requeues-rejected-anyway',
    'amqp091/AMQP-basic.reject.requeue.01',
    'puts a rejected message back without requeue',
  ),
  todo('ignores-rejects-of-unknown-tags', 'amqp091/AMQP-basic.reject.02', 'passes over the reject of an unknown tag'),
  todo(
    'nacks-one-despite-multiple',
    'rabbitmq/RMQ-basic.nack.multiple.exists',
    'nacks the message of the tag alone in spite of multiple',
  ),
  todo(
    'refuses-nacks-of-all-so-far',
    'rabbitmq/RMQ-basic.nack.multiple.exists',
    'refuses a nack of tag 0 with multiple',
  ),
  todo(
    'ignores-nacks-of-unknown-tags',
    'rabbitmq/RMQ-basic.nack.multiple.exists',
    'passes over the nack of an unknown tag',
  ),
  todo('requeues-nacked-anyway', 'rabbitmq/RMQ-basic.nack.requeue.01', 'puts nacked messages back without requeue'),
  todo('recovers-without-mark', 'amqp091/AMQP-basic.recover.01', 'does not mark what basic.recover sends again'),
  todo(
    'leaves-consumers-out-of-recover',
    'amqp091/AMQP-basic.recover.01',
    'sends nothing again to the consumers that hold messages',
  ),
  todo('answers-recover-async', 'amqp091/AMQP-basic.recover-async.01', 'answers basic.recover-async with recover-ok'),
  todo(
    'recovers-async-without-mark',
    'amqp091/AMQP-basic.recover-async.01',
    'does not mark what basic.recover-async sends again',
  ),
  todo('recovers-settled-messages', 'amqp091/AMQP-basic.recover.01', 'sends messages again that were acknowledged'),
  todo(
    'redelivers-before-recover-ok',
    'amqp091/AMQP-channel.content-sync',
    'sends messages again before it says recover-ok',
  ),
];

/** Does something to the messages that a restart left in a queue. */
function restarting(change: (queue: Queue) => void) {
  return {
    restart:
      (strict: AmqpConduct['restart']): AmqpConduct['restart'] =>
      (virtualHost: VirtualHost) => {
        strict(virtualHost);
        for (const queue of virtualHost.queues.values()) change(queue);
      },
  };
}
