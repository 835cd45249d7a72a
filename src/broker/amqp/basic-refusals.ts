import type { AmqpArguments, FieldTable } from '../../codec/amqp/frame.js';
import type { Channel } from './channel.js';
import { extendedConsumeRefusals, extendedPublishRefusals, unkeptPromises } from './extension-refusals.js';
import { queueMustBeUsable } from './queue-refusals.js';
import { queueNamed } from './queues.js';
import { noText, type Refusal, type Refusals } from './refusal.js';
import { flagOf, numberOf, textOf } from './values.js';

const exchangeOf = (values: AmqpArguments, channel: Channel) =>
  channel.virtualHost.exchanges.get(textOf(values, 'exchange'));

const asksForAnyOfNothing = ({ entries }: FieldTable) => entries.length === 1 && entries[0]?.value.value === 'any';

const unknownTag: Refusal = {
  statement: 'amqp091/AMQP-basic.ack.multiple.exists',
  when: (values, channel) => {
    if (channel.mode === 'transaction' && channel.server.has('refuses-unknown-tags-at-commit')) return false;
    const tag = numberOf(values, 'delivery-tag');
    return !(tag === 0 && flagOf(values, 'multiple')) && !channel.deliveries.has(tag);
  },
  reply: 'precondition-failed',
  text: (values) => `unknown delivery tag ${numberOf(values, 'delivery-tag')}`,
};

/** A broken broker that is content with any exchange where publishes wait or are confirmed. */
const isForgiven = ({ mode, server }: Channel) =>
  (mode === 'transaction' && server.has('drops-transacted-publish-to-missing-exchange')) ||
  (mode === 'confirm' && server.has('confirms-publish-to-missing-exchange'));

export const basicRefusals: Refusals = {
  'basic.publish': [
    {
      statement: 'amqp091/AMQP-basic.publish.exchange.must-exist',
      when: (values, channel) => !exchangeOf(values, channel) && !isForgiven(channel),
      reply: 'not-found',
      text: (values) => `no exchange '${textOf(values, 'exchange')}'`,
      defects: ['drops-publish-to-missing-exchange'],
    },
    ...extendedPublishRefusals,
    {
      statement: 'amqp091/AMQP-route.headers',
      when: (values, channel) =>
        exchangeOf(values, channel)?.bindings.some((binding) => asksForAnyOfNothing(binding.arguments)) ?? false,
      reply: 'internal-error',
      text: noText,
      onlyWith: 'dies-of-empty-headers-any',
      instead: 'die',
    },
    {
      statement: 'amqp091/AMQP-queue.declare.default-binding',
      when: (values, channel) =>
        textOf(values, 'exchange') === '' && !channel.virtualHost.queues.has(textOf(values, 'routing-key')),
      reply: 'not-found',
      text: noText,
      onlyWith: 'refuses-unroutable-default-publish',
    },
    {
      statement: 'amqp091/AMQP-basic.publish.exchange.02',
      when: (values, channel) => exchangeOf(values, channel)?.properties.internal ?? false,
      reply: 'access-refused',
      text: (values) => `exchange '${textOf(values, 'exchange')}' is internal`,
      defects: ['lets-clients-publish-to-internal'],
    },
  ],
  'basic.consume': [
    ...extendedConsumeRefusals,
    ...queueMustBeUsable('amqp091/AMQP-basic.consume.queue'),
    {
      statement: 'amqp091/AMQP-queue.delete.consumers',
      when: (values, channel) => channel.connection.shared.lingeringTags.has(textOf(values, 'consumer-tag')),
      reply: 'not-allowed',
      text: noText,
      onlyWith: 'keeps-consumers-of-deleted-queues',
    },
    {
      statement: 'amqp091/AMQP-basic.consume.consumer-tag.01',
      when: (values, channel) => channel.consumers.has(textOf(values, 'consumer-tag')),
      reply: 'not-allowed',
      text: (values) => `consumer tag '${textOf(values, 'consumer-tag')}' is in use`,
    },
    {
      statement: 'amqp091/AMQP-basic.consume.exclusive.01',
      when: (values, channel) => {
        const consumers = queueNamed(channel, values)?.consumers ?? [];
        return consumers.some(({ exclusive }) => exclusive) || (flagOf(values, 'exclusive') && consumers.length > 0);
      },
      reply: 'access-refused',
      text: () => 'the queue is in exclusive use, or in use',
    },
  ],
  'basic.get': queueMustBeUsable('amqp091/AMQP-basic.get.queue'),
  'basic.ack': [
    unknownTag,
    {
      statement: 'amqp091/AMQP-queue.delete.if-empty.not-empty',
      when: (values, channel) => channel.deliveries.get(numberOf(values, 'delivery-tag'))?.queue.deleted ?? false,
      reply: 'not-found',
      text: noText,
      onlyWith: 'refuses-ack-after-queue-delete',
    },
  ],
  'basic.reject': [{ ...unknownTag, statement: 'amqp091/AMQP-basic.reject.02' }],
  'basic.nack': [unkeptPromises['basic.nack'], { ...unknownTag, statement: 'rabbitmq/RMQ-basic.nack.multiple.exists' }],
  'access.request': [unkeptPromises['access.request']],
  'tx.select': [
    {
      statement: 'amqp091/AMQP-tx.select',
      when: (_, channel) => channel.mode === 'transaction',
      reply: 'precondition-failed',
      text: noText,
      onlyWith: 'refuses-second-tx-select',
    },
    {
      statement: 'rabbitmq/RMQ-confirm.select',
      when: (_, channel) => channel.mode === 'confirm',
      reply: 'precondition-failed',
      text: () => 'the channel is in confirm mode',
      defects: ['selects-tx-on-confirm-channels'],
    },
  ],
  'tx.commit': [
    {
      statement: 'amqp091/AMQP-tx.commit.transacted',
      when: (_, channel) => channel.mode !== 'transaction',
      reply: 'precondition-failed',
      text: () => 'the channel is not transacted',
      defects: ['commits-without-transaction'],
    },
  ],
  'tx.rollback': [
    {
      statement: 'amqp091/AMQP-tx.rollback.transacted',
      when: (_, channel) => channel.mode !== 'transaction',
      reply: 'precondition-failed',
      text: () => 'the channel is not transacted',
      defects: ['rolls-back-without-transaction'],
    },
  ],
  'confirm.select': [
    unkeptPromises['confirm.select'],
    {
      statement: 'rabbitmq/RMQ-confirm.select',
      when: (_, channel) => channel.mode === 'confirm',
      reply: 'precondition-failed',
      text: noText,
      onlyWith: 'refuses-second-confirm-select',
    },
    {
      statement: 'rabbitmq/RMQ-confirm.select',
      when: (_, channel) => channel.mode === 'transaction',
      reply: 'precondition-failed',
      text: () => 'the channel is transacted',
      defects: ['selects-confirm-on-transacted-channels'],
    },
  ],
};
