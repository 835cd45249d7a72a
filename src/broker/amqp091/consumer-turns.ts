import type { Faults } from './defects.js';
import type { QueueConsumer, QueueEntry } from './queue.js';

/** Whose turn it is among the consumers of a queue. */
export class ConsumerTurns {
  private turn = 0;

  constructor(
    private readonly faults: Faults,
    /** Only the first of them is served. */
    private readonly isSingle: boolean,
  ) {}

  /** In turn, but those of a higher priority first, as long as they are ready. */
  next(all: readonly QueueConsumer[], entry: QueueEntry): QueueConsumer | undefined {
    const isSingle = this.isSingle && !this.faults.has('shares-single-active-consumer');
    const consumers = isSingle ? all.slice(0, 1) : all;
    const inTurn = consumers.map((_, step) => consumers[(this.turn + step) % consumers.length]);
    const ready = inTurn.filter((consumer) => consumer?.isReady());
    const able = this.preferred(ready, consumers).filter((consumer) => consumer?.wants(entry));
    const chosen = this.highest(able);
    if (chosen !== undefined) this.turn = (consumers.indexOf(chosen) + 1) % consumers.length;
    return chosen;
  }

  private highest(consumers: readonly (QueueConsumer | undefined)[]): QueueConsumer | undefined {
    if (this.faults.has('ignores-consumer-priorities')) return consumers[0];
    return consumers.reduce((best, one) => ((one?.priority ?? 0) > (best?.priority ?? 0) ? one : best), consumers[0]);
  }

  /** A broken broker lets nobody else have what the first should get. */
  private preferred(ready: readonly (QueueConsumer | undefined)[], all: readonly QueueConsumer[]) {
    if (!this.faults.has('waits-for-preferred-consumers')) return ready;
    const highest = Math.max(...all.map(({ priority }) => priority));
    return ready.filter((consumer) => consumer?.priority === highest);
  }
}
