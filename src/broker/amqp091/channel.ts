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
import type { Consumer } from './consumer.js';
import { ContentAssembly } from './content.js';
import type { Message } from './message.js';
import { outgoingContent } from './output.js';
import type { Queue, QueueEntry } from './queue.js';
import type { AmqpServer } from './server.js';
import type { VirtualHost } from './virtual-host.js';

/** Out on this channel and not settled. */
export interface Delivery {
  readonly tag: number;
  readonly queue: Queue;
  readonly entry: QueueEntry;
  /** None for basic.get. */
  readonly consumer: Consumer | undefined;
}

/** Work that waits for tx.commit. */
export interface Deferred {
  readonly kind: 'publish' | 'acknowledgement';
  /** What is acknowledged. */
  readonly deliveries: readonly Delivery[];
  readonly act: () => void;
}

export const channelling = {
  isAnswered,
  contentFor,
  firstDeliveryTag: 1,
  writeContent,
  isChannelError,
  giveBack,
  closeForClient,
  isAutoDeleted,
};

/** Why a channel gives its deliveries back: an exception, the client's channel.close, or the end of the connection. */
export type ChannelEnd = 'exception' | 'close' | 'connection';

/** Those of a connection, the lowest that was opened first. */
export function channelsOf(connection: Connection): readonly Channel[] {
  return [...connection.channels.values()].filter((channel) => channel instanceof Channel);
}

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
  readonly confirms = new Confirms(this);
  /** What `amq.rabbitmq.reply-to` stands for here. */
  replies: Queue | undefined;
  transaction: Deferred[] = [];
  readonly content: ContentAssembly;
  readonly consumers = new Map<string, Consumer>();
  readonly deliveries = new Map<number, Delivery>();
  /** basic.qos without global. */
  readonly window: PrefetchWindow = { count: 0, octets: 0 };
  lastTag: number;

  constructor(
    readonly connection: Connection,
    readonly number: number,
    readonly virtualHost: VirtualHost,
  ) {
    const { conduct } = connection.server;
    this.content = conduct.contentFor(connection);
    this.lastTag = conduct.firstDeliveryTag - 1;
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

  sendContent(method: string, values: GivenArguments, message: Message): void {
    this.connection.send(this.number, method, values);
    const frames = outgoingContent(this.server.conduct, this.number, message, this.connection.frameMax);
    this.server.conduct.writeContent(this, frames);
  }

  /** A soft reply code closes the channel, a hard one the connection. */
  raise(reply: string, text: string, cause?: Cause): void {
    if (this.server.conduct.isChannelError(reply)) this.close(reply, text, cause);
    else this.connection.raise(reply, text, cause);
  }

  close(reply: string, text: string, cause?: Cause): void {
    if (this.state !== 'open') return;
    this.send('channel.close', closeArguments(reply, text, cause));
    this.state = 'closing';
    this.end('exception');
  }

  release(): void {
    this.state = 'closed';
    this.end('connection');
  }

  nextTag(): number {
    return ++this.lastTag;
  }

  resume(): void {
    for (const consumer of this.consumers.values()) consumer.queue.dispatch();
  }

  /** The last of its consumers takes an auto-delete queue with it. */
  removeConsumer(consumer: Consumer, cancelled: boolean): void {
    this.consumers.delete(consumer.tag);
    const { queue } = consumer;
    queue.removeConsumer(consumer);
    if (this.server.conduct.isAutoDeleted(queue, cancelled)) this.virtualHost.deleteQueue(queue);
  }

  /** Gives back all that it holds. */
  end(how: ChannelEnd): void {
    this.transaction = [];
    this.content.reset();
    const touched = new Set<Queue>();
    for (const { queue, entry } of this.deliveries.values()) {
      this.server.conduct.giveBack(queue, entry, how);
      touched.add(queue);
    }
    this.deliveries.clear();
    for (const consumer of this.consumers.values()) this.removeConsumer(consumer, false);
    for (const queue of touched) queue.dispatch();
  }
}

/** no-wait silences the `-ok`. */
function isAnswered(_answer: string, noWait: boolean): boolean {
  return !noWait;
}

/** Each channel assembles its own contents. */
function contentFor({ server }: Connection): ContentAssembly {
  return new ContentAssembly(server.conduct);
}

/** Header and bodies; nothing of this channel comes between them. */
function writeContent({ connection }: Channel, frames: readonly Uint8Array[]): void {
  for (const frame of frames) connection.write(frame);
}

/** A soft reply code. */
function isChannelError(reply: string): boolean {
  return replyCodeByName(reply)?.kind === 'soft';
}

/** What was not settled goes back to its queue. */
function giveBack(queue: Queue, entry: QueueEntry, _how: ChannelEnd): void {
  queue.putBack(entry);
}

/** At the client's channel.close. */
function closeForClient(channel: Channel): void {
  channel.state = 'closed';
  channel.end('close');
}

/** With its last consumer, `cancelled` or gone with its channel. */
function isAutoDeleted({ consumers, properties }: Queue, _cancelled: boolean): boolean {
  return properties.autoDelete && consumers.length === 0;
}
