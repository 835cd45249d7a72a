import type { AmqpDefect } from './defect.js';

/** Publisher confirms. One defect or more for each probe of the catalogue. */
export const confirmDefects = [
  {
    id: 'refuses-second-confirm-select',
    probe: 'confirm.select',
    breaks: ['rabbitmq/RMQ-confirm.select'],
    about: 'closes a channel that is put into confirm mode twice',
  },
  {
    id: 'second-confirm-select-resets',
    probe: 'confirm.select',
    breaks: ['rabbitmq/RMQ-confirm.select'],
    about: 'begins to count anew at a second confirm.select',
  },
  {
    id: 'answers-no-wait-confirm-select',
    probe: 'confirm.select',
    breaks: ['rabbitmq/RMQ-confirm.select'],
    about: 'answers confirm.select in spite of no-wait',
  },
  {
    id: 'confirms-from-zero',
    probe: 'confirm.sequence',
    breaks: ['rabbitmq/RMQ-confirm.all-messages-acknowledged'],
    about: 'gives the first publish the number 0',
  },
  {
    id: 'confirms-earlier-publishes',
    probe: 'confirm.sequence',
    breaks: ['rabbitmq/RMQ-confirm.all-messages-acknowledged'],
    about: 'counts what was published before confirm.select',
  },
  {
    id: 'skips-a-confirm',
    probe: 'confirm.multiple',
    breaks: ['rabbitmq/RMQ-confirm.all-messages-acknowledged'],
    about: 'leaves out one acknowledgement of many',
  },
  {
    id: 'doubles-a-confirm',
    probe: 'confirm.multiple',
    breaks: ['rabbitmq/RMQ-confirm.all-messages-acknowledged'],
    about: 'sends one acknowledgement of many twice',
  },
  {
    id: 'never-confirms-unroutable',
    probe: 'confirm.unroutable',
    breaks: ['rabbitmq/RMQ-confirm.unroutable-messages'],
    about: 'does not acknowledge what no queue took',
  },
  {
    id: 'nacks-unroutable',
    probe: 'confirm.unroutable',
    breaks: ['rabbitmq/RMQ-confirm.unroutable-messages'],
    about: 'refuses what no queue took by basic.nack',
  },
  {
    id: 'confirms-before-return',
    probe: 'confirm.mandatory-order',
    breaks: ['rabbitmq/RMQ-confirm.unroutable-messages'],
    about: 'acknowledges before it returns',
  },
  {
    id: 'confirms-at-receipt',
    probe: 'confirm.after-queue',
    breaks: ['rabbitmq/RMQ-confirm.all-queues'],
    about: 'acknowledges a publish before a queue has it',
  },
  {
    id: 'loses-confirmed-messages-in-restart',
    probe: 'confirm.persistent-restart',
    breaks: ['rabbitmq/RMQ-confirm.all-queues', 'amqp091/AMQP-basic.01'],
    about: 'loses persistent messages of durable queues in a restart',
  },
  {
    id: 'acks-refused-publishes',
    probe: 'confirm.nack-overflow',
    breaks: ['rabbitmq/RMQ-x-max-length'],
    about: 'acknowledges what a full queue turned away',
  },
  {
    id: 'selects-tx-on-confirm-channels',
    probe: 'confirm.then-tx',
    breaks: ['rabbitmq/RMQ-confirm.select'],
    about: 'makes a channel in confirm mode transacted',
  },
  {
    id: 'selects-confirm-on-transacted-channels',
    probe: 'confirm.then-tx',
    breaks: ['rabbitmq/RMQ-confirm.select'],
    about: 'puts a transacted channel into confirm mode',
  },
  {
    id: 'confirms-publish-to-missing-exchange',
    probe: 'confirm.missing-exchange',
    breaks: ['amqp091/AMQP-basic.publish.exchange.must-exist'],
    about: 'acknowledges what is published to a missing exchange',
  },
  {
    id: 'confirms-after-first-queue',
    probe: 'confirm.fanout-all',
    breaks: ['rabbitmq/RMQ-confirm.all-queues'],
    about: 'acknowledges when the first of several queues has the message',
  },
  {
    id: 'refuses-confirm-select',
    probe: 'confirm.capability',
    breaks: ['rabbitmq/RMQ-x-capabilities'],
    about: 'announces publisher_confirms and does not know confirm.select',
  },
  {
    id: 'refuses-basic-nack',
    probe: 'confirm.capability',
    breaks: ['rabbitmq/RMQ-x-capabilities'],
    about: 'announces basic.nack and does not know it',
  },
] as const satisfies readonly AmqpDefect[];
