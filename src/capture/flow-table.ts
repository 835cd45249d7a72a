import type { Endpoint, Flow } from './flow.js';
import { type FlowKey, formatAddress } from './flow-key.js';

/** A flow as the table keeps it. */
export class TableFlow implements Flow {
  readonly number: number;
  readonly firstFrame: number;
  attachment: unknown = undefined;
  readonly key: FlowKey;
  /** The hash of `key`, kept for when the table grows. */
  readonly hash: number;
  /** The next one in the same bucket. */
  next: TableFlow | undefined = undefined;
  lastFrame: number;

  constructor(number: number, frame: number, key: FlowKey, hash: number) {
    this.number = number;
    this.firstFrame = frame;
    this.lastFrame = frame;
    this.key = key.copy();
    this.hash = hash;
  }

  get endpoints(): readonly [Endpoint, Endpoint] {
    const key = this.key;
    const low = { address: formatAddress(key.version, [key.low0, key.low1, key.low2, key.low3]), port: key.lowPort };
    const high = {
      address: formatAddress(key.version, [key.high0, key.high1, key.high2, key.high3]),
      port: key.highPort,
    };
    return key.forward ? [low, high] : [high, low];
  }

  get ports(): readonly [number, number] {
    return this.key.forward ? [this.key.lowPort, this.key.highPort] : [this.key.highPort, this.key.lowPort];
  }
}

/** Finds flows by their endpoints without making a string or an object per packet; holds at most `limit` of them. */
export class FlowTable<T extends TableFlow> {
  private buckets: (T | undefined)[];
  private count = 0;
  private last: T | undefined;
  private readonly limit: number;
  private readonly seed = (Math.random() * 0x100000000) | 0;
  private readonly rank: (flow: T) => number;
  private readonly evicted: (flow: T) => void;

  /** When the table is full, the eighth of lowest `rank` leaves and is told to `evicted`. */
  constructor(limit: number, rank: (flow: T) => number, evicted: (flow: T) => void) {
    this.limit = Math.max(1, limit);
    this.rank = rank;
    this.evicted = evicted;
    this.buckets = new Array<T | undefined>(1024).fill(undefined);
  }

  find(key: FlowKey): T | undefined {
    if (this.last?.key.equals(key)) return this.last;
    let flow = this.buckets[key.hash(this.seed) & (this.buckets.length - 1)];
    while (flow !== undefined && !flow.key.equals(key)) flow = flow.next as T | undefined;
    if (flow !== undefined) this.last = flow;
    return flow;
  }

  hash(key: FlowKey): number {
    return key.hash(this.seed);
  }

  add(flow: T): void {
    if (this.count >= this.limit) this.evict();
    if (this.count >= this.buckets.length) this.grow();
    this.link(flow);
    this.count++;
    this.last = flow;
  }

  remove(flow: T): void {
    const at = flow.hash & (this.buckets.length - 1);
    let previous: T | undefined;
    let here = this.buckets[at];
    while (here !== undefined && here !== flow) {
      previous = here;
      here = here.next as T | undefined;
    }
    if (here === undefined) return;
    if (previous === undefined) this.buckets[at] = flow.next as T | undefined;
    else previous.next = flow.next;
    flow.next = undefined;
    this.count--;
    if (this.last === flow) this.last = undefined;
  }

  all(): T[] {
    const flows: T[] = [];
    for (const head of this.buckets) {
      for (let flow = head; flow !== undefined; flow = flow.next as T | undefined) flows.push(flow);
    }
    return flows;
  }

  private link(flow: T): void {
    const at = flow.hash & (this.buckets.length - 1);
    flow.next = this.buckets[at];
    this.buckets[at] = flow;
  }

  private grow(): void {
    const flows = this.all();
    this.buckets = new Array<T | undefined>(this.buckets.length * 2).fill(undefined);
    for (const flow of flows) this.link(flow);
  }

  private evict(): void {
    const flows = this.all().sort((a, b) => this.rank(a) - this.rank(b));
    for (const flow of flows.slice(0, Math.max(1, this.limit >>> 3))) {
      this.remove(flow);
      this.evicted(flow);
    }
  }
}
