import type { Channel } from '../channel.js';
import type { Connection } from '../connection.js';
import type { Consumer } from '../consumer.js';
import { flagOf } from '../values.js';
import { distortedMethod } from './distorting.js';
import { handling } from './handling.js';
import { losing } from './losing.js';
import { type AmqpRows, row } from './row.js';

/** Class channel. */
export const CHANNEL_DEFECTS: AmqpRows = [
  distortedMethod(
    'omits-reserved-field-of-channel-open-ok',
    'amqp091/AMQP-channel.open.state',
    'leaves the reserved field out of channel.open-ok',
  ),
  row(
    'opens-channel-twice',
    'amqp091/AMQP-channel.open.state',
    'answers a second channel.open',
    handling('channel.open', () => (channel) => channel.send('channel.open-ok')),
  ),
  row('refuses-highest-channel', 'amqp091/AMQP-channel.max', 'refuses the highest channel number that was agreed', {
    mayOpenChannel: (strict) => (connection, number) => number < connection.channelMax && strict(connection, number),
  }),
  row(
    'keeps-channel-state-after-close',
    'amqp091/AMQP-channel.close.stability',
    'keeps tags and modes of a channel for the next that gets its number',
    () => {
      const former = new WeakMap<Connection, Channel>();
      return {
        closeForClient: (strict) => (channel) => {
          strict(channel);
          former.set(channel.connection, channel);
        },
        addChannel: (strict) => (connection, number) => {
          const channel = strict(connection, number);
          const last = former.get(connection);
          if (channel && last?.number === number) {
            channel.lastTag = last.lastTag;
            channel.mode = last.mode;
            channel.published = last.published;
          }
          return channel;
        },
      };
    },
  ),
  row(
    'loses-unacked-on-channel-close',
    'amqp091/AMQP-channel.closure',
    'forgets the unacknowledged messages of a closed channel',
    losing('close'),
  ),
  row(
    'keeps-consumers-of-closed-channels',
    'amqp091/AMQP-channel.closure',
    'goes on feeding the consumers of a closed channel',
    () => {
      const left = new WeakSet<Consumer>();
      return {
        closeForClient: (strict) => (channel) => {
          for (const consumer of channel.consumers.values()) left.add(consumer);
          channel.consumers.clear();
          strict(channel);
        },
        isReady: (strict) => (consumer) => left.has(consumer) || strict(consumer),
        deliver: (strict) => (consumer, entry) => {
          if (left.has(consumer)) consumer.queue.settle(entry);
          else strict(consumer, entry);
        },
      };
    },
  ),
  row(
    'ignores-flow',
    'amqp091/AMQP-channel.flow.bidirectional',
    'goes on delivering when flow is off',
    handling('channel.flow', (strict) => (channel, values) => {
      strict(channel, values);
      channel.active = true;
    }),
  ),
  row(
    'never-wakes-paused-channels',
    'amqp091/AMQP-channel.flow.bidirectional',
    'does not go on delivering when flow is on again',
    handling('channel.flow', (strict) => (channel, values) => {
      if (channel.active || !flagOf(values, 'active')) strict(channel, values);
      else channel.send('channel.flow-ok', { active: true });
    }),
  ),
  distortedMethod(
    'answers-flow-inactive',
    'amqp091/AMQP-channel.flow.initial-state',
    'says flow-ok with active 0, whatever was asked',
  ),
  row('opens-channels-paused', 'amqp091/AMQP-channel.flow.initial-state', 'begins a channel with flow off', {
    addChannel: (strict) => (connection, number) => {
      const channel = strict(connection, number);
      if (channel) channel.active = false;
      return channel;
    },
  }),
  row(
    'starts-tags-at-zero',
    ['amqp091/AMQP-delivery-tag.channel-local', 'amqp091/AMQP-delivery-tag.non-zero'],
    'counts delivery tags from 0',
    { firstDeliveryTag: () => 0 },
  ),
  distortedMethod(
    'answers-on-wrong-channel',
    'amqp091/AMQP-channel.max',
    'answers on the channel below from channel 100 up',
  ),
];
