import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel } from './channel.js';
import { sameBinding, sameTable } from './exchange.js';
import { MATCH_KINDS } from './headers.js';
import { QUEUE_ARGUMENT_REFUSALS } from './queue-argument-refusals.js';
import { bindingOf, queueName, queueNamed } from './queues.js';
import type { Refusal, StrictRefusal, StrictRefusals } from './refusal.js';
import { flagOf, legalName, tableOf, textOf } from './values.js';

type When = Refusal['when'];

const named = (values: AmqpArguments, channel: Channel) => `queue '${queueName(channel, values)}'`;
const exchangeOf = (values: AmqpArguments, channel: Channel) =>
  channel.virtualHost.exchanges.get(textOf(values, 'exchange'));
const isPassive: When = (values) => flagOf(values, 'passive');
const isMissing: When = (values, channel) => !queueNamed(channel, values);
const declared = (values: AmqpArguments, channel: Channel) =>
  textOf(values, 'queue') === '' ? undefined : queueNamed(channel, values)?.properties;
const declaredAgain = (values: AmqpArguments, channel: Channel) =>
  isPassive(values, channel) ? undefined : declared(values, channel);

const otherDurability: When = (values, channel) =>
  (declaredAgain(values, channel)?.durable ?? flagOf(values, 'durable')) !== flagOf(values, 'durable');
const bindingIsMissing: When = (values, channel) => {
  const queue = queueNamed(channel, values);
  if (queue === undefined) return false;
  const wanted = bindingOf(queue, values);
  return !exchangeOf(values, channel)?.bindings.some((binding) => sameBinding(binding, wanted));
};

const locked: StrictRefusal = {
  name: 'locked',
  statement: 'amqp091/AMQP-queue.declare.exclusive.exclusive',
  when: (values, channel) => {
    const queue = queueNamed(channel, values);
    return queue !== undefined && !channel.server.conduct.mayUse(channel, queue);
  },
  reply: 'resource-locked',
  text: (values, channel) => `${named(values, channel)} belongs to another connection`,
};

/** The queue must be there and not be another connection's own. */
export function queueMustBeUsable(field: string): readonly StrictRefusal[] {
  // Class basic has one rule for a queue that is not named and one that is not there.
  const queueKnown = field.includes('-basic.') ? 'must-exist' : 'queue-known';
  return [
    {
      name: 'no-name',
      statement: `${field}.${queueKnown}`,
      when: (values, channel) => queueName(channel, values) === '',
      reply: 'not-found',
      text: () => 'no queue was declared on this channel before',
    },
    {
      name: 'missing',
      statement: `${field}.must-exist`,
      when: isMissing,
      reply: 'not-found',
      text: (values, channel) => `no ${named(values, channel)}`,
    },
    locked,
  ];
}

export const QUEUE_REFUSALS: StrictRefusals = {
  'queue.declare': [
    ...QUEUE_ARGUMENT_REFUSALS,
    {
      name: 'no-current-queue',
      statement: 'amqp091/AMQP-queue.declare.passive.passive',
      when: (values, channel) =>
        isPassive(values, channel) && textOf(values, 'queue') === '' && isMissing(values, channel),
      reply: 'not-found',
      text: () => 'no queue was declared on this channel before',
    },
    {
      name: 'missing',
      statement: 'amqp091/AMQP-queue.declare.passive.passive',
      when: (values, channel) => isPassive(values, channel) && isMissing(values, channel),
      reply: 'not-found',
      text: (values, channel) => `no ${named(values, channel)}`,
    },
    {
      ...locked,
      when: (values, channel) =>
        (textOf(values, 'queue') !== '' || isPassive(values, channel)) && locked.when(values, channel),
    },
    {
      name: 'illegal-name',
      statement: 'amqp091/AMQP-queue.declare.queue.syntax',
      when: (values, channel) => !isPassive(values, channel) && !legalName.test(textOf(values, 'queue')),
      reply: 'precondition-failed',
      text: () => 'queue names hold letters, digits, hyphen, underscore, period and colon',
    },
    {
      name: 'reserved-name',
      statement: 'amqp091/AMQP-queue.declare.queue.reserved',
      when: (values, channel) =>
        !isPassive(values, channel) && textOf(values, 'queue').startsWith('amq.') && isMissing(values, channel),
      reply: 'access-refused',
      text: (values, channel) => `${named(values, channel)}: names that begin with 'amq.' are reserved`,
    },
    {
      name: 'other-durability',
      statement: 'amqp091/AMQP-queue.declare.passive.equivalent',
      when: otherDurability,
      reply: 'precondition-failed',
      text: (values, channel) => `inequivalent arg 'durable' for ${named(values, channel)}`,
    },
    {
      name: 'other-exclusivity',
      statement: 'amqp091/AMQP-queue.declare.passive.equivalent',
      when: (values, channel) => {
        const properties = declaredAgain(values, channel);
        return properties !== undefined && (properties.owner !== undefined) !== flagOf(values, 'exclusive');
      },
      reply: 'precondition-failed',
      text: (values, channel) => `inequivalent arg 'exclusive' for ${named(values, channel)}`,
    },
    {
      name: 'other-arguments',
      statement: 'amqp091/AMQP-queue.declare.passive.equivalent',
      when: (values, channel) => {
        const properties = declaredAgain(values, channel);
        return properties !== undefined && !sameTable(properties.arguments, tableOf(values, 'arguments'));
      },
      reply: 'precondition-failed',
      text: (values, channel) => `inequivalent arguments for ${named(values, channel)}`,
    },
  ],
  'queue.bind': [
    ...queueMustBeUsable('amqp091/AMQP-queue.bind.queue'),
    {
      name: 'missing-exchange',
      statement: 'amqp091/AMQP-queue.bind.exchange.exchange-existence',
      when: (values, channel) => !exchangeOf(values, channel),
      reply: 'not-found',
      text: (values) => `no exchange '${textOf(values, 'exchange')}'`,
    },
    {
      name: 'unknown-x-match',
      statement: 'amqp091/AMQP-route.headers-invalid',
      when: (values, channel) => {
        const match = tableOf(values, 'arguments').entries.find(({ name }) => name === 'x-match')?.value.value;
        const isHeaders = exchangeOf(values, channel)?.properties.type === 'headers';
        return isHeaders && match !== undefined && !MATCH_KINDS.some((kind) => kind === match);
      },
      reply: 'precondition-failed',
      text: () => `x-match is one of ${MATCH_KINDS.join(', ')}`,
    },
  ],
  'queue.unbind': [
    ...queueMustBeUsable('amqp091/AMQP-queue.unbind.queue'),
    {
      name: 'missing-exchange',
      statement: 'amqp091/AMQP-queue.unbind.exchange.must-exist',
      when: (values, channel) => !exchangeOf(values, channel),
      reply: 'not-found',
      text: (values) => `no exchange '${textOf(values, 'exchange')}'`,
    },
    {
      name: 'default-binding',
      statement: 'amqp091/AMQP-exchange.default-access',
      when: (values, channel) =>
        textOf(values, 'exchange') === '' && textOf(values, 'routing-key') === queueName(channel, values),
      reply: 'access-refused',
      text: () => 'the default binding cannot be removed',
    },
    {
      name: 'missing-binding',
      statement: 'amqp091/AMQP-queue.unbind.01',
      when: bindingIsMissing,
      reply: 'not-found',
      text: () => 'no such binding',
    },
  ],
  'queue.purge': queueMustBeUsable('amqp091/AMQP-queue.purge.queue'),
  'queue.delete': [
    ...queueMustBeUsable('amqp091/AMQP-queue.delete.queue'),
    {
      name: 'in-use',
      statement: 'amqp091/AMQP-queue.delete.if-unused.in-use',
      when: (values, channel) =>
        flagOf(values, 'if-unused') && (queueNamed(channel, values)?.consumers.length ?? 0) > 0,
      reply: 'precondition-failed',
      text: (values, channel) => `${named(values, channel)} is in use`,
    },
    {
      name: 'not-empty',
      statement: 'amqp091/AMQP-queue.delete.if-empty.not-empty',
      when: (values, channel) => flagOf(values, 'if-empty') && (queueNamed(channel, values)?.ready.length ?? 0) > 0,
      reply: 'precondition-failed',
      text: (values, channel) => `${named(values, channel)} is not empty`,
    },
  ],
};
