import type { Moment } from './moment.js';

/**
 * Things that are to be looked at again when the capture's own clock has moved on. All wait equally long, so the first
 * in is the first due. As captures may carry no time, or one that stands still, a number of records is enough as well.
 */
export class DeadlineQueue<T> {
  private readonly entries: Entry<T>[] = [];
  private head = 0;
  private readonly delayMilliseconds: number;
  private readonly delayFrames: number;

  constructor(delayMilliseconds: number, delayFrames: number) {
    this.delayMilliseconds = delayMilliseconds;
    this.delayFrames = delayFrames;
  }

  get empty(): boolean {
    return this.head === this.entries.length;
  }

  push(item: T, moment: Moment): void {
    this.entries.push({ item, seconds: moment.seconds, nanos: moment.nanos, frame: moment.frame });
  }

  /** Takes the first entry if it is due. */
  take(moment: Moment): { readonly item: T; readonly frame: number } | undefined {
    if (this.head === this.entries.length) return undefined;
    const entry = this.entries[this.head] as Entry<T>;
    const waited = (moment.seconds - entry.seconds) * 1000 + (moment.nanos - entry.nanos) / 1e6;
    if (waited < this.delayMilliseconds && moment.frame - entry.frame < this.delayFrames) return undefined;
    this.head++;
    if (this.head > 64 && this.head * 2 > this.entries.length) {
      this.entries.splice(0, this.head);
      this.head = 0;
    }
    return entry;
  }
}

interface Entry<T> {
  readonly item: T;
  readonly seconds: number;
  readonly nanos: number;
  readonly frame: number;
}
