import { frameMinSize } from '../../protocol/amqp091/framing.js';

interface Limits {
  readonly channelMax: number;
  readonly frameMax: number;
}

export interface TuneRefusal {
  /** What it refuses. */
  readonly name: string;
  /** A broken broker's own rows have none. */
  readonly statement?: string;
  readonly when: (given: Limits, offered: Limits) => boolean;
}

/** What connection.tune-ok may not say; the socket ends without a connection.close. 0 means no limit. */
export const TUNE_REFUSALS: readonly TuneRefusal[] = [
  {
    name: 'frame-max-above-offer',
    statement: 'amqp091/AMQP-connection.tune-ok.frame-max.upper-limit',
    when: (given, offered) => offered.frameMax > 0 && given.frameMax > offered.frameMax,
  },
  {
    name: 'frame-max-without-limit',
    statement: 'amqp091/AMQP-connection.tune-ok.frame-max.upper-limit',
    when: (given, offered) => offered.frameMax > 0 && given.frameMax === 0,
  },
  {
    name: 'frame-max-below-minimum',
    statement: 'amqp091/AMQP-connection.tune-ok.frame-max.minimum',
    when: (given) => given.frameMax > 0 && given.frameMax < frameMinSize,
  },
  {
    name: 'channel-max-above-offer',
    statement: 'amqp091/AMQP-connection.tune-ok.channel-max.upper-limit',
    when: (given, offered) => offered.channelMax > 0 && given.channelMax > offered.channelMax,
  },
  {
    name: 'channel-max-without-limit',
    statement: 'amqp091/AMQP-connection.tune-ok.channel-max.upper-limit',
    when: (given, offered) => offered.channelMax > 0 && given.channelMax === 0,
  },
];
