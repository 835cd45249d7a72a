import { putBack } from './acknowledgements.js';
import type { Channel } from './channel.js';
import { later } from './confirms.js';
import type { MethodHandlers } from './handler.js';
import { flagOf } from './values.js';

/** Classes tx and confirm: what a channel's publishes and acknowledgements wait for, or are answered with. */
export const transactionMethods: MethodHandlers = {
  'tx.select': (channel) => {
    if (channel.server.has('second-tx-select-rolls-back')) channel.transaction = [];
    channel.mode = 'transaction';
    channel.send('tx.select-ok');
  },
  'tx.commit': (channel) => {
    const { server } = channel;
    if (server.has('returns-after-commit-ok')) {
      channel.send('tx.commit-ok');
      return commit(channel);
    }
    if (server.has('commits-late')) setTimeout(() => commit(channel), later).unref();
    else commit(channel);
    if (channel.state === 'open') channel.send('tx.commit-ok');
  },
  'tx.rollback': (channel) => {
    rollBack(channel);
    channel.send('tx.rollback-ok');
  },
  'confirm.select': (channel, values) => {
    if (channel.server.has('second-confirm-select-resets')) channel.published = 0;
    channel.mode = 'confirm';
    channel.reply(flagOf(values, 'no-wait'), 'confirm.select-ok');
  },
};

function commit(channel: Channel): void {
  const work = channel.transaction.splice(0);
  if (channel.server.has('reverses-committed-publishes')) work.reverse();
  for (const { act } of work) act();
}

/** What was acknowledged is as before: out on the channel. */
function rollBack(channel: Channel): void {
  const { server } = channel;
  const work = channel.transaction.splice(0);
  const acknowledged = work.flatMap(({ deliveries }) => deliveries);
  if (server.has('rollback-keeps-publishes'))
    channel.transaction.push(...work.filter(({ kind }) => kind === 'publish'));
  if (server.has('requeues-at-rollback')) putBack(channel, acknowledged);
  if (server.has('settles-acks-at-rollback')) for (const { kind, act } of work) if (kind === 'acknowledgement') act();
  if (server.has('forgets-tags-at-rollback')) for (const { tag } of acknowledged) channel.deliveries.delete(tag);
}
