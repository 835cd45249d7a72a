import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel, ChannelConsumer } from './channel.js';
import { wholeNumber } from './headers.js';
import { hasRoom, hasRoomFor } from './prefetch.js';
import type { Queue, QueueEntry } from './queue.js';
import { argumentOf } from './queue-policy.js';
import { flagOf, tableOf } from './values.js';

/** A consumer of one queue on one channel. */
export class Consumer implements ChannelConsumer {
  readonly exclusive: boolean;
  readonly priority: number;
  private readonly noAck: boolean;
  private readonly noLocal: boolean;
  /** Ended, in a broker that keeps it nevertheless. */
  isGone = false;
  private last: QueueEntry | undefined;

  constructor(
    readonly channel: Channel,
    readonly queue: Queue,
    readonly tag: string,
    values: AmqpArguments,
  ) {
    this.exclusive = flagOf(values, 'exclusive');
    this.noAck = flagOf(values, 'no-ack');
    this.noLocal = flagOf(values, 'no-local');
    const priority = argumentOf(tableOf(values, 'arguments'), 'x-priority');
    this.priority = Number((priority && wholeNumber(priority)) ?? 0);
  }

  isReady(): boolean {
    const { active, server, state } = this.channel;
    if (state === 'closed') return server.has('keeps-consumers-of-closed-channels');
    if (state !== 'open' || !(active || server.has('ignores-flow'))) return false;
    if (this.channel.wasPaused && server.has('never-wakes-paused-channels')) return false;
    if (this.isGone) return false;
    return this.hasNoWindow || hasRoom(this.channel, this);
  }

  wants(entry: QueueEntry): boolean {
    const { connection, server } = this.channel;
    if (this.noLocal && entry.message.publisher === connection && !server.has('ignores-consumer-no-local'))
      return false;
    if (entry.refusedBy.has(this.channel)) return false;
    return this.hasNoWindow || hasRoomFor(this.channel, this, entry.message.body.length);
  }

  deliver(entry: QueueEntry): void {
    this.last = entry;
    // The consumer of a channel that is gone, in a broker that has not noticed.
    if (this.channel.state === 'closed') {
      this.queue.settle(entry);
      return;
    }
    this.send(entry);
    if (!this.channel.server.has('copies-messages-to-every-consumer')) return;
    for (const other of this.queue.consumers) if (other !== this && other instanceof Consumer) other.send(entry);
  }

  private send(entry: QueueEntry): void {
    const tag = settleOrHold(this.channel, this.queue, entry, this, this.noAck);
    const { message, redelivered } = entry;
    this.channel.sendContent(
      'basic.deliver',
      {
        'consumer-tag': this.tag,
        'delivery-tag': tag,
        redelivered,
        exchange: message.exchange,
        'routing-key': this.channel.server.has('delivers-with-binding-key')
          ? this.bindingKey(entry)
          : message.routingKey,
      },
      message,
    );
  }

  deliverOnceMore(): void {
    if (this.last) this.deliver(this.last);
  }

  cancelled(): void {
    const { channel, tag } = this;
    if (channel.server.has('keeps-consumers-of-deleted-queues')) {
      channel.connection.shared.lingeringTags.add(tag);
      return;
    }
    channel.consumers.delete(tag);
    const { server } = channel;
    const asked = channel.connection.capabilities.has('consumer_cancel_notify') || server.has('notifies-all-consumers');
    if (channel.state !== 'open' || !asked || server.has('notifies-no-consumer')) return;
    channel.send('basic.cancel', { 'consumer-tag': tag, 'no-wait': true });
  }

  /** With no-ack nothing is ever out. */
  private get hasNoWindow(): boolean {
    return this.noAck && !this.channel.server.has('counts-no-ack-deliveries');
  }

  private bindingKey({ message }: QueueEntry): string {
    const bindings = this.channel.virtualHost.exchanges.get(message.exchange)?.bindings ?? [];
    return bindings.find(({ destination }) => destination === this.queue)?.routingKey ?? message.routingKey;
  }
}

/** Gives the entry its tag on the channel; with no-ack it is settled at once. */
export function settleOrHold(
  channel: Channel,
  queue: Queue,
  entry: QueueEntry,
  consumer: ChannelConsumer | undefined,
  noAck: boolean,
): number {
  const tag = channel.nextTag();
  const { server } = channel;
  if (noAck && server.has('counts-no-ack-deliveries')) channel.lostPlaces++;
  const isHeld = server.has(consumer ? 'holds-deliveries-despite-no-ack' : 'holds-gets-despite-no-ack');
  if (noAck && !isHeld) queue.settle(entry);
  else channel.deliveries.set(tag, { tag, queue, entry, consumer });
  return tag;
}
