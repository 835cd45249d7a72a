import type { AmqpArguments } from '../../../protocol/amqp091/frame.js';
import { changedProperties } from '../../../protocol/amqp091/property-list.js';
import type { AmqpConduct } from '../conduct.js';
import { argumentOf } from '../queue-policy.js';
import { tableOf } from '../values.js';
import { limiting } from './limiting.js';
import { refusing, without } from './refusing.js';
import { type AmqpRows, row } from './row.js';

/** Dead-lettering. */
export const DEAD_LETTER_DEFECTS: AmqpRows = [
  row('adds-no-x-death', 'rabbitmq/RMQ-x-dead-letter', 'dead-letters without x-death', {
    withDeath:
      () =>
      (_queue, { headers }) =>
        headers,
  }),
  row('rewrites-dead-letter-key', 'rabbitmq/RMQ-x-dead-letter', "dead-letters with the queue's name for routing key", {
    deadLetterKey:
      () =>
      ({ name, policy }) =>
        policy.deadLetterRoutingKey ?? name,
  }),
  row(
    'sets-no-first-death',
    'rabbitmq/RMQ-x-dead-letter',
    'dead-letters without x-first-death-exchange, -queue and -reason',
    {
      withDeath: (strict) => (queue, message, why) => {
        const isOld = (name: string) => argumentOf(message.headers, name) !== undefined;
        const { entries } = strict(queue, message, why);
        return { entries: entries.filter(({ name }) => isOld(name) || !name.startsWith('x-first-death-')) };
      },
    },
  ),
  row(
    'keeps-expiration-of-dead-letters',
    'rabbitmq/RMQ-x-dead-letter',
    'dead-letters what expired with its expiration',
    {
      buried: (strict) => (queue, message, why) => {
        const dead = strict(queue, message, why);
        const { expiration } = message;
        if (expiration === undefined) return dead;
        const withExpiration = (given: AmqpArguments) => ({ ...given, expiration: String(expiration) });
        return { ...dead, expiration, propertyList: changedProperties(dead.propertyList, withExpiration) };
      },
    },
  ),
  row('hides-original-expiration', 'rabbitmq/RMQ-x-dead-letter', 'leaves original-expiration out of x-death', {
    withDeath: (strict) => (queue, message, why) => strict(queue, { ...message, expiration: undefined }, why),
  }),
  row('loses-what-overflows', 'rabbitmq/RMQ-x-dead-letter', 'does not dead-letter what a full queue drops', {
    deadLetter: (strict) => (virtualHost, queue, message, why) => {
      if (why !== 'maxlen') strict(virtualHost, queue, message, why);
    },
  }),
  row(
    'ignores-dead-letter-key',
    'rabbitmq/RMQ-x-dead-letter',
    'dead-letters with the original key in spite of x-dead-letter-routing-key',
    limiting({ deadLetterRoutingKey: undefined }),
  ),
  row(
    'accepts-dead-letter-key-alone',
    'rabbitmq/RMQ-x-arguments',
    'takes x-dead-letter-routing-key without x-dead-letter-exchange',
    without('queue.declare', 'dead-letter-key-alone'),
  ),
  row('dead-letters-acknowledged', 'rabbitmq/RMQ-x-dead-letter', 'dead-letters what is acknowledged', {
    settle: (strict) => (channel, deliveries) => strict(channel, deliveries, 'rejected'),
  }),
  row('dead-letters-what-is-purged', 'rabbitmq/RMQ-x-dead-letter', 'dead-letters what is purged', givingUp('purged')),
  row(
    'dead-letters-what-is-deleted',
    'rabbitmq/RMQ-x-dead-letter',
    'dead-letters what a deleted queue held',
    givingUp('deleted'),
  ),
  row('dead-letters-in-circles', 'rabbitmq/RMQ-x-dead-letter', 'sends what expired round and round', {
    isCircle: () => () => false,
  }),
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

/** Dead-letters what a queue is rid of on this occasion. */
function givingUp(occasion: 'purged' | 'deleted') {
  return {
    emptyQueue:
      (strict: AmqpConduct['emptyQueue']): AmqpConduct['emptyQueue'] =>
      (queue, why) => {
        const entries = [...queue.ready];
        const count = strict(queue, why);
        if (why === occasion) for (const { message } of entries) queue.giveUp(message, 'rejected');
        return count;
      },
  };
}
