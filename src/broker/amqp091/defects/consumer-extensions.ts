import { hang, refusing, without } from './refusing.js';
import { type AmqpRows, row, todo } from './row.js';

/** RabbitMQ's extensions around consumers and addresses. */
export const consumerExtensionDefects: AmqpRows = [
  todo(
    'ignores-consumer-priorities',
    'rabbitmq/RMQ-x-consumer-priority',
    'serves consumers in turn whatever their priority',
  ),
  todo(
    'waits-for-preferred-consumers',
    'rabbitmq/RMQ-x-consumer-priority',
    'serves nobody else while the consumer of the highest priority is full',
  ),
  row(
    'ignores-bad-consumer-priority',
    'rabbitmq/RMQ-x-consumer-priority',
    'takes anything for x-priority',
    without('basic.consume', 'bad-priority'),
  ),
  todo(
    'shares-single-active-consumer',
    'rabbitmq/RMQ-x-single-active-consumer',
    'serves all consumers of a queue with x-single-active-consumer',
  ),
  todo(
    'notifies-all-consumers',
    'rabbitmq/RMQ-x-consumer-cancel-notify',
    'sends basic.cancel to clients that did not announce consumer_cancel_notify',
  ),
  todo(
    'notifies-no-consumer',
    'rabbitmq/RMQ-x-consumer-cancel-notify',
    'does not tell consumers that their queue is gone',
  ),
  todo('keeps-reply-address', 'rabbitmq/RMQ-x-direct-reply-to', 'does not rewrite the reply-to amq.rabbitmq.reply-to'),
  todo('loses-direct-replies', 'rabbitmq/RMQ-x-direct-reply-to', 'drops direct replies'),
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
  todo('ignores-cc', 'rabbitmq/RMQ-x-sender-selected', 'does not route by CC'),
  todo('ignores-bcc', 'rabbitmq/RMQ-x-sender-selected', 'does not route by BCC'),
  todo('strips-cc', 'rabbitmq/RMQ-x-sender-selected', 'delivers messages without their CC'),
  todo('leaks-bcc', 'rabbitmq/RMQ-x-sender-selected', 'delivers messages with their BCC'),
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
