import type { FieldTable } from '../../protocol/amqp091/frame.js';
import type { AmqpConduct } from './conduct.js';
import type { Consumer } from './consumer.js';
import { ConsumerTurns } from './consumer-turns.js';
import type { DeathReason } from './dead-letters.js';
import { Alarm, Lease } from './expiry.js';
import { type Message, priorityLevel } from './message.js';
import { isOver } from './overflow.js';
import type { QueuePolicy } from './queue-policy.js';
import type { VirtualHost } from './virtual-host.js';

export const storing = { comesBefore, takeSurplus, emptyQueue, isUnused };

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
  readonly consumers: Consumer[] = [];
  /** Out on channels, not settled. */
  readonly unacknowledged = new Set<QueueEntry>();
  deleted = false;
  readonly policy: QueuePolicy;
  private readonly lease: Lease;
  private readonly alarm: Alarm;
  private readonly turns: ConsumerTurns;
  private positions = 0;

  constructor(
    public properties: QueueProperties,
    private readonly virtualHost: VirtualHost,
  ) {
    this.policy = this.conduct.policyOf(properties.arguments);
    this.turns = new ConsumerTurns(this.conduct, this.policy.singleActiveConsumer);
    this.alarm = new Alarm(() => this.dropExpired());
    this.lease = new Lease(this.policy.expires, () => {
      if (this.conduct.isUnused(this)) virtualHost.deleteQueue(this);
    });
  }

  get name(): string {
    return this.properties.name;
  }

  get conduct(): AmqpConduct {
    return this.virtualHost.conduct;
  }

  /** False where the queue is full and turns it away. */
  put(message: Message): boolean {
    if (this.deleted) return true;
    this.dropExpired();
    if (this.policy.overflow !== 'drop-head' && isOver(this, [message])) {
      if (this.policy.overflow === 'reject-publish-dlx') this.giveUp(message, 'maxlen');
      return false;
    }
    this.insert({
      message,
      position: this.positions++,
      expiresAt: this.conduct.deadline(this, message),
      redelivered: false,
      refusedBy: new Set<object>(),
    });
    // What need not wait can neither expire nor be too much.
    this.handOut();
    this.dropSurplus();
    this.dropExpired();
    return true;
  }

  /** Somebody does something with it: `x-expires` begins anew. */
  use(): void {
    this.lease.renew();
  }

  /** It is gone, and its messages with it. Answers how many were ready. */
  end(): number {
    this.deleted = true;
    this.lease.stop();
    return this.conduct.emptyQueue(this, 'deleted');
  }

  /** Marked as redelivered, at its old place. Call `dispatch` when all are back. */
  putBack(entry: QueueEntry): void {
    if (!this.unacknowledged.delete(entry) || this.deleted) return;
    entry.redelivered = true;
    this.insert(entry);
  }

  take(): QueueEntry | undefined {
    this.use();
    this.dropExpired();
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
    if (this.unacknowledged.delete(entry) && !this.deleted) this.giveUp(entry.message, 'rejected');
  }

  /** To its dead-letter exchange, if it has one. */
  giveUp(message: Message, why: DeathReason): void {
    this.conduct.deadLetter(this.virtualHost, this, message, why);
  }

  purge(): number {
    return this.conduct.emptyQueue(this, 'purged');
  }

  addConsumer(consumer: Consumer): void {
    this.consumers.push(consumer);
    this.dispatch();
  }

  removeConsumer(consumer: Consumer): void {
    const at = this.consumers.indexOf(consumer);
    if (at >= 0) this.consumers.splice(at, 1);
    this.use();
    if (this.policy.singleActiveConsumer) this.dispatch();
  }

  /** Hands out what can be handed out: consumers in turn, entries in order. */
  dispatch(): void {
    this.dropExpired();
    this.handOut();
    this.wake();
  }

  private handOut(): void {
    for (let at = 0; at < this.ready.length; ) {
      const entry = this.ready[at];
      if (entry === undefined || !this.consumers.some((consumer) => this.conduct.isReady(consumer))) return;
      const consumer = this.turns.next(this.consumers, entry);
      if (consumer === undefined) {
        at++;
        continue;
      }
      this.ready.splice(at, 1);
      this.unacknowledged.add(entry);
      this.conduct.deliver(consumer, entry);
    }
  }

  /** What has waited too long at the head is given up; behind it, it waits until the head is gone. */
  private dropExpired(): void {
    for (let head = this.ready[0]; head && head.expiresAt <= performance.now(); head = this.ready[0]) {
      this.ready.shift();
      this.giveUp(head.message, 'expired');
    }
    this.wake();
  }

  private wake(): void {
    this.alarm.set(this.ready[0]?.expiresAt);
  }

  private dropSurplus(): void {
    while (this.ready.length > 0 && isOver(this)) {
      const entry = this.conduct.takeSurplus(this);
      if (entry) this.giveUp(entry.message, 'maxlen');
    }
  }

  private insert(entry: QueueEntry): void {
    const isHere = (before: QueueEntry | undefined) =>
      before === undefined || !this.conduct.comesBefore(this, entry, before);
    let at = this.ready.length;
    while (!isHere(this.ready[at - 1])) at--;
    this.ready.splice(at, 0, entry);
  }
}

/** A higher priority goes first, and among equals who came first. */
function comesBefore(queue: Queue, entry: QueueEntry, other: QueueEntry): boolean {
  const ahead = levelIn(queue, entry.message) - levelIn(queue, other.message);
  return ahead > 0 || (ahead === 0 && entry.position < other.position);
}

export function levelIn({ policy }: Queue, message: Message): number {
  return priorityLevel(message, policy.maxPriority);
}

/** The head of a queue that has too much. */
function takeSurplus({ ready }: Queue): QueueEntry | undefined {
  return ready.shift();
}

/** Takes out what is ready, and says how many. */
function emptyQueue({ ready }: Queue, _why: 'purged' | 'deleted'): number {
  return ready.splice(0).length;
}

/** When its `x-expires` is over. */
function isUnused({ consumers }: Queue): boolean {
  return consumers.length === 0;
}
