import { type Doubt, startDeadline } from './deadline.js';

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

/** What a connection hears: frames, and the end. Nothing is dropped while somebody waits for something else. */
export class Inbox<Frame> {
  /** Arrived and not taken yet, oldest first. */
  private readonly waiting: InboxEvent<Frame>[] = [];
  private readonly waiters: Waiter<Frame>[] = [];

  /** A frame is for the first who waits for it; the end is for everybody, and stays. */
  push(event: InboxEvent<Frame>): void {
    const wanting = this.waiters.filter((waiter) => waiter.accepts(event));
    const served = event.kind === 'closed' ? wanting : wanting.slice(0, 1);
    if (event.kind === 'closed' || served.length === 0) this.waiting.push(event);
    for (const waiter of served) {
      this.waiters.splice(this.waiters.indexOf(waiter), 1);
      waiter.resolve(event);
    }
  }

  /** The events that nobody has taken, oldest first. */
  get pending(): readonly InboxEvent<Frame>[] {
    return this.waiting;
  }

  /**
   * Takes the first event that `accepts` likes, now or within `timeoutMs`; the others stay.
   * A close is left for the next call too: once closed, a connection stays closed.
   */
  take(
    accepts: (event: InboxEvent<Frame>) => boolean,
    timeoutMs: number,
    doubt?: Doubt,
  ): Promise<InboxEvent<Frame> | Timeout> {
    const index = this.waiting.findIndex(accepts);
    const found = this.waiting[index];
    if (found !== undefined) {
      if (found.kind !== 'closed') this.waiting.splice(index, 1);
      return Promise.resolve(found);
    }
    return new Promise((resolve) => {
      const expire = (afterMs: number) => {
        this.waiters.splice(this.waiters.indexOf(waiter), 1);
        resolve({ kind: 'timeout', afterMs });
      };
      const callOff = startDeadline(timeoutMs, expire, doubt);
      const waiter: Waiter<Frame> = {
        accepts,
        resolve: (event) => {
          callOff();
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
