import { distortedProperties } from './distorting.js';
import { without } from './refusing.js';
import { type AmqpRows, row, todo } from './row.js';

/** RabbitMQ's arguments of queues: age, length, priority. */
export const queueArgumentDefects: AmqpRows = [
  todo('keeps-messages-beyond-queue-ttl', 'rabbitmq/RMQ-x-message-ttl', 'takes no notice of x-message-ttl'),
  todo('keeps-messages-of-zero-ttl', 'rabbitmq/RMQ-x-message-ttl', 'takes an x-message-ttl of 0 for none'),
  todo(
    'drops-messages-of-zero-ttl',
    'rabbitmq/RMQ-x-message-ttl',
    'drops messages of an x-message-ttl of 0 although a consumer is ready',
  ),
  todo('takes-expiration-for-seconds', 'rabbitmq/RMQ-x-expiration', 'counts expiration in seconds'),
  distortedProperties('strips-expiration', 'rabbitmq/RMQ-x-expiration', 'delivers messages without their expiration'),
  row(
    'accepts-bad-expirations',
    'rabbitmq/RMQ-x-expiration',
    'takes any text for an expiration',
    without('basic.publish', 'bad-expiration'),
  ),
  todo('prefers-message-ttl', 'rabbitmq/RMQ-x-expiration', 'lets expiration override a smaller x-message-ttl'),
  todo('prefers-queue-ttl', 'rabbitmq/RMQ-x-expiration', 'lets x-message-ttl override a smaller expiration'),
  todo(
    'delivers-expired-behind-live',
    'rabbitmq/RMQ-x-expiration',
    'delivers a message that expired behind one that did not',
  ),
  row(
    'accepts-bad-message-ttl',
    'rabbitmq/RMQ-x-arguments',
    'takes anything for x-message-ttl',
    without('queue.declare', 'x-message-ttl'),
  ),
  todo('never-expires-queues', 'rabbitmq/RMQ-x-expires', 'takes no notice of x-expires'),
  todo('expires-consumed-queues', 'rabbitmq/RMQ-x-expires', 'expires queues that are consumed'),
  row(
    'accepts-bad-x-expires',
    'rabbitmq/RMQ-x-expires',
    'takes anything for x-expires',
    without('queue.declare', 'x-expires'),
  ),
  todo('drops-tail-on-overflow', 'rabbitmq/RMQ-x-max-length', 'drops the youngest message of a full queue'),
  todo('ignores-max-length', 'rabbitmq/RMQ-x-max-length', 'takes no notice of x-max-length'),
  todo('ignores-max-length-bytes', 'rabbitmq/RMQ-x-max-length', 'takes no notice of x-max-length-bytes'),
  todo('counts-headers-in-max-length', 'rabbitmq/RMQ-x-max-length', 'counts properties for x-max-length-bytes'),
  todo('counts-unacked-in-max-length', 'rabbitmq/RMQ-x-max-length', 'counts messages that are out for x-max-length'),
  todo(
    'drops-head-despite-reject-publish',
    'rabbitmq/RMQ-x-max-length',
    'drops the oldest message though publishes should be refused',
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
  todo(
    'ignores-max-priority',
    ['rabbitmq/RMQ-x-max-priority', 'amqp091/AMQP-basic.07'],
    'tells two priorities apart however many a queue asks for',
  ),
  todo(
    'shuffles-within-priorities',
    ['rabbitmq/RMQ-x-max-priority', 'amqp091/AMQP-basic.07'],
    'puts messages of one priority last first',
  ),
  row(
    'accepts-bad-max-priority',
    'rabbitmq/RMQ-x-arguments',
    'takes anything for x-max-priority',
    without('queue.declare', 'x-max-priority'),
  ),
  todo('dies-of-unknown-queue-types', 'rabbitmq/RMQ-x-arguments', 'dies of an x-queue-type that it does not know'),
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
  todo('dies-of-unknown-queue-arguments', 'rabbitmq/RMQ-x-arguments', 'dies of a queue argument that it does not know'),
];
