import { channelsOf } from '../channel.js';
import type { AmqpConduct } from '../conduct.js';
import { outgoingContent } from '../output.js';
import { returnArguments } from '../publishing.js';
import { levelIn, type Queue } from '../queue.js';
import { recover } from '../recovery.js';
import type { Refusal } from '../refusal.js';
import { USERS } from '../users.js';
import { flagOf, numberOf, textOf } from '../values.js';
import type { VirtualHost } from '../virtual-host.js';
import { distortedMethod } from './distorting.js';
import { dying, ofProperty } from './dying.js';
import { first, handling, reading } from './handling.js';
import { onceMore } from './last-delivery.js';
import { closingConnection, refusing, without } from './refusing.js';
import { type AmqpRows, row } from './row.js';

const isAllSoFar: Refusal['when'] = (values) => numberOf(values, 'delivery-tag') === 0 && flagOf(values, 'multiple');

/** Class basic: publishing, fetching and settling messages. */
export const BASIC_DEFECTS: AmqpRows = [
  row(
    'leaves-get-of-empty-queue-unanswered',
    'amqp091/AMQP-basic.get.empty',
    'does not answer basic.get on an empty queue',
    { sendEmpty: () => () => {} },
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
  row(
    'holds-gets-despite-no-ack',
    'amqp091/AMQP-basic.09',
    'waits for the acknowledgement of what was fetched with no-ack',
    {
      settleOrHold: (strict) => (channel, delivery, noAck) =>
        strict(channel, delivery, noAck && delivery.consumer !== undefined),
    },
  ),
  row(
    'gets-nothing-from-missing-queues',
    'amqp091/AMQP-basic.get.queue.must-exist',
    'says get-empty of a missing queue',
    without('basic.get', 'missing'),
  ),
  row('drops-empty-messages', 'amqp091/AMQP-content.body-size', 'drops messages without a body', {
    enqueue: (strict) => (channel, queue, message) => message.body.length === 0 || strict(channel, queue, message),
  }),
  row(
    'returns-without-content',
    'amqp091/AMQP-basic.publish.mandatory.01',
    'sends basic.return and no content behind it',
    {
      returnMessage: () => (channel, message, replyCode, replyText) =>
        channel.send('basic.return', returnArguments(message, replyCode, replyText)),
    },
  ),
  distortedMethod(
    'returns-as-no-consumers',
    'amqp091/AMQP-basic.publish.mandatory.01',
    'returns a message without a route with 313',
  ),
  row(
    'returns-everything-mandatory',
    'amqp091/AMQP-basic.publish.mandatory.01',
    'returns mandatory messages that have a route too',
    { isReturned: (strict) => (publish) => publish.isMandatory || strict(publish) },
  ),
  row(
    'takes-fanout-for-a-route',
    'amqp091/AMQP-basic.publish.mandatory.01',
    'takes a fanout exchange without bindings for a route',
    { isReturned: (strict) => (publish) => publish.exchange?.properties.type !== 'fanout' && strict(publish) },
  ),
  row(
    'returns-what-is-not-mandatory',
    'amqp091/AMQP-basic.publish.mandatory.01',
    'returns messages without a route that are not mandatory',
    { isReturned: (strict) => (publish) => strict({ ...publish, isMandatory: true }) },
  ),
  row(
    'refuses-publishes-without-route',
    'amqp091/AMQP-basic.publish.mandatory.01',
    'closes the channel for a message without a route',
    refusing(
      'basic.publish',
      {
        when: (values, { virtualHost }) => {
          const key = textOf(values, 'routing-key');
          const bindings = virtualHost.exchanges.get(textOf(values, 'exchange'))?.bindings ?? [];
          const hasRoute = virtualHost.queues.has(key) || bindings.some(({ routingKey }) => routingKey === key);
          return !hasRoute && !flagOf(values, 'mandatory');
        },
        reply: 'not-found',
      },
      'internal-exchange',
    ),
  ),
  row(
    'returns-on-channel-1',
    'amqp091/AMQP-basic.publish.mandatory.01',
    'sends basic.return on channel 1, wherever the message came from',
    returningOn(1),
  ),
  row(
    'returns-on-channel-0',
    'amqp091/AMQP-basic.publish.mandatory.01',
    'sends basic.return on channel 0',
    returningOn(0),
  ),
  row(
    'queues-immediate-messages',
    'amqp091/AMQP-basic.publish.immediate.01',
    'returns an immediate message and queues it as well',
    {
      takersOf:
        () =>
        ({ route }) =>
          route.queues,
    },
  ),
  row(
    'returns-everything-immediate',
    'amqp091/AMQP-basic.publish.immediate.01',
    'returns immediate messages although a consumer takes them',
    { isSpurned: (strict) => (publish) => publish.isImmediate || strict(publish) },
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
  row(
    'dies-of-other-delivery-modes',
    'amqp091/AMQP-basic.delivery-mode',
    'dies of a delivery-mode that is neither 1 nor 2',
    dying(ofProperty('delivery-mode', (mode) => mode !== 1 && mode !== 2)),
  ),
  row(
    'dies-of-foreign-user-ids',
    'rabbitmq/RMQ-x-user-id',
    'dies of a user-id that it does not know',
    dying(ofProperty('user-id', (user) => !USERS.some(({ name }) => name === user))),
  ),
  row(
    'refuses-every-user-id',
    'rabbitmq/RMQ-x-user-id',
    "refuses messages with a user-id, the user's own too",
    refusing(
      'basic.publish',
      { when: (values) => values['user-id'] !== undefined, reply: 'precondition-failed' },
      'internal-exchange',
    ),
  ),
  row(
    'puts-persistent-messages-behind',
    'amqp091/AMQP-basic.08',
    'keeps persistent messages behind the transient ones',
    { priorityOf: () => (properties) => (properties['delivery-mode'] === 2 ? 0 : 9) },
  ),
  row(
    'ignores-priorities',
    ['amqp091/AMQP-basic.06', 'amqp091/AMQP-basic.07'],
    'treats messages of all priorities alike',
    { priorityOf: () => () => 0 },
  ),
  row(
    'keeps-one-message-per-priority-level',
    ['amqp091/AMQP-basic.06', 'amqp091/AMQP-basic.07'],
    'has room for one message of each priority level',
    {
      enqueue: (strict) => (channel, queue, message) => {
        const level = levelIn(queue, message);
        const others = queue.ready.filter((entry) => levelIn(queue, entry.message) !== level);
        queue.ready.splice(0, queue.ready.length, ...others);
        return strict(channel, queue, message);
      },
    },
  ),
  row(
    'acks-all-before',
    'amqp091/AMQP-basic.ack.multiple.exists',
    'settles all up to the tag without multiple',
    handling(
      'basic.ack',
      reading((values) => ({ ...values, multiple: true })),
    ),
  ),
  row(
    'acks-one-despite-multiple',
    'amqp091/AMQP-basic.ack.multiple.exists',
    'settles the message of the tag alone in spite of multiple',
    handling(
      'basic.ack',
      reading((values) => ({ ...values, multiple: false })),
    ),
  ),
  row(
    'refuses-acks-of-all-so-far',
    ['amqp091/AMQP-basic.ack.multiple.exists', 'amqp091/AMQP-delivery-tag.non-zero'],
    'refuses tag 0 with multiple',
    refusing('basic.ack', { when: isAllSoFar, reply: 'precondition-failed' }),
  ),
  row(
    'acks-nothing-at-tag-0',
    ['amqp091/AMQP-basic.ack.multiple.exists', 'amqp091/AMQP-delivery-tag.non-zero'],
    'settles nothing at tag 0 with multiple',
    {
      selected: (strict) => (channel, values) =>
        numberOf(values, 'delivery-tag') === 0 ? [] : strict(channel, values),
    },
  ),
  row(
    'acks-all-at-single-tag-0',
    'amqp091/AMQP-basic.ack.multiple.exists',
    'settles all at tag 0 without multiple',
    without('basic.ack', 'single-tag-0'),
  ),
  row(
    'ignores-acks-of-unknown-tags',
    'amqp091/AMQP-basic.ack.multiple.exists',
    'passes over the acknowledgement of an unknown tag',
    without('basic.ack', 'unknown-tag'),
  ),
  row(
    'closes-connection-for-unknown-tags',
    'amqp091/AMQP-basic.ack.multiple.exists',
    'makes a connection exception of an unknown tag',
    refusing('basic.ack', {
      when: (values, channel) => {
        const tag = numberOf(values, 'delivery-tag');
        return tag !== 0 && !channel.server.conduct.isKnownTag(channel, tag);
      },
      reply: 'precondition-failed',
      reaction: closingConnection('precondition-failed'),
    }),
  ),
  row(
    'takes-acks-twice',
    'amqp091/AMQP-basic.ack.multiple.exists',
    'passes over the acknowledgement of a message that is settled',
    { isKnownTag: (strict) => (channel, tag) => tag <= channel.lastTag || strict(channel, tag) },
  ),
  row(
    'settles-tags-of-other-channels',
    'amqp091/AMQP-delivery-tag.channel-local',
    'accepts the tags of other channels',
    {
      isKnownTag:
        (strict) =>
        ({ connection }, tag) =>
          channelsOf(connection).some((channel) => strict(channel, tag)),
    },
  ),
  row(
    'forgets-tags-of-deleted-queues',
    'amqp091/AMQP-basic.ack.multiple.exists',
    'does not know the tag of a message whose queue was deleted',
    {
      isKnownTag: (strict) => (channel, tag) =>
        strict(channel, tag) && channel.deliveries.get(tag)?.queue.deleted === false,
    },
  ),
  row(
    'acknowledges-plain-publishes',
    'rabbitmq/RMQ-confirm.all-messages-acknowledged',
    'acknowledges messages to publishers that are not in confirm mode',
    {
      publish: (strict) => (channel, content) => {
        strict(channel, content);
        if (channel.mode === 'plain') channel.send('basic.ack', { 'delivery-tag': 1 });
      },
    },
  ),
  row(
    'loses-rejected-messages',
    ['amqp091/AMQP-basic.reject.requeue.01', 'amqp091/AMQP-queue.requeue-order'],
    'drops a rejected message in spite of requeue',
    handling(
      'basic.reject',
      reading((values) => ({ ...values, requeue: false })),
    ),
  ),
  row(
    'forgets-that-rejected-were-delivered',
    'amqp091/AMQP-basic.reject.requeue.01',
    'does not mark a message that comes back from a reject',
    { marksRedelivered: (strict) => (why) => why !== 'refused' && strict(why) },
  ),
  row(
    'returns-rejected-to-same-channel',
    'amqp091/AMQP-basic.reject.requeue.01',
    'delivers a rejected message to the same channel again',
    { hasRefused: () => () => false },
  ),
  row(
    'requeues-rejected-anyway',
    'amqp091/AMQP-basic.reject.requeue.01',
    'puts a rejected message back without requeue',
    handling(
      'basic.reject',
      reading((values) => ({ ...values, requeue: true })),
    ),
  ),
  row(
    'ignores-rejects-of-unknown-tags',
    'amqp091/AMQP-basic.reject.02',
    'passes over the reject of an unknown tag',
    without('basic.reject', 'unknown-tag'),
  ),
  row(
    'nacks-one-despite-multiple',
    'rabbitmq/RMQ-basic.nack.multiple.exists',
    'nacks the message of the tag alone in spite of multiple',
    handling(
      'basic.nack',
      reading((values) => ({ ...values, multiple: false })),
    ),
  ),
  row(
    'refuses-nacks-of-all-so-far',
    'rabbitmq/RMQ-basic.nack.multiple.exists',
    'refuses a nack of tag 0 with multiple',
    refusing('basic.nack', { when: isAllSoFar, reply: 'precondition-failed' }),
  ),
  row(
    'ignores-nacks-of-unknown-tags',
    'rabbitmq/RMQ-basic.nack.multiple.exists',
    'passes over the nack of an unknown tag',
    without('basic.nack', 'unknown-tag'),
  ),
  row(
    'requeues-nacked-anyway',
    'rabbitmq/RMQ-basic.nack.requeue.01',
    'puts nacked messages back without requeue',
    handling(
      'basic.nack',
      reading((values) => ({ ...values, requeue: true })),
    ),
  ),
  row('recovers-without-mark', 'amqp091/AMQP-basic.recover.01', 'does not mark what basic.recover sends again', {
    marksRedelivered: (strict) => (why) => why !== 'recover' && strict(why),
  }),
  row(
    'leaves-consumers-out-of-recover',
    'amqp091/AMQP-basic.recover.01',
    'sends nothing again to the consumers that hold messages',
    { redeliver: () => () => {} },
  ),
  row(
    'answers-recover-async',
    'amqp091/AMQP-basic.recover-async.01',
    'answers basic.recover-async with recover-ok',
    handling(
      'basic.recover-async',
      first((channel) => channel.send('basic.recover-ok')),
    ),
  ),
  row(
    'recovers-async-without-mark',
    'amqp091/AMQP-basic.recover-async.01',
    'does not mark what basic.recover-async sends again',
    { marksRedelivered: (strict) => (why) => why !== 'recover-async' && strict(why) },
  ),
  row(
    'recovers-settled-messages',
    'amqp091/AMQP-basic.recover.01',
    'sends messages again that were acknowledged',
    onceMore('basic.recover', (channel) => [...channel.consumers.values()]),
  ),
  row(
    'redelivers-before-recover-ok',
    'amqp091/AMQP-channel.content-sync',
    'sends messages again before it says recover-ok',
    handling('basic.recover', () => (channel, values) => {
      recover(channel, flagOf(values, 'requeue'), 'recover');
      channel.send('basic.recover-ok');
    }),
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

/** Whatever channel the message came on. */
function returningOn(channel: number) {
  return {
    returnMessage:
      (): AmqpConduct['returnMessage'] =>
      ({ connection, server }, message, replyCode, replyText) => {
        connection.send(channel, 'basic.return', returnArguments(message, replyCode, replyText));
        const frames = outgoingContent(server.conduct, channel, message, connection.frameMax);
        for (const frame of frames) connection.write(frame);
      },
  };
}
