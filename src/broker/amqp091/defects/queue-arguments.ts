import { levelIn } from '../queue.js';
import { argumentOf, QUEUE_ARGUMENTS } from '../queue-policy.js';
import { tableOf } from '../values.js';
import { distortedProperties } from './distorting.js';
import { dying, ofMethod } from './dying.js';
import { limiting } from './limiting.js';
import { without } from './refusing.js';
import { type AmqpRows, row } from './row.js';

/** RabbitMQ's arguments of queues: age, length, priority. */
export const QUEUE_ARGUMENT_DEFECTS: AmqpRows = [
  row(
    'keeps-messages-beyond-queue-ttl',
    'rabbitmq/RMQ-x-message-ttl',
    'takes no notice of x-message-ttl',
    limiting({ messageTtl: undefined }),
  ),
  row('keeps-messages-of-zero-ttl', 'rabbitmq/RMQ-x-message-ttl', 'takes an x-message-ttl of 0 for none', {
    policyOf: (strict) => (table) => {
      const policy = strict(table);
      return policy.messageTtl === 0 ? { ...policy, messageTtl: undefined } : policy;
    },
  }),
  row(
    'drops-messages-of-zero-ttl',
    'rabbitmq/RMQ-x-message-ttl',
    'drops messages of an x-message-ttl of 0 although a consumer is ready',
    {
      enqueue: (strict) => (channel, queue, message) => {
        const isSpent = queue.conduct.deadline(queue, message) <= performance.now();
        if (queue.ready.length > 0 || !isSpent) return strict(channel, queue, message);
        queue.giveUp(message, 'expired');
        return true;
      },
    },
  ),
  row('takes-expiration-for-seconds', 'rabbitmq/RMQ-x-expiration', 'counts expiration in seconds', {
    deadline: (strict) => (queue, message) =>
      strict(queue, { ...message, expiration: message.expiration && message.expiration * 1000 }),
  }),
  distortedProperties('strips-expiration', 'rabbitmq/RMQ-x-expiration', 'delivers messages without their expiration'),
  row(
    'accepts-bad-expirations',
    'rabbitmq/RMQ-x-expiration',
    'takes any text for an expiration',
    without('basic.publish', 'bad-expiration'),
  ),
  row('prefers-message-ttl', 'rabbitmq/RMQ-x-expiration', 'lets expiration override a smaller x-message-ttl', {
    deadline: (strict) => (queue, message) =>
      message.expiration === undefined ? strict(queue, message) : performance.now() + message.expiration,
  }),
  row('prefers-queue-ttl', 'rabbitmq/RMQ-x-expiration', 'lets x-message-ttl override a smaller expiration', {
    deadline: (strict) => (queue, message) =>
      strict(queue, queue.policy.messageTtl === undefined ? message : { ...message, expiration: undefined }),
  }),
  row(
    'delivers-expired-behind-live',
    'rabbitmq/RMQ-x-expiration',
    'delivers a message that expired behind one that did not',
    {
      deadline: (strict) => (queue, message) =>
        queue.ready.length > 0 ? Number.POSITIVE_INFINITY : strict(queue, message),
    },
  ),
  row(
    'accepts-bad-message-ttl',
    'rabbitmq/RMQ-x-arguments',
    'takes anything for x-message-ttl',
    without('queue.declare', 'x-message-ttl'),
  ),
  row(
    'never-expires-queues',
    'rabbitmq/RMQ-x-expires',
    'takes no notice of x-expires',
    limiting({ expires: undefined }),
  ),
  row('expires-consumed-queues', 'rabbitmq/RMQ-x-expires', 'expires queues that are consumed', {
    isUnused: () => () => true,
  }),
  row(
    'accepts-bad-x-expires',
    'rabbitmq/RMQ-x-expires',
    'takes anything for x-expires',
    without('queue.declare', 'x-expires'),
  ),
  row('drops-tail-on-overflow', 'rabbitmq/RMQ-x-max-length', 'drops the youngest message of a full queue', {
    takeSurplus:
      () =>
      ({ ready }) =>
        ready.pop(),
  }),
  row(
    'ignores-max-length',
    'rabbitmq/RMQ-x-max-length',
    'takes no notice of x-max-length',
    limiting({ maxLength: undefined }),
  ),
  row(
    'ignores-max-length-bytes',
    'rabbitmq/RMQ-x-max-length',
    'takes no notice of x-max-length-bytes',
    limiting({ maxLengthBytes: undefined }),
  ),
  row('counts-headers-in-max-length', 'rabbitmq/RMQ-x-max-length', 'counts properties for x-max-length-bytes', {
    sizeOf: (strict) => (message) => strict(message) + message.propertyList.length,
  }),
  row('counts-unacked-in-max-length', 'rabbitmq/RMQ-x-max-length', 'counts messages that are out for x-max-length', {
    lengthOf: (strict) => (queue) => strict(queue) + queue.unacknowledged.size,
  }),
  row(
    'drops-head-despite-reject-publish',
    'rabbitmq/RMQ-x-max-length',
    'drops the oldest message though publishes should be refused',
    limiting({ overflow: 'drop-head' }),
  ),
  row(
    'accepts-bad-max-length',
    'rabbitmq/RMQ-x-arguments',
    'takes anything for x-max-length',
    without('queue.declare', 'x-max-length'),
  ),
  row(
    'accepts-bad-max-length-bytes',
    'rabbitmq/RMQ-x-arguments',
    'takes anything for x-max-length-bytes',
    without('queue.declare', 'x-max-length-bytes'),
  ),
  row(
    'accepts-bad-overflow',
    'rabbitmq/RMQ-x-arguments',
    'takes anything for x-overflow',
    without('queue.declare', 'x-overflow'),
  ),
  row(
    'ignores-max-priority',
    ['rabbitmq/RMQ-x-max-priority', 'amqp091/AMQP-basic.07'],
    'tells two priorities apart however many a queue asks for',
    limiting({ maxPriority: undefined }),
  ),
  row(
    'shuffles-within-priorities',
    ['rabbitmq/RMQ-x-max-priority', 'amqp091/AMQP-basic.07'],
    'puts messages of one priority last first',
    {
      comesBefore: (strict) => (queue, entry, other) => {
        const isEqual = levelIn(queue, entry.message) === levelIn(queue, other.message);
        return (isEqual && queue.policy.maxPriority !== undefined) || strict(queue, entry, other);
      },
    },
  ),
  row(
    'accepts-bad-max-priority',
    'rabbitmq/RMQ-x-arguments',
    'takes anything for x-max-priority',
    without('queue.declare', 'x-max-priority'),
  ),
  row(
    'dies-of-unknown-queue-types',
    'rabbitmq/RMQ-x-arguments',
    'dies of an x-queue-type that it does not know',
    dying(
      ofMethod('queue.declare', (values) => {
        const type = argumentOf(tableOf(values, 'arguments'), 'x-queue-type');
        return (
          type !== undefined && QUEUE_ARGUMENTS.some(({ name, isValid }) => name === 'x-queue-type' && !isValid(type))
        );
      }),
    ),
  ),
  row(
    'declares-transient-quorum-queues',
    'rabbitmq/RMQ-x-queue-type',
    'declares quorum queues that are not durable',
    without('queue.declare', 'transient-quorum-queue'),
  ),
  row(
    'declares-exclusive-quorum-queues',
    'rabbitmq/RMQ-x-queue-type',
    'declares quorum queues that are exclusive',
    without('queue.declare', 'exclusive-quorum-queue'),
  ),
  row(
    'dies-of-unknown-queue-arguments',
    'rabbitmq/RMQ-x-arguments',
    'dies of a queue argument that it does not know',
    dying(
      ofMethod('queue.declare', (values) =>
        tableOf(values, 'arguments').entries.some(({ name }) => !QUEUE_ARGUMENTS.some((known) => known.name === name)),
      ),
    ),
  ),
];
