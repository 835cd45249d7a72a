import { replyCodeByName } from '../../protocol/amqp091/definitions.js';
import type { GivenArguments } from '../../protocol/amqp091/encode.js';
import { Confirms } from './confirms.js';
import {
  type Cause,
  type ChannelOfConnection,
  type Connection,
  closeArguments,
  type PrefetchWindow,
} from './connection.js';
import { ContentAssembly } from './content.js';
import type { Message } from './message.js';
import { outgoingContent } from './output.js';
import type { Queue, QueueConsumer, QueueEntry } from './queue.js';
import type { AmqpServer } from './server.js';
import type { VirtualHost } from './virtual-host.js';

/** Out on this channel and not settled. */
export interface Delivery {
  readonly tag: number;
  readonly queue: Queue;
  readonly entry: QueueEntry;
  /** None for basic.get. */
  readonly consumer: ChannelConsumer | undefined;
}

export interface ChannelConsumer extends QueueConsumer {
  readonly queue: Queue;
  /** What it had last; only a broken broker does. */
  deliverOnceMore(): void;
}

/** Work that waits for tx.commit. */
export interface Deferred {
  readonly kind: 'publish' | 'acknowledgement';
  /** What is acknowledged. */
  readonly deliveries: readonly Delivery[];
  readonly act: () => void;
}

/** What a defect may replace of a channel's behaviour. */
export const channelling = { isAnswered };

/** no-wait silences the `-ok`. */
function isAnswered(_answer: string, noWait: boolean): boolean {
  return !noWait;
}

/** Those of a connection, the lowest that was opened first. */
export function channelsOf(connection: Connection): readonly Channel[] {
  return [...connection.channels.values()].filter((channel) => channel instanceof Channel);
}

export class Channel implements ChannelOfConnection {
  /** `closing`: our channel.close is out, only its close-ok is heard. */
  state: 'open' | 'closing' | 'closed' = 'open';
  /** channel.flow. */
  active: boolean;
  wasPaused = false;
  /** What an empty queue name means here. */
  currentQueue: string | undefined;
  mode: 'plain' | 'transaction' | 'confirm' = 'plain';
  /** Publishes in confirm mode. */
  published = 0;
  readonly confirms = new Confirms(this);
  /** What `amq.rabbitmq.reply-to` stands for here. */
  replies: Queue | undefined;
  transaction: Deferred[] = [];
  readonly content: ContentAssembly;
  readonly consumers = new Map<string, ChannelConsumer>();
  readonly deliveries = new Map<number, Delivery>();
  /** basic.qos without global. */
  readonly window: PrefetchWindow = { count: 0, octets: 0 };
  /** Places in the windows that a broken broker never frees. */
  lostPlaces = 0;
  private lastTag: number;

  constructor(
    readonly connection: Connection,
    readonly number: number,
    readonly virtualHost: VirtualHost,
    former?: Channel,
  ) {
    const { server } = connection;
    this.active = !server.has('opens-channels-paused');
    this.content = server.has('assembles-content-per-connection')
      ? connection.shared.content
      : new ContentAssembly(server);
    this.lastTag = former?.lastTag ?? (server.has('starts-tags-at-zero') ? -1 : 0);
    this.mode = former?.mode ?? 'plain';
    this.published = former?.published ?? 0;
  }

  get server(): AmqpServer {
    return this.connection.server;
  }

  send(method: string, values: GivenArguments = {}): void {
    // A close must be the last word.
    this.confirms.send();
    this.connection.send(this.number, method, values);
  }

  /** The `-ok`, unless the client said no-wait. */
  reply(noWait: boolean, method: string, values: GivenArguments = {}): void {
    if (this.server.conduct.isAnswered(method, noWait)) this.send(method, values);
  }

  sendContent(method: string, values: GivenArguments, message: Message, on = this.number): void {
    this.connection.send(on, method, values);
    const [header, ...bodies] = outgoingContent(this.server, on, message, this.connection.frameMax);
    if (header) this.connection.write(header);
    if (this.mode === 'confirm' && this.server.has('acknowledges-inside-contents')) {
      this.send('basic.ack', { 'delivery-tag': this.published });
    }
    for (const body of bodies) this.connection.write(body);
  }

  /** A soft reply code closes the channel, a hard one the connection. */
  raise(reply: string, text: string, cause?: Cause): void {
    const soft = replyCodeByName(reply)?.kind === 'soft';
    if (soft && !this.server.has('closes-connection-for-channel-errors')) this.close(reply, text, cause);
    else this.connection.raise(reply, text, cause);
  }

  close(reply: string, text: string, cause?: Cause): void {
    if (this.state !== 'open') return;
    this.send('channel.close', closeArguments(reply, text, cause));
    this.state = 'closing';
    this.giveBack(!this.server.has('loses-unacked-on-channel-error'));
  }

  /** At the client's channel.close. */
  closeForClient(): void {
    if (this.server.has('keeps-consumers-of-closed-channels')) this.consumers.clear();
    if (this.server.has('commits-at-channel-close')) {
      for (const { kind, act } of this.transaction) if (kind === 'publish') act();
    }
    this.state = 'closed';
    this.giveBack(!this.server.has('loses-unacked-on-channel-close'));
    if (this.server.has('deletes-exclusive-queues-with-channel')) {
      for (const queue of this.virtualHost.queues.values()) {
        if (queue.properties.creator === this && queue.properties.owner) this.virtualHost.deleteQueue(queue);
      }
    }
  }

  release(): void {
    this.state = 'closed';
    if (this.server.has('marks-queues-of-closed-connections')) this.markQueues();
    this.giveBack(!this.server.has('loses-unacked-of-closed-connections'));
  }

  abandon(): void {
    this.state = 'closed';
  }

  nextTag(): number {
    return ++this.lastTag;
  }

  /** Was the tag ever given to a delivery? */
  hasGiven(tag: number): boolean {
    return tag > 0 && tag <= this.lastTag;
  }

  /** Out to consumers, or to that one. */
  outstanding(only?: ChannelConsumer): PrefetchWindow {
    let count = this.lostPlaces;
    let octets = 0;
    for (const { consumer, entry } of this.deliveries.values()) {
      if (consumer === undefined || (only ?? consumer) !== consumer) continue;
      count++;
      octets += entry.message.body.length;
    }
    return { count, octets };
  }

  resume(): void {
    for (const consumer of this.consumers.values()) consumer.queue.dispatch();
  }

  /** The last of its consumers takes an auto-delete queue with it. */
  removeConsumer(consumer: ChannelConsumer, cancelled: boolean): void {
    this.consumers.delete(consumer.tag);
    const { queue } = consumer;
    queue.removeConsumer(consumer);
    if (!queue.properties.autoDelete) return;
    if (this.server.has('never-auto-deletes-queues')) return;
    if (!cancelled && this.server.has('auto-deletes-on-cancel-only')) return;
    if (queue.consumers.length === 0 || this.server.has('auto-deletes-at-first-cancel')) {
      this.virtualHost.deleteQueue(queue);
    }
  }

  private markQueues(): void {
    for (const { queue } of this.deliveries.values()) for (const entry of queue.ready) entry.redelivered = true;
  }

  private giveBack(requeues: boolean): void {
    this.transaction = [];
    this.content.reset();
    const touched = new Set<Queue>();
    for (const { queue, entry } of this.deliveries.values()) {
      if (requeues) queue.putBack(entry);
      else queue.settle(entry);
      touched.add(queue);
    }
    this.deliveries.clear();
    for (const consumer of this.consumers.values()) this.removeConsumer(consumer, false);
    for (const queue of touched) queue.dispatch();
  }
}
