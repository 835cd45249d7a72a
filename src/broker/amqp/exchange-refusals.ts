import type { AmqpArguments } from '../../codec/amqp/frame.js';
import type { Channel } from './channel.js';
import { type Exchange, exchangeTypes, sameBinding, sameTable } from './exchange.js';
import type { Refusals } from './refusal.js';
import { flagOf, tableOf, textOf } from './values.js';

const at = (channel: Channel, name: string): Exchange | undefined => channel.virtualHost.exchanges.get(name);
const existing = (values: AmqpArguments, channel: Channel) => at(channel, textOf(values, 'exchange'));
const named = (values: AmqpArguments) => `exchange '${textOf(values, 'exchange')}'`;
const isNew = (values: AmqpArguments, channel: Channel) => !flagOf(values, 'passive') && !existing(values, channel);
const declaredAgain = (values: AmqpArguments, channel: Channel) =>
  flagOf(values, 'passive') ? undefined : existing(values, channel)?.properties;

export const legalName = /^[a-zA-Z0-9\-_.:]*$/;

export const exchangeRefusals: Refusals = {
  'exchange.declare': [
    {
      statement: 'amqp091/AMQP-exchange.default-access',
      when: (values) => textOf(values, 'exchange') === '',
      reply: 'access-refused',
      text: () => 'the default exchange cannot be declared',
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.passive.not-found',
      when: (values, channel) => flagOf(values, 'passive') && !existing(values, channel),
      reply: 'not-found',
      text: (values) => `no ${named(values)}`,
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.exchange.syntax',
      when: (values) => !legalName.test(textOf(values, 'exchange')),
      reply: 'precondition-failed',
      text: () => 'exchange names hold letters, digits, hyphen, underscore, period and colon',
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.type.support',
      when: (values, channel) =>
        isNew(values, channel) && !exchangeTypes.includes(textOf(values, 'type') as (typeof exchangeTypes)[number]),
      reply: 'command-invalid',
      text: (values) => `unknown exchange type '${textOf(values, 'type')}'`,
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.exchange.reserved',
      when: (values, channel) => isNew(values, channel) && textOf(values, 'exchange').startsWith('amq.'),
      reply: 'access-refused',
      text: (values) => `${named(values)}: names that begin with 'amq.' are reserved`,
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.type.typed',
      when: (values, channel) =>
        (declaredAgain(values, channel)?.type ?? textOf(values, 'type')) !== textOf(values, 'type'),
      reply: 'not-allowed',
      text: (values) => `${named(values)} has another type`,
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.passive.equivalent',
      when: (values, channel) =>
        (declaredAgain(values, channel)?.durable ?? flagOf(values, 'durable')) !== flagOf(values, 'durable'),
      reply: 'precondition-failed',
      text: (values) => `inequivalent arg 'durable' for ${named(values)}`,
    },
    {
      statement: 'amqp091/AMQP-exchange.declare.passive.equivalent',
      when: (values, channel) => {
        const arguments_ = declaredAgain(values, channel)?.arguments;
        return arguments_ !== undefined && !sameTable(arguments_, tableOf(values, 'arguments'));
      },
      reply: 'precondition-failed',
      text: (values) => `inequivalent arguments for ${named(values)}`,
    },
    {
      statement: 'rabbitmq/RMQ-x-alternate-exchange',
      when: (values) =>
        tableOf(values, 'arguments').entries.some(
          ({ name, value }) => name === 'alternate-exchange' && value.type !== 'S',
        ),
      reply: 'precondition-failed',
      text: () => 'alternate-exchange is the name of an exchange',
    },
  ],
  'exchange.delete': [
    {
      statement: 'amqp091/AMQP-exchange.default-access',
      when: (values) => textOf(values, 'exchange') === '',
      reply: 'access-refused',
      text: () => 'the default exchange cannot be deleted',
    },
    {
      statement: 'amqp091/AMQP-exchange.delete.exchange.standard',
      when: (values) => textOf(values, 'exchange').startsWith('amq.'),
      reply: 'access-refused',
      text: (values) => `${named(values)} cannot be deleted`,
    },
    {
      statement: 'amqp091/AMQP-exchange.delete.exchange.exists',
      when: (values, channel) => !existing(values, channel),
      reply: 'not-found',
      text: (values) => `no ${named(values)}`,
    },
    {
      statement: 'amqp091/AMQP-exchange.delete.if-unused.in-use',
      when: (values, channel) => flagOf(values, 'if-unused') && (existing(values, channel)?.bindings.length ?? 0) > 0,
      reply: 'precondition-failed',
      text: (values) => `${named(values)} is in use`,
    },
  ],
  'exchange.bind': [
    {
      statement: 'rabbitmq/RMQ-exchange.bind.source.exchange-existence',
      when: (values, channel) => !at(channel, textOf(values, 'source')),
      reply: 'not-found',
      text: (values) => `no exchange '${textOf(values, 'source')}'`,
    },
    {
      statement: 'rabbitmq/RMQ-exchange.bind.destination.exchange-existence',
      when: (values, channel) => !at(channel, textOf(values, 'destination')),
      reply: 'not-found',
      text: (values) => `no exchange '${textOf(values, 'destination')}'`,
    },
  ],
  'exchange.unbind': [
    {
      statement: 'rabbitmq/RMQ-exchange.unbind.source.must-exist',
      when: (values, channel) => !at(channel, textOf(values, 'source')),
      reply: 'not-found',
      text: (values) => `no exchange '${textOf(values, 'source')}'`,
    },
    {
      statement: 'rabbitmq/RMQ-exchange.unbind.destination.must-exist',
      when: (values, channel) => !at(channel, textOf(values, 'destination')),
      reply: 'not-found',
      text: (values) => `no exchange '${textOf(values, 'destination')}'`,
    },
    {
      statement: 'rabbitmq/RMQ-exchange.unbind.01',
      when: (values, channel) => {
        const destination = at(channel, textOf(values, 'destination'));
        if (destination === undefined || textOf(values, 'source') === '') return false;
        const wanted = {
          destination,
          routingKey: textOf(values, 'routing-key'),
          arguments: tableOf(values, 'arguments'),
        };
        return !at(channel, textOf(values, 'source'))?.bindings.some((binding) => sameBinding(binding, wanted));
      },
      reply: 'not-found',
      text: () => 'no such binding',
    },
  ],
};
