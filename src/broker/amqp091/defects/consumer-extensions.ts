import type { AmqpConduct } from '../conduct.js';
import { replyAddress } from '../direct-replies.js';
import { limiting } from './limiting.js';
import { hang, refusing, without } from './refusing.js';
import { type AmqpRows, row } from './row.js';

/** RabbitMQ's extensions around consumers and addresses. */
export const CONSUMER_EXTENSION_DEFECTS: AmqpRows = [
  row(
    'ignores-consumer-priorities',
    'rabbitmq/RMQ-x-consumer-priority',
    'serves consumers in turn whatever their priority',
    { consumerPriority: () => () => 0 },
  ),
  row(
    'waits-for-preferred-consumers',
    'rabbitmq/RMQ-x-consumer-priority',
    'serves nobody else while the consumer of the highest priority is full',
    {
      nextConsumer: (strict) => (inTurn, entry) => {
        const highest = Math.max(...inTurn.map(({ priority }) => priority));
        return strict(
          inTurn.filter(({ priority }) => priority === highest),
          entry,
        );
      },
    },
  ),
  row(
    'ignores-bad-consumer-priority',
    'rabbitmq/RMQ-x-consumer-priority',
    'takes anything for x-priority',
    without('basic.consume', 'bad-priority'),
  ),
  row(
    'shares-single-active-consumer',
    'rabbitmq/RMQ-x-single-active-consumer',
    'serves all consumers of a queue with x-single-active-consumer',
    limiting({ singleActiveConsumer: false }),
  ),
  row(
    'notifies-all-consumers',
    'rabbitmq/RMQ-x-consumer-cancel-notify',
    'sends basic.cancel to clients that did not announce consumer_cancel_notify',
    { hearsOfCancels: () => () => true },
  ),
  row(
    'notifies-no-consumer',
    'rabbitmq/RMQ-x-consumer-cancel-notify',
    'does not tell consumers that their queue is gone',
    { hearsOfCancels: () => () => false },
  ),
  row('keeps-reply-address', 'rabbitmq/RMQ-x-direct-reply-to', 'does not rewrite the reply-to amq.rabbitmq.reply-to', {
    addressedReplies: () => (_channel, _properties, propertyList) => propertyList,
  }),
  row('loses-direct-replies', 'rabbitmq/RMQ-x-direct-reply-to', 'drops direct replies', {
    enqueue: (strict) => (channel, queue, message) =>
      queue.name.startsWith(replyAddress) || strict(channel, queue, message),
  }),
  row(
    'lets-direct-replies-be-acknowledged',
    'rabbitmq/RMQ-x-direct-reply-to',
    'lets amq.rabbitmq.reply-to be consumed without no-ack',
    without('basic.consume', 'acknowledged-direct-replies'),
  ),
  row(
    'consumes-direct-replies-twice',
    'rabbitmq/RMQ-x-direct-reply-to',
    'lets amq.rabbitmq.reply-to be consumed twice on a channel',
    without('basic.consume', 'second-reply-consumer'),
  ),
  row('ignores-cc', 'rabbitmq/RMQ-x-sender-selected', 'does not route by CC', ignoringKeys('CC')),
  row('ignores-bcc', 'rabbitmq/RMQ-x-sender-selected', 'does not route by BCC', ignoringKeys('BCC')),
  row('strips-cc', 'rabbitmq/RMQ-x-sender-selected', 'delivers messages without their CC', {
    isHiddenHeader: (strict) => (name) => name === 'CC' || strict(name),
  }),
  row('leaks-bcc', 'rabbitmq/RMQ-x-sender-selected', 'delivers messages with their BCC', {
    isHiddenHeader: () => () => false,
  }),
  row(
    'accepts-single-cc',
    'rabbitmq/RMQ-x-sender-selected',
    'takes a CC that is no array',
    without('basic.publish', 'single-key-header'),
  ),
  row(
    'hangs-on-access-request',
    'rabbitmq/RMQ-x-access',
    'stops answering after access.request',
    refusing('access.request', { when: () => true, reply: 'not-implemented', reaction: hang }),
  ),
  row(
    'acknowledges-inside-contents',
    'amqp091/AMQP-content.sequence',
    'sends basic.ack between the header and the body of a content',
    {
      writeContent: (strict) => (channel, frames) => {
        if (channel.mode !== 'confirm') return strict(channel, frames);
        strict(channel, frames.slice(0, 1));
        channel.send('basic.ack', { 'delivery-tag': channel.published });
        strict(channel, frames.slice(1));
      },
    },
  ),
];

function ignoringKeys(header: 'CC' | 'BCC') {
  return {
    addedKeys:
      (strict: AmqpConduct['addedKeys']): AmqpConduct['addedKeys'] =>
      ({ entries }) =>
        strict({ entries: entries.filter(({ name }) => name !== header) }),
  };
}
