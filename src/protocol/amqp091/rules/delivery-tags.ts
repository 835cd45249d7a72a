/**
 * The delivery tags that a broker has given on one channel, and those that wait for an acknowledgement. Tags go up by
 * one and are mostly acknowledged in their order: two bounds say it all, and what is out of order is remembered apart.
 */
export class DeliveryTags {
  /** Given were exactly the tags from here to `highest`; nobody can say it once there is a hole. */
  private first = 0;
  private highest = 0;
  private unbroken = true;
  /** The lowest that waits; above `highest` where none does. */
  private low = 1;
  /** Of those above `low` the ones that wait no more. */
  private readonly settled = new Set<number>();
  /** Of the tags up to here nobody can say whether they wait. */
  private doubtful = 0;

  /** Certainly given before. */
  isGiven(tag: number): boolean {
    return this.unbroken && tag >= this.first && tag <= this.highest && this.highest > 0;
  }

  /** Certainly never given. */
  isUnknown(tag: number): boolean {
    return tag > this.highest || (this.unbroken && tag < this.first);
  }

  /** Given, and certainly not waiting. `multiple`: nor is any that is lower. */
  isSettled(tag: number, multiple: boolean): boolean {
    if (tag <= this.doubtful || !this.isGiven(tag)) return false;
    return multiple ? this.doubtful === 0 && tag < this.low : !this.isWaiting(tag);
  }

  isWaiting(tag: number): boolean {
    return tag >= this.low && tag <= this.highest && !this.settled.has(tag);
  }

  give(tag: number, waits: boolean): void {
    if (this.highest === 0) {
      this.first = tag;
      this.low = tag;
    } else if (tag !== this.highest + 1) this.unbroken = false;
    if (tag > this.highest) this.highest = tag;
    if (!waits) this.settle(tag, false);
  }

  /** `multiple`: with all that are lower; tag 0 is then the highest. */
  settle(tag: number, multiple: boolean): void {
    if (multiple) this.raise(tag === 0 ? this.highest + 1 : Math.max(this.low, Math.min(tag, this.highest) + 1));
    else if (tag < this.low || tag > this.highest) return;
    else if (tag === this.low) this.raise(tag + 1);
    else {
      if (this.settled.size === MOST) this.doubt();
      else this.settled.add(tag);
    }
  }

  /** What was given may be given back: by a recovery, or in a way that nobody saw. */
  doubt(): void {
    this.doubtful = this.highest;
    this.raise(this.highest + 1);
  }

  clear(): void {
    this.first = 0;
    this.highest = 0;
    this.unbroken = true;
    this.low = 1;
    this.doubtful = 0;
    this.settled.clear();
  }

  private raise(low: number): void {
    this.low = low;
    if (this.settled.size === 0) return;
    while (this.settled.delete(this.low)) this.low++;
    if (this.low > this.highest) this.settled.clear();
    else for (const tag of this.settled) if (tag < this.low) this.settled.delete(tag);
  }
}

/** Beyond so many nobody remembers which of them wait. */
const MOST = 100_000;
