import type { Span } from '../../bytes/span.js';
import type { Problem, Role } from '../problem.js';

/**
 * Everything that can be wrong with the octets of one AMQP 0-9-1 frame, and the statement that says so.
 * `null`: no rule speaks, or it is our own limit.
 */
export const AMQP_PROBLEMS = {
  AMQP_PROTOCOL_HEADER: 'AMQP-proto.header',
  AMQP_FRAME_TRUNCATED: 'AMQP-frame.layout',
  AMQP_FRAME_TRAILING: 'AMQP-frame.layout',
  AMQP_FRAME_END: 'AMQP-frame.end-octet',
  AMQP_FRAME_TOO_LARGE: 'AMQP-frame.max-size',
  AMQP_FRAME_TYPE_UNKNOWN: 'AMQP-frame.unknown-type',
  AMQP_CHANNEL_NOT_ZERO: 'AMQP-frame.channel-zero',
  AMQP_CHANNEL_ZERO: 'AMQP-channel.not-open',
  AMQP_CLASS_UNKNOWN: 'AMQP-frame.unknown-method',
  AMQP_METHOD_UNKNOWN: 'AMQP-frame.unknown-method',
  AMQP_METHOD_DIRECTION: 'AMQP-frame.unknown-method',
  AMQP_METHOD_TRUNCATED: 'AMQP-frame.malformed-method',
  AMQP_METHOD_TRAILING: 'AMQP-frame.malformed-method',
  AMQP_RESERVED_ARGUMENT: null,
  AMQP_RESERVED_BITS: 'AMQP-data.bits',
  AMQP_STRING_UTF8: 'AMQP-data.shortstr-utf8',
  AMQP_STRING_ZERO: 'AMQP-data.shortstr-utf8',
  AMQP_EXCHANGE_NAME: 'AMQP-exchange.declare.exchange.syntax',
  AMQP_QUEUE_NAME: 'AMQP-queue.declare.queue.syntax',
  AMQP_NAME_LENGTH: null,
  AMQP_DELIVERY_TAG_ZERO: 'AMQP-delivery-tag.non-zero',
  AMQP_TABLE_INVALID: 'AMQP-data.table-invalid',
  AMQP_TABLE_TYPE: 'AMQP-data.table-types',
  AMQP_TABLE_NAME: 'AMQP-data.table-names',
  AMQP_TABLE_DEPTH: null,
  AMQP_TABLE_SIZE: null,
  AMQP_CONTENT_CHANNEL_ZERO: 'AMQP-content.channel-zero',
  AMQP_CONTENT_CLASS: 'AMQP-content.class-id',
  AMQP_CONTENT_WEIGHT: 'AMQP-content.weight',
  AMQP_CONTENT_INCOMPLETE: 'AMQP-content.incomplete',
  AMQP_CONTENT_TRAILING: 'AMQP-content.property-flags',
  AMQP_PROPERTY_FLAGS: 'AMQP-content.property-flags',
  AMQP_HEARTBEAT_CHANNEL: 'AMQP-heartbeat.channel',
  AMQP_HEARTBEAT_PAYLOAD: 'AMQP-heartbeat.channel',
} as const satisfies Readonly<Record<string, string | null>>;

export type AmqpProblemCode = keyof typeof AMQP_PROBLEMS;

export function amqpProblem(code: AmqpProblemCode, span: Span, message: string, from?: Role): Problem {
  const id = AMQP_PROBLEMS[code];
  return {
    code,
    span,
    statement: id === null ? null : `amqp091/${id}`,
    blames: from ?? null,
    level: 'must',
    message,
  };
}
