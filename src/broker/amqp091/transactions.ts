import type { Channel } from './channel.js';
import type { MethodHandlers } from './handler.js';
import { flagOf } from './values.js';

/** Classes tx and confirm: what a channel's publishes and acknowledgements wait for, or are answered with. */
export const TRANSACTION_METHODS: MethodHandlers = {
  'tx.select': (channel) => {
    channel.mode = 'transaction';
    channel.send('tx.select-ok');
  },
  'tx.commit': (channel) => {
    channel.server.conduct.commit(channel);
    if (channel.state === 'open') channel.send('tx.commit-ok');
  },
  'tx.rollback': (channel) => {
    channel.server.conduct.rollBack(channel);
    channel.send('tx.rollback-ok');
  },
  'confirm.select': (channel, values) => {
    channel.mode = 'confirm';
    channel.reply(flagOf(values, 'no-wait'), 'confirm.select-ok');
  },
};

export const committing = { waitsForCommit, commit, rollBack };

/** What a transaction is about. */
export type Work = 'publish' | 'acknowledgement' | 'refusal';

/** All work of a transacted channel. */
function waitsForCommit({ mode }: Channel, _work: Work): boolean {
  return mode === 'transaction';
}

function commit(channel: Channel): void {
  for (const { act } of channel.transaction.splice(0)) act();
}

/** What was published is forgotten; what was acknowledged is as before, out on the channel. */
function rollBack(channel: Channel): void {
  channel.transaction = [];
}
