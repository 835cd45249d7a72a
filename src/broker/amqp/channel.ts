import { methodByName, replyCodeByName } from '../../codec/amqp/definitions.js';
import type { GivenArguments } from '../../codec/amqp/encode.js';
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
}

/** Work that waits for tx.commit. */
export type Deferred = () => void;

export class Channel implements ChannelOfConnection {
  /** `closing`: our channel.close is out, only its close-ok is heard. */
  state: 'open' | 'closing' | 'closed' = 'open';
  /** channel.flow. */
  active = true;
  /** What an empty queue name means here. */
  currentQueue: string | undefined;
  mode: 'plain' | 'transaction' | 'confirm' = 'plain';
  /** Publishes in confirm mode. */
  published = 0;
  transaction: Deferred[] = [];
  readonly content: ContentAssembly;
  readonly consumers = new Map<string, ChannelConsumer>();
  readonly deliveries = new Map<number, Delivery>();
  /** basic.qos without global. */
  readonly window: PrefetchWindow = { count: 0, octets: 0 };
  private lastTag = 0;

  constructor(
    readonly connection: Connection,
    readonly number: number,
    readonly virtualHost: VirtualHost,
  ) {
    this.content = new ContentAssembly();
  }

  get server(): AmqpServer {
    return this.connection.server;
  }

  send(method: string, values: GivenArguments = {}): void {
    this.connection.send(this.number, method, values);
  }

  /** The `-ok`, unless the client said no-wait. */
  reply(noWait: boolean, method: string, values: GivenArguments = {}): void {
    if (!noWait) this.send(method, values);
  }

  sendContent(method: string, values: GivenArguments, message: Message): void {
    this.send(method, values);
    for (const octets of outgoingContent(this.server, this.number, message, this.connection.frameMax)) {
      this.connection.write(octets);
    }
  }

  /** A soft reply code closes the channel, a hard one the connection. */
  raise(reply: string, text: string, cause?: Cause): void {
    if (replyCodeByName(reply)?.kind !== 'soft') this.connection.raise(reply, text, cause);
    else this.close(reply, text, cause);
  }

  close(reply: string, text: string, cause?: Cause): void {
    if (this.state !== 'open') return;
    this.send('channel.close', closeArguments(reply, text, cause));
    this.state = 'closing';
    this.giveBack();
  }

  release(): void {
    this.state = 'closed';
    this.giveBack();
  }

  nextTag(): number {
    return ++this.lastTag;
  }

  outstanding(): PrefetchWindow {
    let count = 0;
    let octets = 0;
    for (const { consumer, entry } of this.deliveries.values()) {
      if (consumer === undefined) continue;
      count++;
      octets += entry.message.body.length;
    }
    return { count, octets };
  }

  resume(): void {
    for (const consumer of this.consumers.values()) consumer.queue.dispatch();
  }

  removeConsumer(consumer: ChannelConsumer): void {
    this.consumers.delete(consumer.tag);
    const { queue } = consumer;
    queue.removeConsumer(consumer);
    if (queue.properties.autoDelete && queue.consumers.length === 0) this.virtualHost.deleteQueue(queue);
  }

  private giveBack(): void {
    this.transaction = [];
    this.content.reset();
    const touched = new Set<Queue>();
    for (const { queue, entry } of this.deliveries.values()) {
      queue.putBack(entry);
      touched.add(queue);
    }
    this.deliveries.clear();
    for (const consumer of this.consumers.values()) this.removeConsumer(consumer);
    for (const queue of touched) queue.dispatch();
  }
}

export function causeOf(method: string): Cause | undefined {
  return methodByName(method);
}
