import type { AmqpFrame } from '../../protocol/amqp091/frame.js';
import type { AmqpProblemCode } from '../../protocol/amqp091/problems.js';
import type { Connection } from './connection.js';

/** What octets that are wrong by themselves bring. */
export interface FrameRefusal {
  readonly problem: AmqpProblemCode;
  /** Null where the limit is our own. */
  readonly statement: string | null;
  /** Of all frames with this problem only these. */
  readonly when?: (frame: AmqpFrame | undefined) => boolean;
  /** A reply code's name, the end of the socket, or what a broken broker thinks of. */
  readonly reaction: string | ((connection: Connection) => void);
}

/**
 * The first row whose problem is there counts. Problems that are not here are tolerated: reserved arguments and bits,
 * names beyond 127 octets, undefined property flags.
 */
export const FRAME_REFUSALS: readonly FrameRefusal[] = [
  { problem: 'AMQP_FRAME_TYPE_UNKNOWN', statement: 'amqp091/AMQP-frame.unknown-type', reaction: 'drop' },
  { problem: 'AMQP_CHANNEL_NOT_ZERO', statement: 'amqp091/AMQP-frame.channel-zero', reaction: 'command-invalid' },
  { problem: 'AMQP_CHANNEL_ZERO', statement: 'amqp091/AMQP-channel.not-open', reaction: 'channel-error' },
  { problem: 'AMQP_CONTENT_CHANNEL_ZERO', statement: 'amqp091/AMQP-content.channel-zero', reaction: 'channel-error' },
  { problem: 'AMQP_CLASS_UNKNOWN', statement: 'amqp091/AMQP-frame.unknown-method', reaction: 'not-implemented' },
  { problem: 'AMQP_METHOD_UNKNOWN', statement: 'amqp091/AMQP-frame.unknown-method', reaction: 'not-implemented' },
  { problem: 'AMQP_METHOD_DIRECTION', statement: 'amqp091/AMQP-frame.unknown-method', reaction: 'command-invalid' },
  { problem: 'AMQP_STRING_UTF8', statement: 'amqp091/AMQP-data.shortstr-utf8', reaction: 'syntax-error' },
  { problem: 'AMQP_STRING_ZERO', statement: 'amqp091/AMQP-data.shortstr-utf8', reaction: 'syntax-error' },
  { problem: 'AMQP_TABLE_INVALID', statement: 'amqp091/AMQP-data.table-invalid', reaction: 'syntax-error' },
  { problem: 'AMQP_TABLE_TYPE', statement: 'amqp091/AMQP-data.table-types', reaction: 'syntax-error' },
  { problem: 'AMQP_TABLE_NAME', statement: 'amqp091/AMQP-data.table-names', reaction: 'syntax-error' },
  { problem: 'AMQP_TABLE_DEPTH', statement: null, reaction: 'syntax-error' },
  { problem: 'AMQP_TABLE_SIZE', statement: null, reaction: 'syntax-error' },
  { problem: 'AMQP_METHOD_TRUNCATED', statement: 'amqp091/AMQP-frame.malformed-method', reaction: 'frame-error' },
  { problem: 'AMQP_METHOD_TRAILING', statement: 'amqp091/AMQP-frame.malformed-method', reaction: 'frame-error' },
  { problem: 'AMQP_CONTENT_CLASS', statement: 'amqp091/AMQP-content.class-id', reaction: 'frame-error' },
  { problem: 'AMQP_CONTENT_WEIGHT', statement: 'amqp091/AMQP-content.weight', reaction: 'frame-error' },
  { problem: 'AMQP_CONTENT_INCOMPLETE', statement: 'amqp091/AMQP-content.incomplete', reaction: 'frame-error' },
  { problem: 'AMQP_CONTENT_TRAILING', statement: 'amqp091/AMQP-content.property-flags', reaction: 'frame-error' },
  { problem: 'AMQP_HEARTBEAT_CHANNEL', statement: 'amqp091/AMQP-heartbeat.channel', reaction: 'frame-error' },
  { problem: 'AMQP_HEARTBEAT_PAYLOAD', statement: 'amqp091/AMQP-heartbeat.channel', reaction: 'frame-error' },
];
