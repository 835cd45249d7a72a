import { argumentOf, QUEUE_ARGUMENTS } from './queue-policy.js';
import type { StrictRefusal } from './refusal.js';
import { flagOf, tableOf } from './values.js';

/** What speaks against the arguments of a queue.declare; a passive one has none. */
export const QUEUE_ARGUMENT_REFUSALS: readonly StrictRefusal[] = [
  ...QUEUE_ARGUMENTS.map(
    ({ name, isValid, rule, statement }): StrictRefusal => ({
      name,
      statement,
      when: (values) => {
        const value = flagOf(values, 'passive') ? undefined : argumentOf(tableOf(values, 'arguments'), name);
        return value !== undefined && !isValid(value);
      },
      reply: 'precondition-failed',
      text: () => `invalid arg '${name}': ${rule}`,
    }),
  ),
  {
    name: 'dead-letter-key-alone',
    statement: 'rabbitmq/RMQ-x-arguments',
    when: (values) => {
      const table = tableOf(values, 'arguments');
      return (
        argumentOf(table, 'x-dead-letter-routing-key') !== undefined &&
        argumentOf(table, 'x-dead-letter-exchange') === undefined
      );
    },
    reply: 'precondition-failed',
    text: () => "invalid arg 'x-dead-letter-routing-key': there is no x-dead-letter-exchange",
  },
  {
    name: 'transient-quorum-queue',
    statement: 'rabbitmq/RMQ-x-queue-type',
    when: (values) =>
      argumentOf(tableOf(values, 'arguments'), 'x-queue-type')?.value === 'quorum' && !flagOf(values, 'durable'),
    reply: 'precondition-failed',
    text: () => 'a quorum queue is durable',
  },
  {
    name: 'exclusive-quorum-queue',
    statement: 'rabbitmq/RMQ-x-queue-type',
    when: (values) =>
      argumentOf(tableOf(values, 'arguments'), 'x-queue-type')?.value === 'quorum' && flagOf(values, 'exclusive'),
    reply: 'precondition-failed',
    text: () => 'a quorum queue is not exclusive',
  },
];
