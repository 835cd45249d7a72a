import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import { type Channel, channelsOf } from './channel.js';
import { Consumer } from './consumer.js';
import type { MethodHandlers } from './handler.js';
import { queueNamed } from './queues.js';
import { flagOf, numberOf, textOf } from './values.js';

export const consumerMethods: MethodHandlers = {
  'basic.qos': (channel, values) => {
    const { connection, server } = channel;
    const window = flagOf(values, 'global') ? connection.window : channel.window;
    const nothing = server.has('takes-prefetch-0-for-none') ? -1 : 0;
    window.count = numberOf(values, 'prefetch-count') || nothing;
    if (server.has('forgets-consumers-at-qos')) for (const consumer of consumersOf(channel)) endConsumer(consumer);
    window.octets = numberOf(values, 'prefetch-size');
    channel.send('basic.qos-ok');
    channel.resume();
  },
  'basic.consume': (channel, values) => {
    const { server } = channel;
    const queue = queueNamed(channel, values);
    const noWait = flagOf(values, 'no-wait');
    const tag = tagOf(channel, values);
    const answer = () => channel.reply(noWait, 'basic.consume-ok', { 'consumer-tag': tag });
    if (queue === undefined || (noWait && server.has('does-nothing-on-no-wait-consume'))) return answer();
    const consumer = new Consumer(channel, queue, tag, values);
    channel.consumers.set(tag, consumer);
    const isEarly = server.has('delivers-before-consume-ok');
    if (isEarly) queue.addConsumer(consumer);
    answer();
    if (!isEarly) queue.addConsumer(consumer);
  },
  'basic.cancel': (channel, values) => {
    const { server } = channel;
    const tag = textOf(values, 'consumer-tag');
    const noWait = flagOf(values, 'no-wait');
    const consumer = consumerNamed(channel, tag);
    if (consumer && !(noWait && server.has('does-nothing-on-no-wait-cancel'))) endConsumer(consumer);
    channel.reply(noWait, 'basic.cancel-ok', { 'consumer-tag': tag });
    if (consumer && server.has('delivers-after-cancel-ok')) consumer.deliverOnceMore();
  },
  'basic.cancel-ok': () => {},
};

/** What the client chose, or else the broker. */
function tagOf({ server }: Channel, values: AmqpArguments): string {
  const given = textOf(values, 'consumer-tag');
  if (given !== '' && !server.has('replaces-consumer-tags')) return given;
  if (server.has('leaves-consumer-tags-empty')) return '';
  if (flagOf(values, 'no-wait') && server.has('leaves-tags-of-no-wait-consumers-empty')) return '';
  return `amq.ctag-${server.has('repeats-consumer-tags') ? 0 : server.nextNumber()}`;
}

/** Of this channel; a broken broker asks them all, the lowest first. */
function consumerNamed(channel: Channel, tag: string): Consumer | undefined {
  const asked = channel.server.has('cancels-by-tag-alone') ? channelsOf(channel.connection) : [channel];
  return asked.flatMap(consumersOf).find((consumer) => consumer.tag === tag);
}

const consumersOf = ({ consumers }: Channel): readonly Consumer[] =>
  [...consumers.values()].filter((consumer) => consumer instanceof Consumer);

/** What was delivered to it stays out, unless something is broken. */
function endConsumer(consumer: Consumer): void {
  const { channel, queue } = consumer;
  const { server } = channel;
  if (!(consumer.exclusive && server.has('keeps-exclusive-access-after-cancel'))) {
    channel.removeConsumer(consumer, true);
  } else consumer.isGone = true;
  if (!server.has('settles-at-cancel') && !server.has('requeues-at-cancel')) return;
  for (const { tag, entry, consumer: holder } of [...channel.deliveries.values()]) {
    if (holder !== consumer) continue;
    channel.deliveries.delete(tag);
    if (server.has('settles-at-cancel')) queue.settle(entry);
    else queue.putBack(entry);
  }
}
