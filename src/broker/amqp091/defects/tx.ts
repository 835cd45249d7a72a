import { type AmqpRows, row, todo } from './row.js';

/** Transactions. */
export const txDefects: AmqpRows = [
  todo('refuses-second-tx-select', 'amqp091/AMQP-tx.select', 'closes a channel that becomes transacted twice'),
  todo('second-tx-select-rolls-back', 'amqp091/AMQP-tx.select', 'rolls back at a second tx.select'),
  todo(
    'commits-without-transaction',
    'amqp091/AMQP-tx.commit.transacted',
    'answers tx.commit on a channel that is not transacted',
  ),
  todo(
    'rolls-back-without-transaction',
    'amqp091/AMQP-tx.rollback.transacted',
    'answers tx.rollback on a channel that is not transacted',
  ),
  todo(
    'shows-uncommitted-publishes',
    'amqp091/AMQP-tx.publish',
    'routes what a transaction publishes before it is committed',
  ),
  todo('commits-late', 'amqp091/AMQP-tx.publish', 'answers tx.commit before it routes'),
  todo('reverses-committed-publishes', 'amqp091/AMQP-tx.publish', 'routes the publishes of a transaction last first'),
  todo('rollback-keeps-publishes', 'amqp091/AMQP-tx.publish', 'keeps what was rolled back for the next commit'),
  todo(
    'forgets-tags-at-rollback',
    'amqp091/AMQP-tx.ack',
    'no longer knows the delivery tags whose acknowledgement was rolled back',
  ),
  todo('settles-acks-at-rollback', 'amqp091/AMQP-tx.ack', 'settles what was acknowledged and rolled back'),
  todo('settles-uncommitted-acks', 'amqp091/AMQP-tx.ack', 'settles at once what a transaction acknowledges'),
  todo('requeues-at-rollback', 'amqp091/AMQP-tx.ack', 'puts messages back whose acknowledgement is rolled back'),
  todo('rejects-at-once-in-transactions', 'amqp091/AMQP-tx.ack', 'puts back at once what a transaction rejects'),
  row('commits-at-channel-close', 'amqp091/AMQP-tx.publish', 'commits what is open when a channel is closed', {
    closeForClient: (strict) => (channel) => {
      for (const { kind, act } of channel.transaction) if (kind === 'publish') act();
      strict(channel);
    },
  }),
  todo(
    'returns-after-commit-ok',
    ['amqp091/AMQP-tx.not-mandatory', 'amqp091/AMQP-tx.publish'],
    'returns what a transaction could not route after tx.commit-ok',
  ),
  todo(
    'drops-transacted-publish-to-missing-exchange',
    'amqp091/AMQP-basic.publish.exchange.must-exist',
    'drops what a transaction publishes to a missing exchange',
  ),
  todo(
    'refuses-unknown-tags-at-commit',
    'amqp091/AMQP-basic.ack.multiple.exists',
    'looks for the tags that a transaction acknowledges at tx.commit only',
  ),
  todo(
    'commits-to-first-queue-only',
    ['amqp091/AMQP-tx.not-multiple-queues', 'amqp091/AMQP-tx.publish'],
    'leaves out all queues but the first at tx.commit',
  ),
];
