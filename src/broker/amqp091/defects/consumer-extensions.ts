import { type AmqpRows, todo } from './row.js';

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
  todo('ignores-bad-consumer-priority', 'rabbitmq/RMQ-x-consumer-priority', 'takes anything for x-priority'),
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
  todo(
    'lets-direct-replies-be-acknowledged',
    'rabbitmq/RMQ-x-direct-reply-to',
    'lets amq.rabbitmq.reply-to be consumed without no-ack',
  ),
  todo(
    'consumes-direct-replies-twice',
    'rabbitmq/RMQ-x-direct-reply-to',
    'lets amq.rabbitmq.reply-to be consumed twice on a channel',
  ),
  todo('ignores-cc', 'rabbitmq/RMQ-x-sender-selected', 'does not route by CC'),
  todo('ignores-bcc', 'rabbitmq/RMQ-x-sender-selected', 'does not route by BCC'),
  todo('strips-cc', 'rabbitmq/RMQ-x-sender-selected', 'delivers messages without their CC'),
  todo('leaks-bcc', 'rabbitmq/RMQ-x-sender-selected', 'delivers messages with their BCC'),
  todo('accepts-single-cc', 'rabbitmq/RMQ-x-sender-selected', 'takes a CC that is no array'),
  todo('hangs-on-access-request', 'rabbitmq/RMQ-x-access', 'stops answering after access.request'),
  todo(
    'acknowledges-inside-contents',
    'amqp091/AMQP-content.sequence',
    'sends basic.ack between the header and the body of a content',
  ),
];
