import { frameMinSize } from '../framing.js';
import { methodCode } from '../scan.js';
import type { AmqpRule } from './amqp-rule.js';
import { isProven } from './channels.js';
import { CHANNEL_MAX, FRAME_MAX } from './state.js';

/** What connection.tune proposes and connection.tune-ok answers (1.4.2.6), and the channels that this leaves. */
export const LIMIT_RULES: readonly AmqpRule[] = [
  {
    code: 'AMQP_FRAME_MAX_MINIMUM',
    on: [methodCode('connection.tune')],
    statement: () => 'amqp091/AMQP-connection.tune.frame-max.minimum',
    when: ({ scan }) => (scan.numbers[FRAME_MAX] as number) > 0,
    broken: ({ scan }) => (scan.numbers[FRAME_MAX] as number) < frameMinSize,
    says: ({ scan }) => `frame-max ${scan.numbers[FRAME_MAX]}, must be ${frameMinSize} or more, or 0`,
  },
  {
    code: 'AMQP_FRAME_MAX_MINIMUM',
    on: [methodCode('connection.tune-ok')],
    statement: () => 'amqp091/AMQP-connection.tune-ok.frame-max.minimum',
    when: ({ scan }) => (scan.numbers[FRAME_MAX] as number) > 0,
    broken: ({ scan }) => (scan.numbers[FRAME_MAX] as number) < frameMinSize,
    says: ({ scan }) => `frame-max ${scan.numbers[FRAME_MAX]}, must be ${frameMinSize} or more, or 0`,
  },
  {
    code: 'AMQP_TUNE_FRAME_MAX',
    on: [methodCode('connection.tune-ok')],
    statement: () => 'amqp091/AMQP-connection.tune-ok.frame-max.upper-limit',
    when: (_, { offered }) => offered.frameMax > 0,
    broken: ({ scan }, { offered }) => (scan.numbers[FRAME_MAX] as number) > offered.frameMax,
    says: ({ scan }, { offered }) => `frame-max ${scan.numbers[FRAME_MAX]}, the server proposed ${offered.frameMax}`,
  },
  {
    code: 'AMQP_TUNE_CHANNEL_MAX',
    on: [methodCode('connection.tune-ok')],
    statement: () => 'amqp091/AMQP-connection.tune-ok.channel-max.upper-limit',
    when: (_, { offered }) => offered.channelMax > 0,
    broken: ({ scan }, { offered }) => (scan.numbers[CHANNEL_MAX] as number) > offered.channelMax,
    says: ({ scan }, { offered }) =>
      `channel-max ${scan.numbers[CHANNEL_MAX]}, the server proposed ${offered.channelMax}`,
  },
  {
    // The numbers are what the server proposed; of those the client said how many it uses.
    code: 'AMQP_CHANNEL_NUMBER',
    on: [methodCode('channel.open')],
    statement: () => 'amqp091/AMQP-channel.max',
    when: (_, { offered }) => offered.channelMax > 0,
    broken: ({ scan }, { offered }) => scan.channel > offered.channelMax,
    says: ({ scan }, { offered }) => `channel ${scan.channel}, the server permits 1 to ${offered.channelMax}`,
  },
  {
    code: 'AMQP_CHANNEL_COUNT',
    on: [methodCode('channel.open')],
    statement: () => 'amqp091/AMQP-channel.max',
    when: (_, state, packet) =>
      state.chosen.channelMax > 0 &&
      state.complete &&
      state.channel.state !== 'open' &&
      (state.openChannels < state.chosen.channelMax || isProven(state, packet)),
    broken: (_, { openChannels, chosen }) => openChannels >= chosen.channelMax,
    says: (_, { openChannels, chosen }) => `${openChannels} channels are open already, agreed are ${chosen.channelMax}`,
  },
];
