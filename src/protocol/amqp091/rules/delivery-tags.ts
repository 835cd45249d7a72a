/** The delivery tags that a broker has given on one channel, and those that wait for an acknowledgement. */
export class DeliveryTags {
  /** Given were exactly the tags from here to `highest`; nobody can say it once there is a hole. */
  private first = 0;
  private highest = 0;
  private unbroken = true;
  private readonly waiting = new Set<number>();
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
    if (!multiple) return !this.waiting.has(tag);
    return this.doubtful === 0 && this.lowest() > tag;
  }

  isWaiting(tag: number): boolean {
    return this.waiting.has(tag);
  }

  give(tag: number, waits: boolean): void {
    if (this.highest === 0) this.first = tag;
    else if (tag !== this.highest + 1) this.unbroken = false;
    if (tag > this.highest) this.highest = tag;
    if (!waits) return;
    if (this.waiting.size === MOST) this.doubt();
    this.waiting.add(tag);
  }

  /** `tag` 0: all of them. */
  settle(tag: number, multiple: boolean): void {
    if (!multiple) {
      this.waiting.delete(tag);
      return;
    }
    for (const one of this.waiting) {
      if (tag !== 0 && one > tag) break;
      this.waiting.delete(one);
    }
  }

  /** What was given may be given back: by a recovery, or a transaction that is rolled back. */
  doubt(): void {
    this.doubtful = this.highest;
    this.waiting.clear();
  }

  clear(): void {
    this.first = 0;
    this.highest = 0;
    this.unbroken = true;
    this.doubtful = 0;
    this.waiting.clear();
  }

  private lowest(): number {
    for (const one of this.waiting) return one;
    return Number.POSITIVE_INFINITY;
  }
}

/** Beyond so many nobody remembers which of them wait. */
const MOST = 100_000;
