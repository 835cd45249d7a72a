import type { FieldTable } from '../../protocol/amqp091/frame.js';
import { ConsumerTurns } from './consumer-turns.js';
import type { DeathReason } from './dead-letters.js';
import type { Faults } from './defects.js';
import { Alarm, deadline, Lease } from './expiry.js';
import { type Message, priorityLevel } from './message.js';
import { isOver, refusesPublishes } from './overflow.js';
import { policyOf, type QueuePolicy } from './queue-policy.js';

/** A message in one queue: its copy of the routing, so to speak. */
export interface QueueEntry {
  readonly message: Message;
  /** Rises with every arrival; what comes back takes its old place. */
  readonly position: number;
  /** On the clock of `performance.now()`; infinite where nothing limits its time. */
  readonly expiresAt: number;
  redelivered: boolean;
  /** Channels that rejected it: not again for them. */
  readonly refusedBy: Set<object>;
}

export interface QueueConsumer {
  readonly tag: string;
  readonly exclusive: boolean;
  /** A higher one goes first. */
  readonly priority: number;
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

/** What a queue cannot do by itself. */
export interface QueueKeeper {
  readonly faults: Faults;
  deadLetter(queue: Queue, message: Message, reason: DeathReason): void;
  deleteQueue(queue: Queue): void;
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
  readonly policy: QueuePolicy;
  readonly faults: Faults;
  private readonly lease: Lease;
  private readonly alarm: Alarm;
  private readonly turns: ConsumerTurns;
  private positions = 0;

  constructor(
    public properties: QueueProperties,
    private readonly keeper: QueueKeeper,
  ) {
    this.policy = policyOf(properties.arguments);
    this.faults = keeper.faults;
    this.turns = new ConsumerTurns(keeper.faults, this.policy.singleActiveConsumer);
    this.alarm = new Alarm(() => this.dropExpired());
    this.lease = new Lease(this.faults.has('never-expires-queues') ? undefined : this.policy.expires, () => {
      if (this.consumers.length === 0 || this.faults.has('expires-consumed-queues')) keeper.deleteQueue(this);
    });
  }

  get name(): string {
    return this.properties.name;
  }

  /** False where the queue is full and turns it away. */
  put(message: Message): boolean {
    if (this.deleted) return true;
    this.dropExpired();
    if (refusesPublishes(this) && isOver(this, [message])) {
      if (this.policy.overflow === 'reject-publish-dlx') this.keeper.deadLetter(this, message, 'maxlen');
      return false;
    }
    this.insert({
      message,
      position: this.positions++,
      expiresAt: deadline(this.faults, this.policy, message),
      redelivered: false,
      refusedBy: new Set<object>(),
    });
    if (this.purgesLate) this.purge();
    this.purgesLate = false;
    if (this.faults.has('drops-messages-of-zero-ttl')) this.dropExpired();
    // What need not wait can neither expire nor be too much.
    this.handOut();
    this.dropSurplus();
    this.dropExpired();
    return true;
  }

  /** For a broken broker that has room for one message of a level. */
  dropLevelOf(message: Message): void {
    const levelIn = (one: Message) => priorityLevel(one, this.policy.maxPriority);
    const others = this.ready.filter((entry) => levelIn(entry.message) !== levelIn(message));
    this.ready.splice(0, this.ready.length, ...others);
  }

  /** Somebody does something with it: `x-expires` begins anew. */
  use(): void {
    this.lease.renew();
  }

  /** It is gone, and its messages with it. Answers how many were ready. */
  end(): number {
    this.deleted = true;
    this.lease.stop();
    return this.purge('dead-letters-what-is-deleted');
  }

  /** Marked as redelivered, at its old place. Call `dispatch` when all are back. */
  putBack(entry: QueueEntry): void {
    if (!this.unacknowledged.delete(entry) || this.deleted) return;
    entry.redelivered = true;
    this.insert(entry);
  }

  take(): QueueEntry | undefined {
    this.use();
    this.expireFirst();
    const entry = this.ready.shift();
    if (entry) this.unacknowledged.add(entry);
    this.wake();
    return entry;
  }

  settle(entry: QueueEntry): void {
    this.unacknowledged.delete(entry);
  }

  /** Settled, but not as its publisher wished. */
  discard(entry: QueueEntry): void {
    if (this.unacknowledged.delete(entry) && !this.deleted) this.keeper.deadLetter(this, entry.message, 'rejected');
  }

  purge(
    broken: 'dead-letters-what-is-purged' | 'dead-letters-what-is-deleted' = 'dead-letters-what-is-purged',
  ): number {
    const entries = this.ready.splice(0);
    if (this.faults.has(broken)) for (const { message } of entries) this.keeper.deadLetter(this, message, 'rejected');
    return entries.length;
  }

  addConsumer(consumer: QueueConsumer): void {
    this.consumers.push(consumer);
    this.dispatch();
  }

  removeConsumer(consumer: QueueConsumer): void {
    const at = this.consumers.indexOf(consumer);
    if (at >= 0) this.consumers.splice(at, 1);
    this.use();
    if (this.policy.singleActiveConsumer) this.dispatch();
  }

  /** Hands out what can be handed out: consumers in turn, entries in order. */
  dispatch(): void {
    this.expireFirst();
    this.handOut();
    this.wake();
  }

  private handOut(): void {
    for (let at = 0; at < this.ready.length; ) {
      const entry = this.ready[at];
      if (entry === undefined || !this.consumers.some((consumer) => consumer.isReady())) return;
      const consumer = this.turns.next(this.consumers, entry);
      if (consumer === undefined) {
        at++;
        continue;
      }
      this.ready.splice(at, 1);
      this.unacknowledged.add(entry);
      consumer.deliver(entry);
    }
  }

  /** What has waited too long at the head is given up; behind it, it waits until the head is gone. */
  private dropExpired(): void {
    for (let head = this.ready[0]; head && head.expiresAt <= performance.now(); head = this.ready[0]) {
      this.ready.shift();
      this.keeper.deadLetter(this, head.message, 'expired');
    }
    this.wake();
  }

  private expireFirst(): void {
    if (!this.faults.has('delivers-expired-behind-live')) this.dropExpired();
  }

  private wake(): void {
    // A broken broker looks after its first message only.
    if (this.positions > 1 && this.faults.has('delivers-expired-behind-live')) return;
    this.alarm.set(this.ready[0]?.expiresAt);
  }

  private dropSurplus(): void {
    while (this.ready.length > 0 && isOver(this)) {
      const entry = this.faults.has('drops-tail-on-overflow') ? this.ready.pop() : this.ready.shift();
      if (entry) this.keeper.deadLetter(this, entry.message, 'maxlen');
    }
  }

  private insert(entry: QueueEntry): void {
    const maximum = this.faults.has('ignores-max-priority') ? undefined : this.policy.maxPriority;
    const levelOf = ({ message }: QueueEntry) => priorityLevel(message, maximum);
    const isShuffled = maximum !== undefined && this.faults.has('shuffles-within-priorities');
    const level = levelOf(entry);
    let at = this.ready.length;
    while (at > 0) {
      const before = this.ready[at - 1];
      if (before === undefined) break;
      const levelBefore = levelOf(before);
      if (levelBefore > level) break;
      if (levelBefore === level && before.position < entry.position && !isShuffled) break;
      at--;
    }
    this.ready.splice(at, 0, entry);
  }
}
