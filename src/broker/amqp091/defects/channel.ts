import { distortedMethod } from './distorting.js';
import { type AmqpRows, todo } from './row.js';

/** Class channel. */
export const channelDefects: AmqpRows = [
  distortedMethod(
    'omits-reserved-field-of-channel-open-ok',
    'amqp091/AMQP-channel.open.state',
    'leaves the reserved field out of channel.open-ok',
  ),
  todo('opens-channel-twice', 'amqp091/AMQP-channel.open.state', 'answers a second channel.open'),
  todo('refuses-highest-channel', 'amqp091/AMQP-channel.max', 'refuses the highest channel number that was agreed'),
  todo(
    'keeps-channel-state-after-close',
    'amqp091/AMQP-channel.close.stability',
    'keeps tags and modes of a channel for the next that gets its number',
  ),
  todo(
    'loses-unacked-on-channel-close',
    'amqp091/AMQP-channel.closure',
    'forgets the unacknowledged messages of a closed channel',
  ),
  todo(
    'keeps-consumers-of-closed-channels',
    'amqp091/AMQP-channel.closure',
    'goes on feeding the consumers of a closed channel',
  ),
  todo('ignores-flow', 'amqp091/AMQP-channel.flow.bidirectional', 'goes on delivering when flow is off'),
  todo(
    'never-wakes-paused-channels',
    'amqp091/AMQP-channel.flow.bidirectional',
    'does not go on delivering when flow is on again',
  ),
  distortedMethod(
    'answers-flow-inactive',
    'amqp091/AMQP-channel.flow.initial-state',
    'says flow-ok with active 0, whatever was asked',
  ),
  todo('opens-channels-paused', 'amqp091/AMQP-channel.flow.initial-state', 'begins a channel with flow off'),
  todo(
    'starts-tags-at-zero',
    ['amqp091/AMQP-delivery-tag.channel-local', 'amqp091/AMQP-delivery-tag.non-zero'],
    'counts delivery tags from 0',
  ),
  distortedMethod(
    'answers-on-wrong-channel',
    'amqp091/AMQP-channel.max',
    'answers on the channel below from channel 100 up',
  ),
];
