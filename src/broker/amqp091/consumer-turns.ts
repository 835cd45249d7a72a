import type { AmqpConduct } from './conduct.js';
import { type Consumer, wants } from './consumer.js';
import type { QueueEntry } from './queue.js';

export const choosing = { nextConsumer };

/** Whose turn it is among the consumers of a queue. */
export class ConsumerTurns {
  private turn = 0;

  constructor(
    private readonly conduct: AmqpConduct,
    /** Only the first of them is served. */
    private readonly isSingle: boolean,
  ) {}

  next(all: readonly Consumer[], entry: QueueEntry): Consumer | undefined {
    const consumers = this.isSingle ? all.slice(0, 1) : all;
    const first = this.turn % consumers.length;
    const chosen = this.conduct.nextConsumer([...consumers.slice(first), ...consumers.slice(0, first)], entry);
    if (chosen !== undefined) this.turn = (consumers.indexOf(chosen) + 1) % consumers.length;
    return chosen;
  }
}

/** The first in turn that is ready and wants it, but those of a higher priority before. */
function nextConsumer(inTurn: readonly Consumer[], entry: QueueEntry): Consumer | undefined {
  const able = inTurn.filter((consumer) => consumer.channel.server.conduct.isReady(consumer) && wants(consumer, entry));
  const highest = Math.max(...able.map(({ priority }) => priority));
  return able.find(({ priority }) => priority === highest);
}
