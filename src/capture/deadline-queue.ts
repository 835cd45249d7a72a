import type { Moment } from './moment.js';

/**
 * Things that are to be looked at again when the capture's own clock has moved on. All wait equally long, so the first
 * in is the first due. As captures may carry no time, or one that stands still, a number of records is enough as well.
 */
export class DeadlineQueue<T> {
  private entries: Entry<T>[] = [];
  private head = 0;
  private readonly delaySeconds: number;
  private readonly delayFrames: number;

  constructor(delaySeconds: number, delayFrames: number) {
    this.delaySeconds = delaySeconds;
    this.delayFrames = delayFrames;
  }

  get empty(): boolean {
    return this.head === this.entries.length;
  }

  push(item: T, moment: Moment): void {
    this.entries.push({ item, at: moment.seconds + moment.nanos / 1e9, frame: moment.frame });
  }

  /** Takes the first entry if it is due. */
  take(moment: Moment): { readonly item: T; readonly frame: number } | undefined {
    const entry = this.entries[this.head];
    if (entry === undefined) return undefined;
    const waited = moment.seconds + moment.nanos / 1e9 - entry.at;
    if (waited < this.delaySeconds && moment.frame - entry.frame < this.delayFrames) return undefined;
    this.head++;
    if (this.head > 64 && this.head * 2 > this.entries.length) {
      this.entries = this.entries.slice(this.head);
      this.head = 0;
    }
    return entry;
  }
}

interface Entry<T> {
  readonly item: T;
  readonly at: number;
  readonly frame: number;
}
