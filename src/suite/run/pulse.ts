import { type Doubt, startStopwatch } from '../../net/deadline.js';

/** A wait may become this many times as long. */
const mostPatience = 10;

/**
 * How fast a broker serves somebody who comes anew. A silence is an answer only while others are answered: a machine that
 * is too busy for its broker must not make the broker look guilty. It makes waits longer, never shorter.
 */
export class Pulse {
  private readonly visit: () => Promise<unknown>;
  private readonly timeoutMs: number;
  private visiting: Promise<number> | undefined;
  private shortest = Number.POSITIVE_INFINITY;

  /** `visit` does what any client does, up to an answer, and rejects where none comes. */
  constructor(visit: () => Promise<unknown>, timeoutMs: number) {
    this.visit = visit;
    this.timeoutMs = timeoutMs;
  }

  /** Milliseconds by which a visit takes longer now than the shortest did; 0 where no visit ever was answered. */
  async slowness(): Promise<number> {
    this.visiting ??= this.measure().finally(() => {
      this.visiting = undefined;
    });
    return Math.max(0, (await this.visiting) - this.shortest);
  }

  /** The visit begins behind the request that is waited for: once it is answered quickly, nothing else will come. */
  readonly doubt: Doubt = async (waitedMs) => {
    if (waitedMs >= this.timeoutMs * mostPatience) return 0;
    return (await this.slowness()) > this.timeoutMs / 4 ? this.timeoutMs : 0;
  };

  private async measure(): Promise<number> {
    const watch = startStopwatch();
    try {
      await this.visit();
      const took = watch.elapsed();
      this.shortest = Math.min(this.shortest, took);
      return took;
    } catch {
      return watch.elapsed();
    } finally {
      watch.stop();
    }
  }
}
