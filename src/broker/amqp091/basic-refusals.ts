import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel } from './channel.js';
import { EXTENDED_CONSUME_REFUSALS, EXTENDED_PUBLISH_REFUSALS } from './extension-refusals.js';
import { queueMustBeUsable } from './queue-refusals.js';
import { queueNamed } from './queues.js';
import type { StrictRefusal, StrictRefusals } from './refusal.js';
import { SETTLING_REFUSALS } from './settling-refusals.js';
import { flagOf, textOf } from './values.js';

const exchangeOf = (values: AmqpArguments, channel: Channel) =>
  channel.virtualHost.exchanges.get(textOf(values, 'exchange'));

const consumersOf = (values: AmqpArguments, channel: Channel) => queueNamed(channel, values)?.consumers ?? [];

const exclusiveUse: Omit<StrictRefusal, 'name' | 'when'> = {
  statement: 'amqp091/AMQP-basic.consume.exclusive.01',
  reply: 'access-refused',
  text: () => 'the queue is in exclusive use, or in use',
};

const notTransacted: Omit<StrictRefusal, 'statement'> = {
  name: 'not-transacted',
  when: (_, channel) => channel.mode !== 'transaction',
  reply: 'precondition-failed',
  text: () => 'the channel is not transacted',
};

export const BASIC_REFUSALS: StrictRefusals = {
  'basic.publish': [
    {
      name: 'missing-exchange',
      statement: 'amqp091/AMQP-basic.publish.exchange.must-exist',
      when: (values, channel) => !exchangeOf(values, channel),
      reply: 'not-found',
      text: (values) => `no exchange '${textOf(values, 'exchange')}'`,
    },
    ...EXTENDED_PUBLISH_REFUSALS,
    {
      name: 'internal-exchange',
      statement: 'amqp091/AMQP-basic.publish.exchange.02',
      when: (values, channel) => exchangeOf(values, channel)?.properties.internal ?? false,
      reply: 'access-refused',
      text: (values) => `exchange '${textOf(values, 'exchange')}' is internal`,
    },
  ],
  'basic.consume': [
    ...EXTENDED_CONSUME_REFUSALS,
    ...queueMustBeUsable('amqp091/AMQP-basic.consume.queue'),
    {
      name: 'tag-in-use',
      statement: 'amqp091/AMQP-basic.consume.consumer-tag.01',
      when: (values, { consumers }) => consumers.has(textOf(values, 'consumer-tag')),
      reply: 'not-allowed',
      text: (values) => `consumer tag '${textOf(values, 'consumer-tag')}' is in use`,
    },
    {
      ...exclusiveUse,
      name: 'queue-in-use',
      when: (values, channel) => flagOf(values, 'exclusive') && consumersOf(values, channel).length > 0,
    },
    {
      ...exclusiveUse,
      name: 'queue-in-exclusive-use',
      when: (values, channel) => consumersOf(values, channel).some(({ exclusive }) => exclusive),
    },
  ],
  'basic.get': queueMustBeUsable('amqp091/AMQP-basic.get.queue'),
  ...SETTLING_REFUSALS,
  'tx.select': [
    {
      name: 'confirm-mode',
      statement: 'rabbitmq/RMQ-confirm.select',
      when: (_, channel) => channel.mode === 'confirm',
      reply: 'precondition-failed',
      text: () => 'the channel is in confirm mode',
    },
  ],
  'tx.commit': [{ ...notTransacted, statement: 'amqp091/AMQP-tx.commit.transacted' }],
  'tx.rollback': [{ ...notTransacted, statement: 'amqp091/AMQP-tx.rollback.transacted' }],
  'confirm.select': [
    {
      name: 'transacted',
      statement: 'rabbitmq/RMQ-confirm.select',
      when: (_, channel) => channel.mode === 'transaction',
      reply: 'precondition-failed',
      text: () => 'the channel is transacted',
    },
  ],
};
