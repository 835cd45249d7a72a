import type { AmqpArguments, FieldTable } from '../../protocol/amqp091/frame.js';
import { type Channel, channelsOf } from './channel.js';
import { extendedConsumeRefusals, extendedPublishRefusals } from './extension-refusals.js';
import type { QueueConsumer } from './queue.js';
import { queueMustBeUsable } from './queue-refusals.js';
import { queueNamed } from './queues.js';
import { noText, type Refusals } from './refusal.js';
import { settlingRefusals } from './settling-refusals.js';
import { flagOf, textOf } from './values.js';

const exchangeOf = (values: AmqpArguments, channel: Channel) =>
  channel.virtualHost.exchanges.get(textOf(values, 'exchange'));

const asksForAnyOfNothing = ({ entries }: FieldTable) => entries.length === 1 && entries[0]?.value.value === 'any';

/** By its bindings' keys, as far as a broken broker needs to know. */
const hasRoute = (values: AmqpArguments, channel: Channel) => {
  const key = textOf(values, 'routing-key');
  const bindings = exchangeOf(values, channel)?.bindings ?? [];
  return channel.virtualHost.queues.has(key) || bindings.some(({ routingKey }) => routingKey === key);
};

const hasConsumer = (values: AmqpArguments, { consumers }: Channel) => consumers.has(textOf(values, 'consumer-tag'));

function cutOff(consumers: QueueConsumer[]): void {
  for (const consumer of consumers.splice(0)) consumer.cancelled();
}

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
      statement: 'rabbitmq/RMQ-x-user-id',
      when: (values) => values['user-id'] !== undefined,
      reply: 'precondition-failed',
      text: noText,
      onlyWith: 'refuses-every-user-id',
    },
    {
      statement: 'amqp091/AMQP-basic.publish.mandatory.01',
      when: (values, channel) => !flagOf(values, 'mandatory') && !hasRoute(values, channel),
      reply: 'not-found',
      text: noText,
      onlyWith: 'refuses-publishes-without-route',
    },
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
      when: (values, channel) => hasConsumer(values, channel),
      reply: 'not-allowed',
      text: (values) => `consumer tag '${textOf(values, 'consumer-tag')}' is in use`,
      defects: ['takes-consumer-tags-twice'],
    },
    {
      statement: 'amqp091/AMQP-basic.consume.consumer-tag.02',
      when: (values, { connection }) => channelsOf(connection).some((other) => hasConsumer(values, other)),
      reply: 'not-allowed',
      text: noText,
      onlyWith: 'keeps-consumer-tags-per-connection',
    },
    {
      statement: 'amqp091/AMQP-basic.consume.01',
      when: (values, channel) => (queueNamed(channel, values)?.consumers.length ?? 0) >= 15,
      reply: 'resource-error',
      text: noText,
      onlyWith: 'limits-consumers-to-15',
    },
    {
      statement: 'amqp091/AMQP-basic.consume.exclusive.01',
      when: (values, channel) => {
        const { server } = channel;
        const consumers = queueNamed(channel, values)?.consumers ?? [];
        const isHeld =
          consumers.some(({ exclusive }) => exclusive) && !server.has('lets-others-join-exclusive-consumers');
        const isWanted = flagOf(values, 'exclusive') && consumers.length > 0;
        if (isWanted && server.has('cuts-off-whom-exclusive-consumers-meet')) cutOff(consumers);
        return isHeld || (isWanted && !server.has('lets-exclusive-consumers-join'));
      },
      reply: 'access-refused',
      text: () => 'the queue is in exclusive use, or in use',
    },
  ],
  'basic.cancel': [
    {
      statement: 'amqp091/AMQP-basic.cancel.01',
      when: (values, channel) => !hasConsumer(values, channel),
      reply: 'not-found',
      text: noText,
      onlyWith: 'refuses-cancel-of-deleted-queues',
    },
    {
      statement: 'amqp091/AMQP-basic.cancel.01',
      when: (values, channel) => !hasConsumer(values, channel),
      reply: 'not-found',
      text: noText,
      onlyWith: 'drops-connection-for-cancel-of-unknown-tags',
      instead: 'drop',
    },
  ],
  'basic.get': queueMustBeUsable('amqp091/AMQP-basic.get.queue'),
  ...settlingRefusals,
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
