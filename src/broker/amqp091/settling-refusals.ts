import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel } from './channel.js';
import { channelsOf } from './channel.js';
import { noText, type Refusal, type Refusals } from './refusal.js';
import { flagOf, numberOf } from './values.js';

const tagOf = (values: AmqpArguments) => numberOf(values, 'delivery-tag');
const isAllSoFar = (values: AmqpArguments) => tagOf(values) === 0 && flagOf(values, 'multiple');

/** What is settled must be out on the channel; a broken broker looks elsewhere too. */
function isUnknown(values: AmqpArguments, channel: Channel): boolean {
  const { connection, deliveries, mode, server } = channel;
  const tag = tagOf(values);
  if (tag === 0 || deliveries.has(tag)) return false;
  if (mode === 'transaction' && server.has('refuses-unknown-tags-at-commit')) return false;
  if (server.has('takes-acks-twice') && channel.hasGiven(tag)) return false;
  return !(
    server.has('settles-tags-of-other-channels') && channelsOf(connection).some((other) => other.deliveries.has(tag))
  );
}

const unknownTag: Refusal = {
  statement: 'amqp091/AMQP-basic.ack.multiple.exists',
  when: isUnknown,
  reply: 'precondition-failed',
  text: (values) => `unknown delivery tag ${tagOf(values)}`,
};

/** Tag 0 has a meaning with multiple alone. */
const zeroTag: Refusal = {
  statement: 'amqp091/AMQP-basic.ack.multiple.exists',
  when: (values) => tagOf(values) === 0 && !flagOf(values, 'multiple'),
  reply: 'precondition-failed',
  text: () => 'delivery tag 0 without multiple',
};

/** Methods that settle deliveries: of which tags, one can read here. */
export const settlingRefusals: Refusals = {
  'basic.ack': [
    {
      ...unknownTag,
      text: noText,
      onlyWith: 'closes-connection-for-unknown-tags',
      instead: 'connection',
    },
    { ...unknownTag, defects: ['ignores-acks-of-unknown-tags'] },
    { ...zeroTag, defects: ['acks-all-at-single-tag-0'] },
    { ...zeroTag, when: isAllSoFar, text: noText, onlyWith: 'refuses-acks-of-all-so-far' },
    {
      statement: 'amqp091/AMQP-queue.delete.if-empty.not-empty',
      when: (values, channel) => channel.deliveries.get(tagOf(values))?.queue.deleted ?? false,
      reply: 'not-found',
      text: noText,
      onlyWith: 'refuses-ack-after-queue-delete',
    },
    {
      ...unknownTag,
      when: (values, channel) => channel.deliveries.get(tagOf(values))?.queue.deleted ?? false,
      text: noText,
      onlyWith: 'forgets-tags-of-deleted-queues',
    },
  ],
  'basic.reject': [
    {
      ...unknownTag,
      statement: 'amqp091/AMQP-basic.reject.02',
      when: (values, channel) => tagOf(values) === 0 || isUnknown(values, channel),
      defects: ['ignores-rejects-of-unknown-tags'],
    },
  ],
  'basic.nack': [
    {
      ...unknownTag,
      statement: 'rabbitmq/RMQ-basic.nack.multiple.exists',
      defects: ['ignores-nacks-of-unknown-tags'],
    },
    { ...zeroTag, statement: 'rabbitmq/RMQ-basic.nack.multiple.exists' },
    {
      ...zeroTag,
      statement: 'rabbitmq/RMQ-basic.nack.multiple.exists',
      when: isAllSoFar,
      text: noText,
      onlyWith: 'refuses-nacks-of-all-so-far',
    },
  ],
};
