import type { AmqpDefect } from './defect.js';

/** Transactions. One defect or more for each probe of the catalogue. */
export const txDefects = [
  {
    id: 'refuses-second-tx-select',
    probe: 'tx.select-idempotent',
    breaks: ['amqp091/AMQP-tx.select'],
    about: 'closes a channel that becomes transacted twice',
  },
  {
    id: 'second-tx-select-rolls-back',
    probe: 'tx.select-idempotent',
    breaks: ['amqp091/AMQP-tx.select'],
    about: 'rolls back at a second tx.select',
  },
  {
    id: 'commits-without-transaction',
    probe: 'tx.commit-without-select',
    breaks: ['amqp091/AMQP-tx.commit.transacted'],
    about: 'answers tx.commit on a channel that is not transacted',
  },
  {
    id: 'rolls-back-without-transaction',
    probe: 'tx.rollback-without-select',
    breaks: ['amqp091/AMQP-tx.rollback.transacted'],
    about: 'answers tx.rollback on a channel that is not transacted',
  },
  {
    id: 'shows-uncommitted-publishes',
    probe: 'tx.publish-invisible',
    breaks: ['amqp091/AMQP-tx.publish'],
    about: 'routes what a transaction publishes before it is committed',
  },
  {
    id: 'commits-late',
    probe: 'tx.publish-commit',
    breaks: ['amqp091/AMQP-tx.publish'],
    about: 'answers tx.commit before it routes',
  },
  {
    id: 'reverses-committed-publishes',
    probe: 'tx.publish-commit',
    breaks: ['amqp091/AMQP-tx.publish'],
    about: 'routes the publishes of a transaction last first',
  },
  {
    id: 'rollback-keeps-publishes',
    probe: 'tx.publish-rollback',
    breaks: ['amqp091/AMQP-tx.publish'],
    about: 'keeps what was rolled back for the next commit',
  },
  {
    id: 'forgets-tags-at-rollback',
    probe: 'tx.ack-rollback',
    breaks: ['amqp091/AMQP-tx.ack'],
    about: 'no longer knows the delivery tags whose acknowledgement was rolled back',
  },
  {
    id: 'settles-acks-at-rollback',
    probe: 'tx.ack-rollback',
    breaks: ['amqp091/AMQP-tx.ack'],
    about: 'settles what was acknowledged and rolled back',
  },
  {
    id: 'settles-uncommitted-acks',
    probe: 'tx.ack-uncommitted-close',
    breaks: ['amqp091/AMQP-tx.ack'],
    about: 'settles at once what a transaction acknowledges',
  },
  {
    id: 'requeues-at-rollback',
    probe: 'tx.rollback-no-redelivery',
    breaks: ['amqp091/AMQP-tx.ack'],
    about: 'puts messages back whose acknowledgement is rolled back',
  },
  {
    id: 'rejects-at-once-in-transactions',
    probe: 'tx.nack-commit',
    breaks: ['amqp091/AMQP-tx.ack'],
    about: 'puts back at once what a transaction rejects',
  },
  {
    id: 'commits-at-channel-close',
    probe: 'tx.close-discards',
    breaks: ['amqp091/AMQP-tx.publish'],
    about: 'commits what is open when a channel is closed',
  },
  {
    id: 'returns-after-commit-ok',
    probe: 'tx.mandatory-at-commit',
    breaks: ['amqp091/AMQP-tx.not-mandatory', 'amqp091/AMQP-tx.publish'],
    about: 'returns what a transaction could not route after tx.commit-ok',
  },
  {
    id: 'drops-transacted-publish-to-missing-exchange',
    probe: 'tx.publish-missing-exchange',
    breaks: ['amqp091/AMQP-basic.publish.exchange.must-exist'],
    about: 'drops what a transaction publishes to a missing exchange',
  },
  {
    id: 'refuses-unknown-tags-at-commit',
    probe: 'tx.ack-unknown-immediate',
    breaks: ['amqp091/AMQP-basic.ack.multiple.exists'],
    about: 'looks for the tags that a transaction acknowledges at tx.commit only',
  },
  {
    id: 'commits-to-first-queue-only',
    probe: 'tx.many-queues',
    breaks: ['amqp091/AMQP-tx.not-multiple-queues', 'amqp091/AMQP-tx.publish'],
    about: 'leaves out all queues but the first at tx.commit',
  },
] as const satisfies readonly AmqpDefect[];
