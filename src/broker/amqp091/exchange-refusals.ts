import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel } from './channel.js';
import { Exchange, exchangeTypes, sameBinding, sameTable } from './exchange.js';
import { exchangeBinding, exchangeNamed } from './exchanges.js';
import { noText, type Refusal, type Refusals } from './refusal.js';
import { flagOf, legalName, numberOf, tableOf, textOf } from './values.js';

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
const hasType =
  (type: string): When =>
  (values, channel) =>
    isNew(values, channel) && textOf(values, 'type') === type;
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

export const exchangeRefusals: Refusals = {
  'exchange.declare': [
    {
      statement: 'amqp091/AMQP-exchange.declare.reserved-1',
      when: (values) => numberOf(values, 'reserved-1') !== 0,
      reply: 'access-refused',
      text: noText,
      onlyWith: 'refuses-tickets',
    },
    {
      statement: 'amqp091/AMQP-exchange.default-access',
      when: isDefault,
      reply: 'access-refused',
      text: () => 'the default exchange cannot be declared',
      defects: ['declares-default-exchange'],
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.passive.not-found',
      when: (values, channel) =>
        isPassiveFor(values, channel) && flagOf(values, 'no-wait') && !existing(values, channel),
      reply: 'not-found',
      text: (values) => `no ${named(values)}`,
      defects: ['passive-declare-creates-exchange', 'passive-no-wait-creates-exchange'],
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.passive.not-found',
      when: (values, channel) =>
        isPassiveFor(values, channel) && !flagOf(values, 'no-wait') && !existing(values, channel),
      reply: 'not-found',
      text: (values) => `no ${named(values)}`,
      defects: ['passive-declare-creates-exchange'],
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.exchange.syntax',
      when: (values, channel) => isNew(values, channel) && !legalName.test(textOf(values, 'exchange')),
      reply: 'precondition-failed',
      text: () => 'exchange names hold letters, digits, hyphen, underscore, period and colon',
      defects: ['mangles-illegal-exchange-names'],
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.type.support',
      when: (values, channel) => isNew(values, channel) && !exchangeTypes.includes(textOf(values, 'type')),
      reply: 'command-invalid',
      text: (values) => `unknown exchange type '${textOf(values, 'type')}'`,
      defects: ['creates-exchanges-of-unknown-type'],
    },
    {
      statement: 'amqp091/AMQP-exchange.required-types',
      when: hasType('direct'),
      reply: 'command-invalid',
      text: noText,
      onlyWith: 'refuses-direct-exchanges',
    },
    {
      statement: 'amqp091/AMQP-exchange.required-types',
      when: hasType('fanout'),
      reply: 'command-invalid',
      text: noText,
      onlyWith: 'refuses-fanout-exchanges',
    },
    {
      statement: 'amqp091/AMQP-exchange.recommended-types',
      when: hasType('topic'),
      reply: 'command-invalid',
      text: noText,
      onlyWith: 'refuses-topic-exchanges',
    },
    {
      statement: 'amqp091/AMQP-exchange.recommended-types',
      when: hasType('headers'),
      reply: 'command-invalid',
      text: noText,
      onlyWith: 'refuses-headers-exchanges',
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.passive.not-found',
      when: (values, channel) =>
        isPassive(values, channel) && existing(values, channel)?.properties.type !== textOf(values, 'type'),
      reply: 'not-found',
      text: noText,
      onlyWith: 'passive-declare-looks-for-type',
    },
    {
      statement: 'rabbitmq/RMQ-exchange.declare.auto-delete.amq_exchange_25',
      when: (values, channel) =>
        (declaredAgain(values, channel)?.autoDelete ?? flagOf(values, 'auto-delete')) !== flagOf(values, 'auto-delete'),
      reply: 'precondition-failed',
      text: noText,
      onlyWith: 'compares-exchange-auto-delete',
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.durable.support',
      when: (values, channel) => isNew(values, channel) && flagOf(values, 'durable'),
      reply: 'precondition-failed',
      text: noText,
      onlyWith: 'refuses-durable-exchanges',
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.durable.support',
      when: (values, channel) => isNew(values, channel) && !flagOf(values, 'durable'),
      reply: 'precondition-failed',
      text: noText,
      onlyWith: 'refuses-transient-exchanges',
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.minimum',
      when: (values, channel) => isNew(values, channel) && channel.virtualHost.exchanges.size >= 6 + 10,
      reply: 'resource-error',
      text: noText,
      onlyWith: 'limits-exchanges',
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.exchange.reserved',
      when: (values, channel) => isNew(values, channel) && isReserved(values, channel),
      reply: 'access-refused',
      text: (values) => `${named(values)}: names that begin with 'amq.' are reserved`,
      defects: ['accepts-reserved-exchange-names'],
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.exchange.reserved',
      when: isReserved,
      reply: 'access-refused',
      text: noText,
      onlyWith: 'refuses-existing-reserved-exchanges',
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.type.typed',
      when: (values, channel) =>
        (declaredAgain(values, channel)?.type ?? textOf(values, 'type')) !== textOf(values, 'type'),
      reply: 'not-allowed',
      text: (values) => `${named(values)} has another type`,
      defects: ['accepts-another-exchange-type'],
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.passive.equivalent',
      when: (values, channel) =>
        (declaredAgain(values, channel)?.durable ?? flagOf(values, 'durable')) !== flagOf(values, 'durable'),
      reply: 'precondition-failed',
      text: (values) => `inequivalent arg 'durable' for ${named(values)}`,
      defects: ['accepts-another-exchange-durability'],
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.passive.equivalent',
      when: (values, channel) => {
        const properties = declaredAgain(values, channel);
        return properties !== undefined && !sameTable(properties.arguments, tableOf(values, 'arguments'));
      },
      reply: 'precondition-failed',
      text: (values) => `inequivalent arguments for ${named(values)}`,
      defects: ['accepts-other-exchange-arguments'],
    },
    {
      statement: 'rabbitmq/RMQ-x-alternate-exchange',
      when: (values) => (alternateOf(values)?.type ?? 'S') !== 'S',
      reply: 'precondition-failed',
      text: () => 'alternate-exchange is the name of an exchange',
    },
  ],
  'exchange.delete': [
    {
      statement: 'amqp091/AMQP-exchange.default-access',
      when: isDefault,
      reply: 'access-refused',
      text: () => 'the default exchange cannot be deleted',
      defects: ['deletes-default-exchange'],
    },
    {
      statement: 'amqp091/AMQP-exchange.delete.exchange.standard',
      when: isReserved,
      reply: 'access-refused',
      text: (values) => `${named(values)} cannot be deleted`,
      defects: ['deletes-standard-exchanges'],
    },
    {
      statement: 'amqp091/AMQP-exchange.delete.exchange.exists',
      when: (values, channel) => !existing(values, channel),
      reply: 'not-found',
      text: noText,
      onlyWith: 'closes-connection-for-missing-exchange',
      instead: 'connection',
    },
    {
      statement: 'amqp091/AMQP-exchange.delete.exchange.exists',
      when: (values, channel) => !existing(values, channel),
      reply: 'not-found',
      text: (values) => `no ${named(values)}`,
    },
    {
      statement: 'amqp091/AMQP-exchange.delete.if-unused.in-use',
      when: (values, channel) => {
        const bindings = existing(values, channel)?.bindings ?? [];
        const counted = channel.server.has('counts-queue-bindings-only')
          ? bindings.filter(({ destination }) => !(destination instanceof Exchange))
          : bindings;
        const wasBound = existing(values, channel)?.wasBound && channel.server.has('remembers-bindings-as-use');
        return flagOf(values, 'if-unused') && (counted.length > 0 || wasBound === true);
      },
      reply: 'precondition-failed',
      text: (values) => `${named(values)} is in use`,
      defects: ['deletes-exchanges-in-use'],
    },
  ],
  'exchange.bind': [
    {
      statement: 'rabbitmq/RMQ-exchange.bind.source.exchange-existence',
      when: isMissing('source'),
      reply: 'not-found',
      text: missingText('source'),
      defects: ['binds-missing-sources'],
    },
    {
      statement: 'rabbitmq/RMQ-exchange.bind.destination.exchange-existence',
      when: isMissing('destination'),
      reply: 'not-found',
      text: missingText('destination'),
      defects: ['binds-missing-destinations'],
    },
  ],
  'exchange.unbind': [
    {
      statement: 'rabbitmq/RMQ-exchange.unbind.01',
      when: (values, channel) =>
        isMissing('source')(values, channel) ||
        isMissing('destination')(values, channel) ||
        bindingIsMissing(values, channel),
      reply: 'not-found',
      text: noText,
      onlyWith: 'dies-of-missing-exchange-unbind',
      instead: 'die',
    },
    {
      statement: 'rabbitmq/RMQ-exchange.unbind.source.must-exist',
      when: isMissing('source'),
      reply: 'not-found',
      text: missingText('source'),
    },
    {
      statement: 'rabbitmq/RMQ-exchange.unbind.destination.must-exist',
      when: isMissing('destination'),
      reply: 'not-found',
      text: missingText('destination'),
    },
    {
      statement: 'rabbitmq/RMQ-exchange.unbind.01',
      when: (values, channel) => !namesDefault(values, channel) && bindingIsMissing(values, channel),
      reply: 'not-found',
      text: () => 'no such binding',
    },
  ],
};
