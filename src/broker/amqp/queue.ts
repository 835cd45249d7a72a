import type { FieldTable } from '../../codec/amqp/frame.js';
import { type Message, priorityLevel } from './message.js';

/** A message in one queue: its copy of the routing, so to speak. */
export interface QueueEntry {
  readonly message: Message;
  /** Rises with every arrival; what comes back takes its old place. */
  readonly position: number;
  redelivered: boolean;
  /** Channels that rejected it: not again for them. */
  readonly refusedBy: Set<object>;
}

export interface QueueConsumer {
  readonly tag: string;
  readonly exclusive: boolean;
  /** Flow is on and the prefetch window has room. */
  isReady(): boolean;
  wants(entry: QueueEntry): boolean;
  deliver(entry: QueueEntry): void;
  /** The queue is gone. */
  cancelled(): void;
}

export interface QueueProperties {
  readonly name: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  /** The connection that alone may use it. */
  readonly owner: object | undefined;
  /** The channel that declared it. */
  readonly creator: object;
  readonly arguments: FieldTable;
}

export class Queue {
  readonly ready: QueueEntry[] = [];
  readonly consumers: QueueConsumer[] = [];
  /** Out on channels, not settled. */
  readonly unacknowledged = new Set<QueueEntry>();
  readonly createdAt = Date.now();
  deleted = false;
  /** For a broken broker: purge when the next message comes; not reached by its name. */
  purgesLate = false;
  hasNoDefaultBinding = false;
  private positions = 0;
  private turn = 0;

  constructor(public properties: QueueProperties) {}

  get name(): string {
    return this.properties.name;
  }

  put(message: Message): void {
    if (this.deleted) return;
    this.insert({ message, position: this.positions++, redelivered: false, refusedBy: new Set<object>() });
    if (this.purgesLate) this.purge();
    this.purgesLate = false;
    this.dispatch();
  }

  /** Marked as redelivered, at its old place. Call `dispatch` when all are back. */
  putBack(entry: QueueEntry): void {
    if (!this.unacknowledged.delete(entry) || this.deleted) return;
    entry.redelivered = true;
    this.insert(entry);
  }

  take(): QueueEntry | undefined {
    const entry = this.ready.shift();
    if (entry) this.unacknowledged.add(entry);
    return entry;
  }

  settle(entry: QueueEntry): void {
    this.unacknowledged.delete(entry);
  }

  purge(): number {
    return this.ready.splice(0).length;
  }

  addConsumer(consumer: QueueConsumer): void {
    this.consumers.push(consumer);
    this.dispatch();
  }

  removeConsumer(consumer: QueueConsumer): void {
    const at = this.consumers.indexOf(consumer);
    if (at >= 0) this.consumers.splice(at, 1);
  }

  /** Hands out what can be handed out: consumers in turn, entries in order. */
  dispatch(): void {
    for (let at = 0; at < this.ready.length; ) {
      const entry = this.ready[at];
      if (entry === undefined || !this.consumers.some((consumer) => consumer.isReady())) return;
      const consumer = this.nextConsumer(entry);
      if (consumer === undefined) {
        at++;
        continue;
      }
      this.ready.splice(at, 1);
      this.unacknowledged.add(entry);
      consumer.deliver(entry);
    }
  }

  private nextConsumer(entry: QueueEntry): QueueConsumer | undefined {
    for (let step = 0; step < this.consumers.length; step++) {
      const consumer = this.consumers[(this.turn + step) % this.consumers.length];
      if (!consumer?.isReady() || !consumer.wants(entry)) continue;
      this.turn = (this.turn + step + 1) % this.consumers.length;
      return consumer;
    }
    return undefined;
  }

  private insert(entry: QueueEntry): void {
    const level = priorityLevel(entry.message);
    let at = this.ready.length;
    while (at > 0) {
      const before = this.ready[at - 1];
      if (before === undefined) break;
      const levelBefore = priorityLevel(before.message);
      if (levelBefore > level || (levelBefore === level && before.position < entry.position)) break;
      at--;
    }
    this.ready.splice(at, 0, entry);
  }
}
