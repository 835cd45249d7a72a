import type { MethodHandlers } from './handler.js';
import { flagOf } from './values.js';

/** Classes tx and confirm: what a channel's publishes and acknowledgements wait for, or are answered with. */
export const transactionMethods: MethodHandlers = {
  'tx.select': (channel) => {
    channel.mode = 'transaction';
    channel.send('tx.select-ok');
  },
  'tx.commit': (channel) => {
    for (const act of channel.transaction.splice(0)) act();
    channel.send('tx.commit-ok');
  },
  'tx.rollback': (channel) => {
    channel.transaction = [];
    channel.send('tx.rollback-ok');
  },
  'confirm.select': (channel, values) => {
    channel.mode = 'confirm';
    channel.reply(flagOf(values, 'no-wait'), 'confirm.select-ok');
  },
};
