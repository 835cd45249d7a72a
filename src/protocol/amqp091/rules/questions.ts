/**
 * The requests of one end of a channel that have no answer yet, oldest first: answers come in the order of the
 * requests. A list of numbers, so that a request costs no object.
 */
export class Questions {
  /** Three numbers a request: the method's code, the packet's number, its bits. */
  private readonly waiting: number[] = [];
  private from = 0;

  ask(code: number, packet: number, bits: number): void {
    if (this.waiting.length - this.from >= MOST_NUMBERS) this.from += FIELDS;
    if (this.from > MOST_NUMBERS) this.compact();
    this.waiting.push(code, packet, bits);
  }

  /** Where the oldest request stands that one of these methods is; -1 for none. */
  find(codes: readonly number[]): number {
    const { waiting } = this;
    for (let at = this.from; at < waiting.length; at += FIELDS) {
      if (codes.includes(waiting[at] as number)) return at;
    }
    return -1;
  }

  packetAt(at: number): number {
    return this.waiting[at + 1] ?? 0;
  }

  bitsAt(at: number): number {
    return this.waiting[at + 2] ?? 0;
  }

  /** It has its answer. */
  settle(at: number): void {
    const { waiting } = this;
    // What waits before it moves up: nearly always nothing does.
    for (let i = at - 1; i >= this.from; i--) waiting[i + FIELDS] = waiting[i] as number;
    this.from += FIELDS;
    if (this.from !== waiting.length) return;
    waiting.length = 0;
    this.from = 0;
  }

  clear(): void {
    this.waiting.length = 0;
    this.from = 0;
  }

  private compact(): void {
    this.waiting.copyWithin(0, this.from);
    this.waiting.length -= this.from;
    this.from = 0;
  }
}

const FIELDS = 3;
/** The oldest of more than a thousand requests is forgotten: its answer was hardly seen. */
const MOST_NUMBERS = 3 * 1024;
