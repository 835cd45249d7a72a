import { frameMinSize } from '../../codec/amqp/framing.js';
import type { AmqpDefectId } from './defects.js';

interface Limits {
  readonly channelMax: number;
  readonly frameMax: number;
}

/** What connection.tune-ok may not say; the socket ends without a connection.close. 0 means no limit. */
export const tuneRefusals: readonly {
  readonly statement: string;
  readonly when: (given: Limits, offered: Limits) => boolean;
  readonly defect?: AmqpDefectId;
}[] = [
  {
    statement: 'amqp091/AMQP-connection.tune-ok.frame-max.upper-limit',
    when: (given, offered) => offered.frameMax > 0 && given.frameMax > offered.frameMax,
  },
  {
    statement: 'amqp091/AMQP-connection.tune-ok.frame-max.upper-limit',
    when: (given, offered) => offered.frameMax > 0 && given.frameMax === 0,
  },
  {
    statement: 'amqp091/AMQP-connection.tune-ok.frame-max.minimum',
    when: (given) => given.frameMax > 0 && given.frameMax < frameMinSize,
  },
  {
    statement: 'amqp091/AMQP-connection.tune-ok.channel-max.upper-limit',
    when: (given, offered) => offered.channelMax > 0 && given.channelMax > offered.channelMax,
  },
  {
    statement: 'amqp091/AMQP-connection.tune-ok.channel-max.upper-limit',
    when: (given, offered) => offered.channelMax > 0 && given.channelMax === 0,
  },
];
