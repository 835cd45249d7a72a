import type { Channel, Deferred } from '../channel.js';
import type { AmqpConduct } from '../conduct.js';
import { first, handling } from './handling.js';
import { later } from './later.js';
import { refusing, sparing, without } from './refusing.js';
import { type AmqpRows, row } from './row.js';

/** Transactions. */
export const TX_DEFECTS: AmqpRows = [
  row(
    'refuses-second-tx-select',
    'amqp091/AMQP-tx.select',
    'closes a channel that becomes transacted twice',
    refusing('tx.select', { when: (_, { mode }) => mode === 'transaction', reply: 'precondition-failed' }),
  ),
  row(
    'second-tx-select-rolls-back',
    'amqp091/AMQP-tx.select',
    'rolls back at a second tx.select',
    handling(
      'tx.select',
      first((channel) => {
        channel.transaction = [];
      }),
    ),
  ),
  row(
    'commits-without-transaction',
    'amqp091/AMQP-tx.commit.transacted',
    'answers tx.commit on a channel that is not transacted',
    without('tx.commit', 'not-transacted'),
  ),
  row(
    'rolls-back-without-transaction',
    'amqp091/AMQP-tx.rollback.transacted',
    'answers tx.rollback on a channel that is not transacted',
    without('tx.rollback', 'not-transacted'),
  ),
  row(
    'shows-uncommitted-publishes',
    'amqp091/AMQP-tx.publish',
    'routes what a transaction publishes before it is committed',
    { waitsForCommit: (strict) => (channel, work) => work !== 'publish' && strict(channel, work) },
  ),
  row('commits-late', 'amqp091/AMQP-tx.publish', 'answers tx.commit before it routes', {
    commit: (strict) => (channel) => void setTimeout(() => strict(channel), later).unref(),
  }),
  row('reverses-committed-publishes', 'amqp091/AMQP-tx.publish', 'routes the publishes of a transaction last first', {
    commit: (strict) => (channel) => {
      channel.transaction.reverse();
      strict(channel);
    },
  }),
  row(
    'rollback-keeps-publishes',
    'amqp091/AMQP-tx.publish',
    'keeps what was rolled back for the next commit',
    rollingBack((channel, work) => {
      channel.transaction.push(...work.filter(({ kind }) => kind === 'publish'));
    }),
  ),
  row(
    'forgets-tags-at-rollback',
    'amqp091/AMQP-tx.ack',
    'no longer knows the delivery tags whose acknowledgement was rolled back',
    rollingBack((channel, work) => {
      for (const { tag } of work.flatMap(({ deliveries }) => deliveries)) channel.deliveries.delete(tag);
    }),
  ),
  row(
    'settles-acks-at-rollback',
    'amqp091/AMQP-tx.ack',
    'settles what was acknowledged and rolled back',
    rollingBack((_channel, work) => {
      for (const { kind, act } of work) if (kind === 'acknowledgement') act();
    }),
  ),
  row('settles-uncommitted-acks', 'amqp091/AMQP-tx.ack', 'settles at once what a transaction acknowledges', {
    waitsForCommit: (strict) => (channel, work) => work === 'publish' && strict(channel, work),
  }),
  row(
    'requeues-at-rollback',
    'amqp091/AMQP-tx.ack',
    'puts messages back whose acknowledgement is rolled back',
    rollingBack((channel, work) => {
      channel.server.conduct.putBack(
        channel,
        work.flatMap(({ deliveries }) => deliveries),
        'refused',
      );
    }),
  ),
  row('rejects-at-once-in-transactions', 'amqp091/AMQP-tx.ack', 'puts back at once what a transaction rejects', {
    waitsForCommit: (strict) => (channel, work) => work !== 'refusal' && strict(channel, work),
  }),
  row('commits-at-channel-close', 'amqp091/AMQP-tx.publish', 'commits what is open when a channel is closed', {
    closeForClient: (strict) => (channel) => {
      for (const { kind, act } of channel.transaction) if (kind === 'publish') act();
      strict(channel);
    },
  }),
  row(
    'returns-after-commit-ok',
    ['amqp091/AMQP-tx.not-mandatory', 'amqp091/AMQP-tx.publish'],
    'returns what a transaction could not route after tx.commit-ok',
    handling('tx.commit', () => (channel) => {
      channel.send('tx.commit-ok');
      channel.server.conduct.commit(channel);
    }),
  ),
  row(
    'drops-transacted-publish-to-missing-exchange',
    'amqp091/AMQP-basic.publish.exchange.must-exist',
    'drops what a transaction publishes to a missing exchange',
    sparing('basic.publish', 'missing-exchange', (_, { mode }) => mode === 'transaction'),
  ),
  row(
    'refuses-unknown-tags-at-commit',
    'amqp091/AMQP-basic.ack.multiple.exists',
    'looks for the tags that a transaction acknowledges at tx.commit only',
    {
      isKnownTag: (strict) => (channel, tag) => channel.mode === 'transaction' || strict(channel, tag),
      whenCommitted: (strict) => (channel, work, deliveries, act) => {
        const refuse = () => channel.raise('precondition-failed', 'unknown delivery tag');
        if (channel.mode !== 'transaction' || deliveries.length > 0) strict(channel, work, deliveries, act);
        else channel.transaction.push({ kind: 'acknowledgement', deliveries, act: refuse });
      },
    },
  ),
  row(
    'commits-to-first-queue-only',
    ['amqp091/AMQP-tx.not-multiple-queues', 'amqp091/AMQP-tx.publish'],
    'leaves out all queues but the first at tx.commit',
    {
      enqueueAll: (strict) => (channel, queues, message) =>
        strict(channel, channel.mode === 'transaction' ? queues.slice(0, 1) : queues, message),
    },
  ),
];

/** Does something with the work that is rolled back. */
function rollingBack(act: (channel: Channel, work: readonly Deferred[]) => void) {
  return {
    rollBack:
      (strict: AmqpConduct['rollBack']): AmqpConduct['rollBack'] =>
      (channel) => {
        const work = [...channel.transaction];
        strict(channel);
        act(channel, work);
      },
  };
}
