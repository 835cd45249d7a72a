import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel } from './channel.js';
import { Consumer } from './consumer.js';
import type { MethodHandlers } from './handler.js';
import { queueNamed } from './queues.js';
import { flagOf, numberOf, textOf } from './values.js';

export const CONSUMER_METHODS: MethodHandlers = {
  'basic.qos': (channel, values) => {
    const window = flagOf(values, 'global') ? channel.connection.window : channel.window;
    window.count = numberOf(values, 'prefetch-count');
    window.octets = numberOf(values, 'prefetch-size');
    channel.send('basic.qos-ok');
    channel.resume();
  },
  'basic.consume': (channel, values) => {
    const { conduct } = channel.server;
    const queue = queueNamed(channel, values);
    const tag = conduct.consumerTag(channel, values);
    const answer = () => channel.reply(flagOf(values, 'no-wait'), 'basic.consume-ok', { 'consumer-tag': tag });
    if (queue) conduct.startConsumer(new Consumer(channel, queue, tag, values), answer);
    else answer();
  },
  'basic.cancel': (channel, values) => {
    const { conduct } = channel.server;
    const tag = textOf(values, 'consumer-tag');
    const consumer = conduct.consumerNamed(channel, tag);
    if (consumer) conduct.endConsumer(consumer);
    channel.reply(flagOf(values, 'no-wait'), 'basic.cancel-ok', { 'consumer-tag': tag });
  },
  'basic.cancel-ok': () => {},
};

export const managingConsumers = { consumerTag, startConsumer, consumerNamed, endConsumer };

/** What the client chose, or else the broker. */
function consumerTag({ server }: Channel, values: AmqpArguments): string {
  return textOf(values, 'consumer-tag') || `amq.ctag-${server.nextNumber()}`;
}

/** consume-ok comes before the first delivery. */
function startConsumer(consumer: Consumer, answer: () => void): void {
  consumer.channel.consumers.set(consumer.tag, consumer);
  answer();
  consumer.queue.addConsumer(consumer);
}

/** A tag names a consumer on its channel only. */
function consumerNamed({ consumers }: Channel, tag: string): Consumer | undefined {
  return consumers.get(tag);
}

/** What was delivered to it stays out. */
function endConsumer(consumer: Consumer): void {
  consumer.channel.removeConsumer(consumer, true);
}
