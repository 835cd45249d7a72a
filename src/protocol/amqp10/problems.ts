import type { Span } from '../../bytes/span.js';
import type { Problem } from '../problem.js';

/** Everything that can be wrong with the octets of one AMQP 1.0 frame. The standard numbers no statements. */
export const AMQP10_PROBLEMS = {
  AMQP10_PROTOCOL_HEADER: 'not a protocol header of AMQP 1.0',
  AMQP10_FRAME_TRUNCATED: 'the frame is longer than the octets at hand',
  AMQP10_FRAME_SIZE: 'the size does not hold the frame header',
  AMQP10_DATA_OFFSET: 'the data offset points outside the frame',
  AMQP10_FRAME_TYPE: 'frame type is neither 0 (AMQP) nor 1 (SASL)',
  AMQP10_PERFORMATIVE: 'the frame body is no performative of its frame type',
  AMQP10_TRAILING: 'octets follow where the frame must end',
  AMQP10_TRUNCATED: 'the octets end before a value does',
  AMQP10_CONSTRUCTOR: 'unknown constructor',
  AMQP10_SIZE: 'the size of a compound value does not fit its content',
  AMQP10_BOOLEAN: 'a boolean octet must be 0 or 1',
  AMQP10_UTF8: 'a string is not UTF-8',
  AMQP10_SYMBOL: 'a symbol is not ASCII',
  AMQP10_MAP_ODD: 'a map needs a value for each key',
  AMQP10_DESCRIPTOR: 'unknown descriptor',
  AMQP10_MANDATORY: 'a mandatory field is missing',
  AMQP10_FIELD_TYPE: 'a field has the wrong type',
  AMQP10_FIELD_COUNT: 'more fields than the type has',
  AMQP10_SECTION: 'not a section of a message',
  AMQP10_SECTION_ORDER: 'a section stands in the wrong place',
  AMQP10_DEPTH: 'values are nested too deeply to be read',
  AMQP10_LIMIT: 'too many values to be read',
} as const;

export type Amqp10ProblemCode = keyof typeof AMQP10_PROBLEMS;

export function amqp10Problem(code: Amqp10ProblemCode, span: Span, message?: string): Problem {
  return { code, span, statement: null, blames: null, level: 'must', message: message ?? AMQP10_PROBLEMS[code] };
}
