import { isTable } from '../../protocol/amqp091/field-table.js';
import { awaitsReplies, replyAddress } from './direct-replies.js';
import { wholeNumber } from './headers.js';
import { argumentOf } from './queue-policy.js';
import type { StrictRefusal } from './refusal.js';
import { KEY_HEADERS } from './sender-selected.js';
import { flagOf, tableOf, textOf } from './values.js';

/** What speaks against a publish in the terms of RabbitMQ's extensions. */
export const EXTENDED_PUBLISH_REFUSALS: readonly StrictRefusal[] = [
  {
    name: 'bad-expiration',
    statement: 'rabbitmq/RMQ-x-expiration',
    when: ({ expiration }) => expiration !== undefined && !/^\d+$/.test(String(expiration)),
    reply: 'precondition-failed',
    text: (values) => `invalid expiration '${textOf(values, 'expiration')}'`,
  },
  {
    name: 'single-key-header',
    statement: 'rabbitmq/RMQ-x-sender-selected',
    when: ({ headers }) =>
      isTable(headers) &&
      KEY_HEADERS.some((name) => {
        const given = argumentOf(headers, name);
        return given !== undefined && given.type !== 'A';
      }),
    reply: 'precondition-failed',
    text: () => `${KEY_HEADERS.join(' and ')} are arrays`,
  },
  {
    name: 'no-reply-consumer',
    statement: 'rabbitmq/RMQ-x-direct-reply-to',
    when: (values, channel) => textOf(values, 'reply-to') === replyAddress && !awaitsReplies(channel),
    reply: 'precondition-failed',
    text: () => 'nobody waits for direct replies on this channel',
  },
];

/** And against a basic.consume. */
export const EXTENDED_CONSUME_REFUSALS: readonly StrictRefusal[] = [
  {
    name: 'acknowledged-direct-replies',
    statement: 'rabbitmq/RMQ-x-direct-reply-to',
    when: (values) => textOf(values, 'queue') === replyAddress && !flagOf(values, 'no-ack'),
    reply: 'precondition-failed',
    text: () => 'direct replies are not acknowledged',
  },
  {
    name: 'second-reply-consumer',
    statement: 'rabbitmq/RMQ-x-direct-reply-to',
    when: (values, channel) => textOf(values, 'queue') === replyAddress && awaitsReplies(channel),
    reply: 'precondition-failed',
    text: () => 'direct replies have a consumer on this channel',
  },
  {
    name: 'bad-priority',
    statement: 'rabbitmq/RMQ-x-consumer-priority',
    when: (values) => {
      const priority = argumentOf(tableOf(values, 'arguments'), 'x-priority');
      return priority !== undefined && wholeNumber(priority) === undefined;
    },
    reply: 'precondition-failed',
    text: () => 'x-priority is a whole number',
  },
];
