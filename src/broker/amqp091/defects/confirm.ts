import { answering } from './answering.js';
import { refusing } from './refusing.js';
import { type AmqpRows, row, todo } from './row.js';

/** Publisher confirms. */
export const confirmDefects: AmqpRows = [
  todo(
    'refuses-second-confirm-select',
    'rabbitmq/RMQ-confirm.select',
    'closes a channel that is put into confirm mode twice',
  ),
  todo(
    'second-confirm-select-resets',
    'rabbitmq/RMQ-confirm.select',
    'begins to count anew at a second confirm.select',
  ),
  row(
    'answers-no-wait-confirm-select',
    'rabbitmq/RMQ-confirm.select',
    'answers confirm.select in spite of no-wait',
    answering('confirm.select-ok'),
  ),
  todo('confirms-from-zero', 'rabbitmq/RMQ-confirm.all-messages-acknowledged', 'gives the first publish the number 0'),
  todo(
    'confirms-earlier-publishes',
    'rabbitmq/RMQ-confirm.all-messages-acknowledged',
    'counts what was published before confirm.select',
  ),
  todo('skips-a-confirm', 'rabbitmq/RMQ-confirm.all-messages-acknowledged', 'leaves out one acknowledgement of many'),
  todo(
    'doubles-a-confirm',
    'rabbitmq/RMQ-confirm.all-messages-acknowledged',
    'sends one acknowledgement of many twice',
  ),
  todo(
    'never-confirms-unroutable',
    'rabbitmq/RMQ-confirm.unroutable-messages',
    'does not acknowledge what no queue took',
  ),
  todo('nacks-unroutable', 'rabbitmq/RMQ-confirm.unroutable-messages', 'refuses what no queue took by basic.nack'),
  todo('confirms-before-return', 'rabbitmq/RMQ-confirm.unroutable-messages', 'acknowledges before it returns'),
  todo('confirms-at-receipt', 'rabbitmq/RMQ-confirm.all-queues', 'acknowledges a publish before a queue has it'),
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
  todo('acks-refused-publishes', 'rabbitmq/RMQ-x-max-length', 'acknowledges what a full queue turned away'),
  todo('selects-tx-on-confirm-channels', 'rabbitmq/RMQ-confirm.select', 'makes a channel in confirm mode transacted'),
  todo(
    'selects-confirm-on-transacted-channels',
    'rabbitmq/RMQ-confirm.select',
    'puts a transacted channel into confirm mode',
  ),
  todo(
    'confirms-publish-to-missing-exchange',
    'amqp091/AMQP-basic.publish.exchange.must-exist',
    'acknowledges what is published to a missing exchange',
  ),
  todo(
    'confirms-after-first-queue',
    'rabbitmq/RMQ-confirm.all-queues',
    'acknowledges when the first of several queues has the message',
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
