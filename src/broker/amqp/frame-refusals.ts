import type { AmqpProblemCode } from '../../codec/amqp/problems.js';
import type { AmqpDefectId } from './defects.js';

/** What octets that are wrong by themselves bring: a reply code's name, or the end of the socket. */
export interface FrameRefusal {
  readonly code: AmqpProblemCode;
  readonly statement: string;
  readonly reaction: string;
  readonly defect?: AmqpDefectId;
}

/** Problems that are not here are tolerated: reserved arguments and bits, names beyond 127 octets, undefined property flags. */
export const frameRefusals: readonly FrameRefusal[] = [
  { code: 'AMQP_FRAME_TYPE_UNKNOWN', statement: 'amqp091/AMQP-frame.unknown-type', reaction: 'drop' },
  { code: 'AMQP_CHANNEL_NOT_ZERO', statement: 'amqp091/AMQP-frame.channel-zero', reaction: 'command-invalid' },
  { code: 'AMQP_CHANNEL_ZERO', statement: 'amqp091/AMQP-frame.channel-zero', reaction: 'channel-error' },
  { code: 'AMQP_CONTENT_CHANNEL_ZERO', statement: 'amqp091/AMQP-content.channel-zero', reaction: 'channel-error' },
  { code: 'AMQP_CLASS_UNKNOWN', statement: 'amqp091/AMQP-frame.unknown-method', reaction: 'not-implemented' },
  { code: 'AMQP_METHOD_UNKNOWN', statement: 'amqp091/AMQP-frame.unknown-method', reaction: 'not-implemented' },
  { code: 'AMQP_METHOD_DIRECTION', statement: 'amqp091/AMQP-frame.unknown-method', reaction: 'command-invalid' },
  { code: 'AMQP_STRING_UTF8', statement: 'amqp091/AMQP-data.shortstr-utf8', reaction: 'syntax-error' },
  { code: 'AMQP_STRING_ZERO', statement: 'amqp091/AMQP-data.shortstr-utf8', reaction: 'syntax-error' },
  { code: 'AMQP_TABLE_INVALID', statement: 'amqp091/AMQP-data.table-invalid', reaction: 'syntax-error' },
  { code: 'AMQP_TABLE_TYPE', statement: 'amqp091/AMQP-data.table-invalid', reaction: 'syntax-error' },
  { code: 'AMQP_TABLE_NAME', statement: 'amqp091/AMQP-data.table-names', reaction: 'syntax-error' },
  { code: 'AMQP_TABLE_DEPTH', statement: 'amqp091/AMQP-data.table', reaction: 'syntax-error' },
  { code: 'AMQP_TABLE_SIZE', statement: 'amqp091/AMQP-data.table', reaction: 'syntax-error' },
  { code: 'AMQP_METHOD_TRUNCATED', statement: 'amqp091/AMQP-frame.malformed-method', reaction: 'frame-error' },
  { code: 'AMQP_METHOD_TRAILING', statement: 'amqp091/AMQP-frame.malformed-method', reaction: 'frame-error' },
  { code: 'AMQP_CONTENT_CLASS', statement: 'amqp091/AMQP-content.class-id', reaction: 'frame-error' },
  { code: 'AMQP_CONTENT_WEIGHT', statement: 'amqp091/AMQP-content.weight', reaction: 'frame-error' },
  { code: 'AMQP_CONTENT_INCOMPLETE', statement: 'amqp091/AMQP-content.property-flags', reaction: 'frame-error' },
  { code: 'AMQP_CONTENT_TRAILING', statement: 'amqp091/AMQP-content.property-flags', reaction: 'frame-error' },
  { code: 'AMQP_HEARTBEAT_CHANNEL', statement: 'amqp091/AMQP-heartbeat.channel', reaction: 'frame-error' },
  { code: 'AMQP_HEARTBEAT_PAYLOAD', statement: 'amqp091/AMQP-heartbeat.channel', reaction: 'frame-error' },
];
