import type { AmqpArguments } from '../../codec/amqp/frame.js';
import type { Channel } from './channel.js';
import { sameBinding, sameTable } from './exchange.js';
import { legalName } from './exchange-refusals.js';
import { bindingOf, queueName, queueNamed } from './queues.js';
import type { Refusal, Refusals } from './refusal.js';
import { flagOf, tableOf, textOf } from './values.js';

const named = (values: AmqpArguments, channel: Channel) => `queue '${queueName(channel, values)}'`;
const exchangeOf = (values: AmqpArguments, channel: Channel) =>
  channel.virtualHost.exchanges.get(textOf(values, 'exchange'));
const declaredAgain = (values: AmqpArguments, channel: Channel) =>
  flagOf(values, 'passive') || textOf(values, 'queue') === '' ? undefined : queueNamed(channel, values)?.properties;

/** The queue must be there and not be another connection's own. */
export function queueMustBeUsable(prefix: string): readonly Refusal[] {
  return [
    {
      statement: `${prefix}.queue-known`,
      when: (values, channel) => textOf(values, 'queue') === '' && channel.currentQueue === undefined,
      reply: 'not-found',
      text: () => 'no queue was declared on this channel before',
    },
    {
      statement: `${prefix}.must-exist`,
      when: (values, channel) => !queueNamed(channel, values),
      reply: 'not-found',
      text: (values, channel) => `no ${named(values, channel)}`,
    },
    locked,
  ];
}

const locked: Refusal = {
  statement: 'amqp091/AMQP-queue.declare.exclusive.exclusive',
  when: (values, channel) => {
    const owner = queueNamed(channel, values)?.properties.owner;
    return owner !== undefined && owner !== channel.connection;
  },
  reply: 'resource-locked',
  text: (values, channel) => `${named(values, channel)} belongs to another connection`,
};

export const queueRefusals: Refusals = {
  'queue.declare': [
    {
      statement: 'amqp091/AMQP-queue.declare.passive.passive',
      when: (values, channel) => flagOf(values, 'passive') && !queueNamed(channel, values),
      reply: 'not-found',
      text: (values, channel) => `no ${named(values, channel)}`,
    },
    {
      ...locked,
      when: (values, channel) => {
        if (textOf(values, 'queue') === '' && !flagOf(values, 'passive')) return false;
        return locked.when(values, channel);
      },
    },
    {
      statement: 'amqp091/AMQP-queue.declare.queue.syntax',
      when: (values) => !legalName.test(textOf(values, 'queue')),
      reply: 'precondition-failed',
      text: () => 'queue names hold letters, digits, hyphen, underscore, period and colon',
    },
    {
      statement: 'amqp091/AMQP-queue.declare.queue.reserved',
      when: (values, channel) =>
        !flagOf(values, 'passive') && textOf(values, 'queue').startsWith('amq.') && !queueNamed(channel, values),
      reply: 'access-refused',
      text: (values, channel) => `${named(values, channel)}: names that begin with 'amq.' are reserved`,
    },
    {
      statement: 'amqp091/AMQP-queue.declare.passive.equivalent',
      when: (values, channel) =>
        (declaredAgain(values, channel)?.durable ?? flagOf(values, 'durable')) !== flagOf(values, 'durable'),
      reply: 'precondition-failed',
      text: (values, channel) => `inequivalent arg 'durable' for ${named(values, channel)}`,
    },
    {
      statement: 'amqp091/AMQP-queue.declare.passive.equivalent',
      when: (values, channel) => {
        const properties = declaredAgain(values, channel);
        return properties !== undefined && (properties.owner !== undefined) !== flagOf(values, 'exclusive');
      },
      reply: 'precondition-failed',
      text: (values, channel) => `inequivalent arg 'exclusive' for ${named(values, channel)}`,
    },
    {
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
      statement: 'amqp091/AMQP-queue.bind.exchange.exchange-existence',
      when: (values, channel) => !exchangeOf(values, channel),
      reply: 'not-found',
      text: (values) => `no exchange '${textOf(values, 'exchange')}'`,
    },
  ],
  'queue.unbind': [
    ...queueMustBeUsable('amqp091/AMQP-queue.unbind.queue'),
    {
      statement: 'amqp091/AMQP-queue.unbind.exchange.must-exist',
      when: (values, channel) => !exchangeOf(values, channel),
      reply: 'not-found',
      text: (values) => `no exchange '${textOf(values, 'exchange')}'`,
    },
    {
      statement: 'amqp091/AMQP-exchange.default-access',
      when: (values, channel) =>
        textOf(values, 'exchange') === '' && textOf(values, 'routing-key') === queueName(channel, values),
      reply: 'access-refused',
      text: () => 'the default binding cannot be removed',
    },
    {
      statement: 'amqp091/AMQP-queue.unbind.01',
      when: (values, channel) => {
        const queue = queueNamed(channel, values);
        if (queue === undefined) return false;
        const wanted = bindingOf(queue, values);
        return !exchangeOf(values, channel)?.bindings.some((binding) => sameBinding(binding, wanted));
      },
      reply: 'not-found',
      text: () => 'no such binding',
    },
  ],
  'queue.purge': queueMustBeUsable('amqp091/AMQP-queue.purge.queue'),
  'queue.delete': [
    ...queueMustBeUsable('amqp091/AMQP-queue.delete.queue'),
    {
      statement: 'amqp091/AMQP-queue.delete.if-unused.in-use',
      when: (values, channel) =>
        flagOf(values, 'if-unused') && (queueNamed(channel, values)?.consumers.length ?? 0) > 0,
      reply: 'precondition-failed',
      text: (values, channel) => `${named(values, channel)} is in use`,
    },
    {
      statement: 'amqp091/AMQP-queue.delete.if-empty.not-empty',
      when: (values, channel) => flagOf(values, 'if-empty') && (queueNamed(channel, values)?.ready.length ?? 0) > 0,
      reply: 'precondition-failed',
      text: (values, channel) => `${named(values, channel)} is not empty`,
    },
  ],
};
