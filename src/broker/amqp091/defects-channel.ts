import type { AmqpDefect } from './defect.js';

/** Class channel. One defect or more for each probe of the catalogue. */
export const channelDefects = [
  {
    id: 'omits-reserved-field-of-channel-open-ok',
    probe: 'chan.open',
    breaks: ['amqp091/AMQP-channel.open.state'],
    about: 'leaves the reserved field out of channel.open-ok',
  },
  {
    id: 'opens-channel-twice',
    probe: 'chan.open-twice',
    breaks: ['amqp091/AMQP-channel.open.state'],
    about: 'answers a second channel.open',
  },
  {
    id: 'refuses-highest-channel',
    probe: 'chan.open-high-number',
    breaks: ['amqp091/AMQP-channel.max'],
    about: 'refuses the highest channel number that was agreed',
  },
  {
    id: 'keeps-channel-state-after-close',
    probe: 'chan.close',
    breaks: ['amqp091/AMQP-channel.close.stability'],
    about: 'keeps tags and modes of a channel for the next that gets its number',
  },
  {
    id: 'loses-unacked-on-channel-close',
    probe: 'chan.close-requeues',
    breaks: ['amqp091/AMQP-channel.closure'],
    about: 'forgets the unacknowledged messages of a closed channel',
  },
  {
    id: 'keeps-consumers-of-closed-channels',
    probe: 'chan.close-cancels-consumers',
    breaks: ['amqp091/AMQP-channel.closure'],
    about: 'goes on feeding the consumers of a closed channel',
  },
  {
    id: 'ignores-flow',
    probe: 'chan.flow-off',
    breaks: ['amqp091/AMQP-channel.flow.bidirectional'],
    about: 'goes on delivering when flow is off',
  },
  {
    id: 'never-wakes-paused-channels',
    probe: 'chan.flow-off',
    breaks: ['amqp091/AMQP-channel.flow.bidirectional'],
    about: 'does not go on delivering when flow is on again',
  },
  {
    id: 'answers-flow-inactive',
    probe: 'chan.flow-on',
    breaks: ['amqp091/AMQP-channel.flow.initial-state'],
    about: 'says flow-ok with active 0, whatever was asked',
  },
  {
    id: 'opens-channels-paused',
    probe: 'chan.flow-initial',
    breaks: ['amqp091/AMQP-channel.flow.initial-state'],
    about: 'begins a channel with flow off',
  },
  {
    id: 'starts-tags-at-zero',
    probe: 'chan.independent-tags',
    breaks: ['amqp091/AMQP-delivery-tag.channel-local', 'amqp091/AMQP-delivery-tag.non-zero'],
    about: 'counts delivery tags from 0',
  },
  {
    id: 'answers-on-wrong-channel',
    probe: 'chan.max-channels-many',
    breaks: ['amqp091/AMQP-channel.max'],
    about: 'answers on the channel below from channel 100 up',
  },
] as const satisfies readonly AmqpDefect[];
