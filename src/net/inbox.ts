import { startDeadline } from './deadline.js';

/** What a connection hears: frames, and the end. Nothing is dropped while somebody waits for something else. */

export type InboxEvent<Frame> =
  | {
      readonly kind: 'frame';
      readonly frame: Frame;
      readonly bytes: Uint8Array;
      readonly entry: number;
      readonly at: number;
    }
  /** Octets that cannot be framed; nothing after them can be read. */
  | { readonly kind: 'garbage'; readonly bytes: Uint8Array; readonly entry: number; readonly at: number }
  | { readonly kind: 'closed'; readonly reset: boolean; readonly entry: number; readonly at: number };

export type Timeout = { readonly kind: 'timeout'; readonly afterMs: number };

interface Waiter<Frame> {
  readonly accepts: (event: InboxEvent<Frame>) => boolean;
  readonly resolve: (event: InboxEvent<Frame>) => void;
}

export class Inbox<Frame> {
  /** Arrived and not taken yet, oldest first. */
  private readonly waiting: InboxEvent<Frame>[] = [];
  private readonly waiters: Waiter<Frame>[] = [];

  push(event: InboxEvent<Frame>): void {
    const index = this.waiters.findIndex((waiter) => waiter.accepts(event));
    if (index < 0) {
      this.waiting.push(event);
      return;
    }
    const [waiter] = this.waiters.splice(index, 1);
    waiter?.resolve(event);
  }

  /** The events that nobody has taken, oldest first. */
  get pending(): readonly InboxEvent<Frame>[] {
    return this.waiting;
  }

  /**
   * Takes the first event that `accepts` likes, now or within `timeoutMs`; the others stay.
   * A close is left for the next call too: once closed, a connection stays closed.
   */
  take(accepts: (event: InboxEvent<Frame>) => boolean, timeoutMs: number): Promise<InboxEvent<Frame> | Timeout> {
    const index = this.waiting.findIndex(accepts);
    const found = this.waiting[index];
    if (found !== undefined) {
      if (found.kind !== 'closed') this.waiting.splice(index, 1);
      return Promise.resolve(found);
    }
    return new Promise((resolve) => {
      const callOff = startDeadline(timeoutMs, () => {
        this.waiters.splice(this.waiters.indexOf(waiter), 1);
        resolve({ kind: 'timeout', afterMs: timeoutMs });
      });
      const waiter: Waiter<Frame> = {
        accepts,
        resolve: (event) => {
          callOff();
          if (event.kind === 'closed') this.waiting.push(event);
          resolve(event);
        },
      };
      this.waiters.push(waiter);
    });
  }

  /** Takes whatever comes next. */
  next(timeoutMs: number): Promise<InboxEvent<Frame> | Timeout> {
    return this.take(() => true, timeoutMs);
  }
}
