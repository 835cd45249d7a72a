import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel } from './channel.js';
import type { StrictRefusal, StrictRefusals } from './refusal.js';
import { flagOf, numberOf } from './values.js';

export const knowing = { isKnownTag };

const tagOf = (values: AmqpArguments) => numberOf(values, 'delivery-tag');

/** What is settled must be out on the channel. */
function isKnownTag({ deliveries }: Channel, tag: number): boolean {
  return deliveries.has(tag);
}

const isUnknown = (values: AmqpArguments, channel: Channel) =>
  !channel.server.conduct.isKnownTag(channel, tagOf(values));

const unknownTag: StrictRefusal = {
  name: 'unknown-tag',
  statement: 'amqp091/AMQP-basic.ack.multiple.exists',
  when: (values, channel) => tagOf(values) !== 0 && isUnknown(values, channel),
  reply: 'precondition-failed',
  text: (values) => `unknown delivery tag ${tagOf(values)}`,
};

/** Tag 0 has a meaning with multiple alone. */
const zeroTag: StrictRefusal = {
  name: 'single-tag-0',
  statement: 'amqp091/AMQP-basic.ack.multiple.exists',
  when: (values) => tagOf(values) === 0 && !flagOf(values, 'multiple'),
  reply: 'precondition-failed',
  text: () => 'delivery tag 0 without multiple',
};

/** Methods that settle deliveries: of which tags, one can read here. */
export const SETTLING_REFUSALS: StrictRefusals = {
  'basic.ack': [unknownTag, zeroTag],
  'basic.reject': [
    {
      ...unknownTag,
      statement: 'amqp091/AMQP-basic.reject.02',
      when: (values, channel) => tagOf(values) === 0 || isUnknown(values, channel),
    },
  ],
  'basic.nack': [
    { ...unknownTag, statement: 'rabbitmq/RMQ-basic.nack.multiple.exists' },
    { ...zeroTag, statement: 'rabbitmq/RMQ-basic.nack.multiple.exists' },
  ],
};
