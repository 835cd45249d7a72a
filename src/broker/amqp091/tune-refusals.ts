import { frameMinSize } from '../../protocol/amqp091/framing.js';
import type { AmqpDefectId } from './defects.js';

interface Limits {
  readonly channelMax: number;
  readonly frameMax: number;
}

export interface TuneRefusal {
  readonly statement: string;
  readonly when: (given: Limits, offered: Limits) => boolean;
  /** With this defect on, the broker does not look. */
  readonly defect?: AmqpDefectId;
  /** Only a broken broker refuses this. */
  readonly onlyWith?: AmqpDefectId;
}

/** What connection.tune-ok may not say; the socket ends without a connection.close. 0 means no limit. */
export const tuneRefusals: readonly TuneRefusal[] = [
  {
    statement: 'amqp091/AMQP-connection.tune-ok.frame-max.upper-limit',
    when: (given, offered) => offered.frameMax > 0 && given.frameMax > offered.frameMax,
    defect: 'accepts-higher-frame-max',
  },
  {
    statement: 'amqp091/AMQP-connection.tune-ok.frame-max.upper-limit',
    when: (given, offered) => offered.frameMax > 0 && given.frameMax === 0,
    defect: 'takes-frame-max-zero-for-unlimited',
  },
  {
    statement: 'amqp091/AMQP-connection.tune-ok.frame-max.minimum',
    when: (given) => given.frameMax > 0 && given.frameMax < frameMinSize,
    defect: 'accepts-frame-max-below-minimum',
  },
  {
    statement: 'amqp091/AMQP-connection.tune-ok.frame-max.minimum',
    when: (given) => given.frameMax === frameMinSize,
    onlyWith: 'refuses-minimal-frame-max',
  },
  {
    statement: 'amqp091/AMQP-connection.tune-ok.channel-max.upper-limit',
    when: (given, offered) => offered.channelMax > 0 && given.channelMax > offered.channelMax,
    defect: 'accepts-higher-channel-max',
  },
  {
    statement: 'amqp091/AMQP-connection.tune-ok.channel-max.upper-limit',
    when: (given, offered) => offered.channelMax > 0 && given.channelMax === 0,
    defect: 'takes-channel-max-zero-for-unlimited',
  },
];
