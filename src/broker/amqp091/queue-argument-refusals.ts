import { argumentOf, queueArguments } from './queue-policy.js';
import type { Refusal } from './refusal.js';
import { flagOf, tableOf } from './values.js';

/** What speaks against the arguments of a queue.declare; a passive one has none. */
export const queueArgumentRefusals: readonly Refusal[] = [
  ...queueArguments.map(
    ({ name, isValid, rule, statement, defects }): Refusal => ({
      statement,
      when: (values) => {
        const value = flagOf(values, 'passive') ? undefined : argumentOf(tableOf(values, 'arguments'), name);
        return value !== undefined && !isValid(value);
      },
      reply: 'precondition-failed',
      text: () => `invalid arg '${name}': ${rule}`,
      defects,
    }),
  ),
  {
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
    defects: ['accepts-dead-letter-key-alone'],
  },
  {
    statement: 'rabbitmq/RMQ-x-dead-letter',
    when: (values, channel) => {
      const name = argumentOf(tableOf(values, 'arguments'), 'x-dead-letter-exchange')?.value;
      return typeof name === 'string' && !channel.virtualHost.exchanges.has(name);
    },
    reply: 'not-found',
    text: () => 'no such dead-letter exchange',
    onlyWith: 'refuses-missing-dead-letter-exchange',
  },
  {
    statement: 'rabbitmq/RMQ-x-queue-type',
    when: (values) =>
      argumentOf(tableOf(values, 'arguments'), 'x-queue-type')?.value === 'quorum' && !flagOf(values, 'durable'),
    reply: 'precondition-failed',
    text: () => 'a quorum queue is durable',
    defects: ['declares-transient-quorum-queues'],
  },
  {
    statement: 'rabbitmq/RMQ-x-queue-type',
    when: (values) =>
      argumentOf(tableOf(values, 'arguments'), 'x-queue-type')?.value === 'quorum' && flagOf(values, 'exclusive'),
    reply: 'precondition-failed',
    text: () => 'a quorum queue is not exclusive',
    defects: ['declares-exclusive-quorum-queues'],
  },
];
