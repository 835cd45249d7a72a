import type { AmqpArguments } from '../../codec/amqp/frame.js';
import type { Channel, ChannelConsumer } from './channel.js';
import type { PrefetchWindow } from './connection.js';
import type { MethodHandlers } from './handler.js';
import { wholeNumber } from './headers.js';
import type { Queue, QueueEntry } from './queue.js';
import { argumentOf } from './queue-policy.js';
import { queueNamed } from './queues.js';
import { flagOf, numberOf, tableOf, textOf } from './values.js';

export const consumerMethods: MethodHandlers = {
  'basic.qos': (channel, values) => {
    const window = flagOf(values, 'global') ? channel.connection.window : channel.window;
    window.count = numberOf(values, 'prefetch-count');
    window.octets = numberOf(values, 'prefetch-size');
    channel.send('basic.qos-ok');
    channel.resume();
  },
  'basic.consume': (channel, values) => {
    const queue = queueNamed(channel, values);
    if (queue === undefined) return;
    const tag = textOf(values, 'consumer-tag') || `amq.ctag-${channel.server.nextNumber()}`;
    const consumer = new Consumer(channel, queue, tag, values);
    channel.consumers.set(tag, consumer);
    const isEarly = channel.server.has('delivers-before-consume-ok');
    if (isEarly) queue.addConsumer(consumer);
    channel.reply(flagOf(values, 'no-wait'), 'basic.consume-ok', { 'consumer-tag': tag });
    if (!isEarly) queue.addConsumer(consumer);
  },
  'basic.cancel': (channel, values) => {
    const tag = textOf(values, 'consumer-tag');
    const consumer = channel.consumers.get(tag);
    if (consumer) channel.removeConsumer(consumer, true);
    channel.reply(flagOf(values, 'no-wait'), 'basic.cancel-ok', { 'consumer-tag': tag });
    if (consumer instanceof Consumer && channel.server.has('delivers-after-cancel-ok')) consumer.deliverOnceMore();
  },
  'basic.cancel-ok': () => {},
  'basic.get': (channel, values) => {
    const queue = queueNamed(channel, values);
    const entry = queue?.take();
    if (queue === undefined || entry === undefined) channel.send('basic.get-empty');
    else sendGot(channel, queue, entry, flagOf(values, 'no-ack'));
    if (queue?.properties.autoDelete && channel.server.has('get-counts-as-consumer')) {
      channel.virtualHost.deleteQueue(queue);
    }
  },
};

function sendGot(channel: Channel, queue: Queue, entry: QueueEntry, noAck: boolean): void {
  const tag = settleOrHold(channel, queue, entry, undefined, noAck);
  const { message, redelivered } = entry;
  channel.sendContent(
    'basic.get-ok',
    {
      'delivery-tag': tag,
      redelivered,
      exchange: message.exchange,
      'routing-key': message.routingKey,
      'message-count': queue.ready.length,
    },
    message,
  );
}

class Consumer implements ChannelConsumer {
  readonly exclusive: boolean;
  readonly priority: number;
  private readonly noAck: boolean;
  private readonly noLocal: boolean;
  private last: QueueEntry | undefined;

  constructor(
    private readonly channel: Channel,
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
    return this.noAck || this.windows().every(({ limit, out }) => limit.count === 0 || out.count < limit.count);
  }

  wants(entry: QueueEntry): boolean {
    if (this.noLocal && entry.message.publisher === this.channel.connection) return false;
    if (entry.refusedBy.has(this.channel)) return false;
    const size = entry.message.body.length;
    // A window of octets never holds up a message when nothing else is out.
    const fits = ({ limit, out }: Window) => limit.octets === 0 || out.count === 0 || out.octets + size <= limit.octets;
    return this.noAck || this.windows().every(fits);
  }

  deliver(entry: QueueEntry): void {
    this.last = entry;
    // The consumer of a channel that is gone, in a broker that has not noticed.
    if (this.channel.state === 'closed') {
      this.queue.settle(entry);
      return;
    }
    const tag = settleOrHold(this.channel, this.queue, entry, this, this.noAck);
    const { message, redelivered } = entry;
    this.channel.sendContent(
      'basic.deliver',
      {
        'consumer-tag': this.tag,
        'delivery-tag': tag,
        redelivered,
        exchange: message.exchange,
        'routing-key': message.routingKey,
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

  private windows(): readonly Window[] {
    const { connection, window } = this.channel;
    const own = { limit: window, out: this.channel.outstanding() };
    if (connection.window.count === 0 && connection.window.octets === 0) return [own];
    const all = [...connection.channels.values()].map((channel) => channel.outstanding());
    const sum = all.reduce((a, b) => ({ count: a.count + b.count, octets: a.octets + b.octets }));
    return [own, { limit: connection.window, out: sum }];
  }
}

interface Window {
  readonly limit: PrefetchWindow;
  readonly out: PrefetchWindow;
}

/** Gives the entry its tag on the channel; with no-ack it is settled at once. */
function settleOrHold(
  channel: Channel,
  queue: Queue,
  entry: QueueEntry,
  consumer: ChannelConsumer | undefined,
  noAck: boolean,
): number {
  const tag = channel.nextTag();
  if (noAck) queue.settle(entry);
  else channel.deliveries.set(tag, { tag, queue, entry, consumer });
  return tag;
}
