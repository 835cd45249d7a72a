import { argumentOf } from '../queue-policy.js';
import { tableOf } from '../values.js';
import { refusing, without } from './refusing.js';
import { type AmqpRows, row, todo } from './row.js';

/** Dead-lettering. */
export const deadLetterDefects: AmqpRows = [
  todo('adds-no-x-death', 'rabbitmq/RMQ-x-dead-letter', 'dead-letters without x-death'),
  todo('rewrites-dead-letter-key', 'rabbitmq/RMQ-x-dead-letter', "dead-letters with the queue's name for routing key"),
  todo(
    'sets-no-first-death',
    'rabbitmq/RMQ-x-dead-letter',
    'dead-letters without x-first-death-exchange, -queue and -reason',
  ),
  todo(
    'keeps-expiration-of-dead-letters',
    'rabbitmq/RMQ-x-dead-letter',
    'dead-letters what expired with its expiration',
  ),
  todo('hides-original-expiration', 'rabbitmq/RMQ-x-dead-letter', 'leaves original-expiration out of x-death'),
  todo('loses-what-overflows', 'rabbitmq/RMQ-x-dead-letter', 'does not dead-letter what a full queue drops'),
  todo(
    'ignores-dead-letter-key',
    'rabbitmq/RMQ-x-dead-letter',
    'dead-letters with the original key in spite of x-dead-letter-routing-key',
  ),
  row(
    'accepts-dead-letter-key-alone',
    'rabbitmq/RMQ-x-arguments',
    'takes x-dead-letter-routing-key without x-dead-letter-exchange',
    without('queue.declare', 'dead-letter-key-alone'),
  ),
  todo('dead-letters-acknowledged', 'rabbitmq/RMQ-x-dead-letter', 'dead-letters what is acknowledged'),
  todo('dead-letters-what-is-purged', 'rabbitmq/RMQ-x-dead-letter', 'dead-letters what is purged'),
  todo('dead-letters-what-is-deleted', 'rabbitmq/RMQ-x-dead-letter', 'dead-letters what a deleted queue held'),
  todo('dead-letters-in-circles', 'rabbitmq/RMQ-x-dead-letter', 'sends what expired round and round'),
  row(
    'refuses-missing-dead-letter-exchange',
    'rabbitmq/RMQ-x-dead-letter',
    'refuses a queue whose dead-letter exchange does not exist',
    refusing(
      'queue.declare',
      {
        when: (values, { virtualHost }) => {
          const name = argumentOf(tableOf(values, 'arguments'), 'x-dead-letter-exchange')?.value;
          return typeof name === 'string' && !virtualHost.exchanges.has(name);
        },
        reply: 'not-found',
      },
      'transient-quorum-queue',
    ),
  ),
];
