import type { AmqpDefect } from './defect.js';

/** RabbitMQ's extensions around consumers and addresses. One defect or more for each probe of the catalogue. */
export const consumerExtensionDefects = [
  {
    id: 'ignores-consumer-priorities',
    probe: 'x-consumer-priority',
    breaks: ['rabbitmq/RMQ-x-consumer-priority'],
    about: 'serves consumers in turn whatever their priority',
  },
  {
    id: 'waits-for-preferred-consumers',
    probe: 'x-consumer-priority',
    breaks: ['rabbitmq/RMQ-x-consumer-priority'],
    about: 'serves nobody else while the consumer of the highest priority is full',
  },
  {
    id: 'ignores-bad-consumer-priority',
    probe: 'x-consumer-priority-invalid',
    breaks: ['rabbitmq/RMQ-x-consumer-priority'],
    about: 'takes anything for x-priority',
  },
  {
    id: 'shares-single-active-consumer',
    probe: 'x-sac',
    breaks: ['rabbitmq/RMQ-x-single-active-consumer'],
    about: 'serves all consumers of a queue with x-single-active-consumer',
  },
  {
    id: 'notifies-all-consumers',
    probe: 'x-consumer-cancel',
    breaks: ['rabbitmq/RMQ-x-consumer-cancel-notify'],
    about: 'sends basic.cancel to clients that did not announce consumer_cancel_notify',
  },
  {
    id: 'notifies-no-consumer',
    probe: 'x-consumer-cancel',
    breaks: ['rabbitmq/RMQ-x-consumer-cancel-notify'],
    about: 'does not tell consumers that their queue is gone',
  },
  {
    id: 'keeps-reply-address',
    probe: 'x-direct-reply',
    breaks: ['rabbitmq/RMQ-x-direct-reply-to'],
    about: 'does not rewrite the reply-to amq.rabbitmq.reply-to',
  },
  {
    id: 'loses-direct-replies',
    probe: 'x-direct-reply',
    breaks: ['rabbitmq/RMQ-x-direct-reply-to'],
    about: 'drops direct replies',
  },
  {
    id: 'lets-direct-replies-be-acknowledged',
    probe: 'x-direct-reply',
    breaks: ['rabbitmq/RMQ-x-direct-reply-to'],
    about: 'lets amq.rabbitmq.reply-to be consumed without no-ack',
  },
  {
    id: 'consumes-direct-replies-twice',
    probe: 'x-direct-reply',
    breaks: ['rabbitmq/RMQ-x-direct-reply-to'],
    about: 'lets amq.rabbitmq.reply-to be consumed twice on a channel',
  },
  {
    id: 'ignores-cc',
    probe: 'x-cc-bcc',
    breaks: ['rabbitmq/RMQ-x-sender-selected'],
    about: 'does not route by CC',
  },
  {
    id: 'ignores-bcc',
    probe: 'x-cc-bcc',
    breaks: ['rabbitmq/RMQ-x-sender-selected'],
    about: 'does not route by BCC',
  },
  {
    id: 'strips-cc',
    probe: 'x-cc-bcc',
    breaks: ['rabbitmq/RMQ-x-sender-selected'],
    about: 'delivers messages without their CC',
  },
  {
    id: 'leaks-bcc',
    probe: 'x-cc-bcc',
    breaks: ['rabbitmq/RMQ-x-sender-selected'],
    about: 'delivers messages with their BCC',
  },
  {
    id: 'accepts-single-cc',
    probe: 'x-cc-bcc',
    breaks: ['rabbitmq/RMQ-x-sender-selected'],
    about: 'takes a CC that is no array',
  },
  {
    id: 'hangs-on-access-request',
    probe: 'x-access-request',
    breaks: ['rabbitmq/RMQ-x-access'],
    about: 'stops answering after access.request',
  },
  {
    id: 'acknowledges-inside-contents',
    probe: 'x-return-confirm-flow',
    breaks: ['amqp091/AMQP-content.sequence'],
    about: 'sends basic.ack between the header and the body of a content',
  },
] as const satisfies readonly AmqpDefect[];
