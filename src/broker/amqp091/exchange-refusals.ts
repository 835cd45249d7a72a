import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel } from './channel.js';
import { EXCHANGE_TYPES, sameBinding, sameTable } from './exchange.js';
import { exchangeBinding, exchangeNamed } from './exchanges.js';
import type { Refusal, StrictRefusals } from './refusal.js';
import { flagOf, legalName, tableOf, textOf } from './values.js';

type When = Refusal['when'];

/** The default exchange is not to be had by its empty name. */
const existing = (values: AmqpArguments, channel: Channel) => {
  const name = textOf(values, 'exchange');
  return name === '' ? undefined : exchangeNamed(channel, name);
};
const named = (values: AmqpArguments) => `exchange '${textOf(values, 'exchange')}'`;
const isPassive: When = (values) => flagOf(values, 'passive');
const isPassiveFor: When = (values, channel) => isPassive(values, channel) && textOf(values, 'exchange') !== '';
const isNew: When = (values, channel) => !isPassive(values, channel) && !existing(values, channel);
const isDefault: When = (values) => textOf(values, 'exchange') === '';
const isReserved: When = (values) => textOf(values, 'exchange').startsWith('amq.');
const declaredAgain = (values: AmqpArguments, channel: Channel) =>
  isPassive(values, channel) ? undefined : existing(values, channel)?.properties;
const alternateOf = (values: AmqpArguments) =>
  tableOf(values, 'arguments').entries.find(({ name }) => name === 'alternate-exchange')?.value;
const isMissing =
  (end: 'source' | 'destination'): When =>
  (values, channel) =>
    !exchangeNamed(channel, textOf(values, end));
const missingText = (end: string) => (values: AmqpArguments) => `no exchange '${textOf(values, end)}'`;
const bindingIsMissing: When = (values, channel) => {
  const wanted = exchangeBinding(channel, values);
  return wanted !== undefined && !wanted.source.bindings.some((binding) => sameBinding(binding, wanted));
};
const namesDefault: When = (values) => textOf(values, 'source') === '' || textOf(values, 'destination') === '';

export const EXCHANGE_REFUSALS: StrictRefusals = {
  'exchange.declare': [
    {
      name: 'default',
      statement: 'amqp091/AMQP-exchange.default-access',
      when: isDefault,
      reply: 'access-refused',
      text: () => 'the default exchange cannot be declared',
    },
    {
      name: 'missing',
      statement: 'amqp091/AMQP-exchange.declare.passive.not-found',
      when: (values, channel) => isPassiveFor(values, channel) && !existing(values, channel),
      reply: 'not-found',
      text: (values) => `no ${named(values)}`,
    },
    {
      name: 'illegal-name',
      statement: 'amqp091/AMQP-exchange.declare.exchange.syntax',
      when: (values, channel) => isNew(values, channel) && !legalName.test(textOf(values, 'exchange')),
      reply: 'precondition-failed',
      text: () => 'exchange names hold letters, digits, hyphen, underscore, period and colon',
    },
    {
      name: 'unknown-type',
      statement: 'amqp091/AMQP-exchange.declare.type.support',
      when: (values, channel) => isNew(values, channel) && !EXCHANGE_TYPES.includes(textOf(values, 'type')),
      reply: 'command-invalid',
      text: (values) => `unknown exchange type '${textOf(values, 'type')}'`,
    },
    {
      name: 'reserved-name',
      statement: 'amqp091/AMQP-exchange.declare.exchange.reserved',
      when: (values, channel) => isNew(values, channel) && isReserved(values, channel),
      reply: 'access-refused',
      text: (values) => `${named(values)}: names that begin with 'amq.' are reserved`,
    },
    {
      name: 'other-type',
      statement: 'amqp091/AMQP-exchange.declare.type.typed',
      when: (values, channel) =>
        (declaredAgain(values, channel)?.type ?? textOf(values, 'type')) !== textOf(values, 'type'),
      reply: 'not-allowed',
      text: (values) => `${named(values)} has another type`,
    },
    {
      name: 'other-durability',
      statement: 'amqp091/AMQP-exchange.declare.passive.equivalent',
      when: (values, channel) =>
        (declaredAgain(values, channel)?.durable ?? flagOf(values, 'durable')) !== flagOf(values, 'durable'),
      reply: 'precondition-failed',
      text: (values) => `inequivalent arg 'durable' for ${named(values)}`,
    },
    {
      name: 'other-arguments',
      statement: 'amqp091/AMQP-exchange.declare.passive.equivalent',
      when: (values, channel) => {
        const properties = declaredAgain(values, channel);
        return properties !== undefined && !sameTable(properties.arguments, tableOf(values, 'arguments'));
      },
      reply: 'precondition-failed',
      text: (values) => `inequivalent arguments for ${named(values)}`,
    },
    {
      name: 'alternate-type',
      statement: 'rabbitmq/RMQ-x-alternate-exchange',
      when: (values) => (alternateOf(values)?.type ?? 'S') !== 'S',
      reply: 'precondition-failed',
      text: () => 'alternate-exchange is the name of an exchange',
    },
  ],
  'exchange.delete': [
    {
      name: 'default',
      statement: 'amqp091/AMQP-exchange.default-access',
      when: isDefault,
      reply: 'access-refused',
      text: () => 'the default exchange cannot be deleted',
    },
    {
      name: 'standard',
      statement: 'amqp091/AMQP-exchange.delete.exchange.standard',
      when: isReserved,
      reply: 'access-refused',
      text: (values) => `${named(values)} cannot be deleted`,
    },
    {
      name: 'missing',
      statement: 'amqp091/AMQP-exchange.delete.exchange.exists',
      when: (values, channel) => !existing(values, channel),
      reply: 'not-found',
      text: (values) => `no ${named(values)}`,
    },
    {
      name: 'in-use',
      statement: 'amqp091/AMQP-exchange.delete.if-unused.in-use',
      when: (values, channel) => {
        const exchange = existing(values, channel);
        return flagOf(values, 'if-unused') && exchange !== undefined && channel.server.conduct.isInUse(exchange);
      },
      reply: 'precondition-failed',
      text: (values) => `${named(values)} is in use`,
    },
  ],
  'exchange.bind': [
    {
      name: 'missing-source',
      statement: 'rabbitmq/RMQ-exchange.bind.source.exchange-existence',
      when: isMissing('source'),
      reply: 'not-found',
      text: missingText('source'),
    },
    {
      name: 'missing-destination',
      statement: 'rabbitmq/RMQ-exchange.bind.destination.exchange-existence',
      when: isMissing('destination'),
      reply: 'not-found',
      text: missingText('destination'),
    },
  ],
  'exchange.unbind': [
    {
      name: 'missing-source',
      statement: 'rabbitmq/RMQ-exchange.unbind.source.must-exist',
      when: isMissing('source'),
      reply: 'not-found',
      text: missingText('source'),
    },
    {
      name: 'missing-destination',
      statement: 'rabbitmq/RMQ-exchange.unbind.destination.must-exist',
      when: isMissing('destination'),
      reply: 'not-found',
      text: missingText('destination'),
    },
    {
      name: 'missing-binding',
      statement: 'rabbitmq/RMQ-exchange.unbind.01',
      when: (values, channel) => !namesDefault(values, channel) && bindingIsMissing(values, channel),
      reply: 'not-found',
      text: () => 'no such binding',
    },
  ],
};
