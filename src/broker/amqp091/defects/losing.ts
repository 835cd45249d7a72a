import type { ChannelEnd } from '../channel.js';
import type { AmqpConduct } from '../conduct.js';

/** Forgets what was not settled when a channel ends in this way. */
export function losing(end: ChannelEnd) {
  return {
    giveBack:
      (strict: AmqpConduct['giveBack']): AmqpConduct['giveBack'] =>
      (queue, entry, how) => {
        if (how === end) queue.settle(entry);
        else strict(queue, entry, how);
      },
  };
}
