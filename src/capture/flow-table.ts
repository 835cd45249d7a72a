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
  /** Neighbours in the order of leaving. */
  before: TableFlow | undefined = undefined;
  after: TableFlow | undefined = undefined;
  /** `lastFrame` when its turn to leave came last. */
  turnFrame: number;
  /** It has ended, and leaves before those that live. */
  retired = false;

  constructor(number: number, frame: number, key: FlowKey, hash: number) {
    this.number = number;
    this.firstFrame = frame;
    this.lastFrame = frame;
    this.turnFrame = frame;
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

/**
 * Finds flows by their endpoints without making a string or an object per packet; holds at most `limit` of them.
 * When it is full, the oldest that has ended leaves, or else the oldest that has been silent since its last turn.
 */
export class FlowTable<T extends TableFlow> {
  private buckets: (T | undefined)[];
  private count = 0;
  private last: T | undefined;
  private readonly limit: number;
  private readonly seed = (Math.random() * 0x100000000) | 0;
  private readonly evicted: (flow: T) => void;
  private readonly living = new Queue<T>();
  private readonly ended = new Queue<T>();

  constructor(limit: number, evicted: (flow: T) => void) {
    this.limit = Math.max(1, limit);
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
    this.living.append(flow);
    this.count++;
    this.last = flow;
  }

  /** The flow has ended: it stays findable as long as there is room. */
  retire(flow: T): void {
    if (flow.retired) return;
    this.living.remove(flow);
    flow.retired = true;
    this.ended.append(flow);
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
    (flow.retired ? this.ended : this.living).remove(flow);
    this.count--;
    if (this.last === flow) this.last = undefined;
  }

  /** Those that have not ended. */
  alive(): T[] {
    return this.living.all();
  }

  private link(flow: T): void {
    const at = flow.hash & (this.buckets.length - 1);
    flow.next = this.buckets[at];
    this.buckets[at] = flow;
  }

  private grow(): void {
    this.buckets = new Array<T | undefined>(this.buckets.length * 2).fill(undefined);
    for (const flow of [...this.ended.all(), ...this.living.all()]) this.link(flow);
  }

  private evict(): void {
    const flow = this.ended.first ?? this.longestSilent();
    if (flow === undefined) return;
    if (!flow.retired) this.evicted(flow);
    this.remove(flow);
  }

  /** Each packet earns its flow at most one more turn, so the search costs no more than the packets did. */
  private longestSilent(): T | undefined {
    for (let flow = this.living.first; flow !== undefined; flow = this.living.first) {
      if (flow.lastFrame === flow.turnFrame) return flow;
      flow.turnFrame = flow.lastFrame;
      this.living.remove(flow);
      this.living.append(flow);
    }
    return undefined;
  }
}

/** Flows in the order in which they came, linked through themselves. */
class Queue<T extends TableFlow> {
  first: T | undefined;
  private end: T | undefined;

  append(flow: T): void {
    flow.before = this.end;
    flow.after = undefined;
    if (this.end === undefined) this.first = flow;
    else this.end.after = flow;
    this.end = flow;
  }

  remove(flow: T): void {
    if (flow.before === undefined) this.first = flow.after as T | undefined;
    else flow.before.after = flow.after;
    if (flow.after === undefined) this.end = flow.before as T | undefined;
    else flow.after.before = flow.before;
    flow.before = undefined;
    flow.after = undefined;
  }

  all(): T[] {
    const flows: T[] = [];
    for (let flow = this.first; flow !== undefined; flow = flow.after as T | undefined) flows.push(flow);
    return flows;
  }
}
