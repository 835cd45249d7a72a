import type { AmqpConduct } from '../conduct.js';
import { answering } from './answering.js';
import { first, handling } from './handling.js';
import { later } from './later.js';
import { refusing, sparing, without } from './refusing.js';
import { type AmqpRows, row } from './row.js';

/** Publisher confirms. */
export const CONFIRM_DEFECTS: AmqpRows = [
  row(
    'refuses-second-confirm-select',
    'rabbitmq/RMQ-confirm.select',
    'closes a channel that is put into confirm mode twice',
    refusing('confirm.select', { when: (_, { mode }) => mode === 'confirm', reply: 'precondition-failed' }),
  ),
  row(
    'second-confirm-select-resets',
    'rabbitmq/RMQ-confirm.select',
    'begins to count anew at a second confirm.select',
    handling(
      'confirm.select',
      first((channel) => {
        channel.published = 0;
      }),
    ),
  ),
  row(
    'answers-no-wait-confirm-select',
    'rabbitmq/RMQ-confirm.select',
    'answers confirm.select in spite of no-wait',
    answering('confirm.select-ok'),
  ),
  row(
    'confirms-from-zero',
    'rabbitmq/RMQ-confirm.all-messages-acknowledged',
    'gives the first publish the number 0',
    handling(
      'confirm.select',
      first((channel) => {
        if (channel.mode !== 'confirm') channel.published = -1;
      }),
    ),
  ),
  row(
    'confirms-earlier-publishes',
    'rabbitmq/RMQ-confirm.all-messages-acknowledged',
    'counts what was published before confirm.select',
    {
      publish: (strict) => (channel, content) => {
        if (channel.mode === 'plain') channel.published++;
        strict(channel, content);
      },
    },
  ),
  row(
    'skips-a-confirm',
    'rabbitmq/RMQ-confirm.all-messages-acknowledged',
    'leaves out one acknowledgement of many',
    confirmingSingly((tag) => (tag === 50 ? 0 : 1)),
  ),
  row(
    'doubles-a-confirm',
    'rabbitmq/RMQ-confirm.all-messages-acknowledged',
    'sends one acknowledgement of many twice',
    confirmingSingly((tag) => (tag === 50 ? 2 : 1)),
  ),
  row(
    'never-confirms-unroutable',
    'rabbitmq/RMQ-confirm.unroutable-messages',
    'does not acknowledge what no queue took',
    { confirmationOf: (strict) => (fate) => (fate === 'unroutable' ? undefined : strict(fate)) },
  ),
  row('nacks-unroutable', 'rabbitmq/RMQ-confirm.unroutable-messages', 'refuses what no queue took by basic.nack', {
    confirmationOf: (strict) => (fate) => (fate === 'unroutable' ? 'basic.nack' : strict(fate)),
  }),
  row('confirms-before-return', 'rabbitmq/RMQ-confirm.unroutable-messages', 'acknowledges before it returns', {
    confirm: (strict) => (channel, route) => {
      strict(channel, () => 'taken');
      channel.confirms.send();
      route();
    },
  }),
  row('confirms-at-receipt', 'rabbitmq/RMQ-confirm.all-queues', 'acknowledges a publish before a queue has it', {
    confirm: (strict) => (channel, route) => {
      strict(channel, () => 'taken');
      setTimeout(route, later).unref();
    },
  }),
  row(
    'loses-confirmed-messages-in-restart',
    ['rabbitmq/RMQ-confirm.all-queues', 'amqp091/AMQP-basic.01'],
    'loses persistent messages of durable queues in a restart',
    {
      restart: (strict) => (virtualHost) => {
        strict(virtualHost);
        for (const { ready } of virtualHost.queues.values()) ready.splice(0);
      },
    },
  ),
  row('acks-refused-publishes', 'rabbitmq/RMQ-x-max-length', 'acknowledges what a full queue turned away', {
    confirmationOf: (strict) => (fate) => (fate === 'refused' ? 'basic.ack' : strict(fate)),
  }),
  row(
    'selects-tx-on-confirm-channels',
    'rabbitmq/RMQ-confirm.select',
    'makes a channel in confirm mode transacted',
    without('tx.select', 'confirm-mode'),
  ),
  row(
    'selects-confirm-on-transacted-channels',
    'rabbitmq/RMQ-confirm.select',
    'puts a transacted channel into confirm mode',
    without('confirm.select', 'transacted'),
  ),
  row(
    'confirms-publish-to-missing-exchange',
    'amqp091/AMQP-basic.publish.exchange.must-exist',
    'acknowledges what is published to a missing exchange',
    sparing('basic.publish', 'missing-exchange', (_, { mode }) => mode === 'confirm'),
  ),
  row(
    'confirms-after-first-queue',
    'rabbitmq/RMQ-confirm.all-queues',
    'acknowledges when the first of several queues has the message',
    {
      enqueueAll: (strict) => (channel, queues, message) => {
        if (channel.mode !== 'confirm') return strict(channel, queues, message);
        const isTaken = strict(channel, queues.slice(0, 1), message);
        setTimeout(() => strict(channel, queues.slice(1), message), later).unref();
        return isTaken;
      },
    },
  ),
  row(
    'refuses-confirm-select',
    'rabbitmq/RMQ-x-capabilities',
    'announces publisher_confirms and does not know confirm.select',
    refusing('confirm.select', { when: () => true, reply: 'not-implemented' }),
  ),
  row(
    'refuses-basic-nack',
    'rabbitmq/RMQ-x-capabilities',
    'announces basic.nack and does not know it',
    refusing('basic.nack', { when: () => true, reply: 'not-implemented' }),
  ),
];

/** One answer for each publish, some of them so many times. */
function confirmingSingly(times: (tag: number) => number) {
  return {
    confirmations: (): AmqpConduct['confirmations'] => (owed) =>
      owed.flatMap((one) => Array.from({ length: times(one.tag) }, () => ({ ...one, multiple: false }))),
  };
}
