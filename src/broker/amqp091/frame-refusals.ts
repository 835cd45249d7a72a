import type { AmqpFrame } from '../../protocol/amqp091/frame.js';
import type { AmqpProblemCode } from '../../protocol/amqp091/problems.js';
import type { AmqpDefectId } from './defects.js';

/** What octets that are wrong by themselves bring: a reply code's name, or the end of the socket. */
export interface FrameRefusal {
  readonly code: AmqpProblemCode;
  readonly statement: string;
  readonly reaction: string;
  readonly broken?: readonly BrokenReaction[];
}

/** What a broken broker does instead: it goes on with the frame, passes it over, falls silent, or errs with another code. */
export interface BrokenReaction {
  readonly defect: AmqpDefectId;
  readonly when?: (frame: AmqpFrame | undefined) => boolean;
  readonly instead: 'execute' | 'ignore' | 'hang' | 'internal-error';
}

const isMethod = (method: string) => (frame: AmqpFrame | undefined) =>
  frame?.type === 'method' && frame.method === method;
const onChannelZero = (frame: AmqpFrame | undefined) => frame?.type === 'unknown' && frame.channel === 0;

/**
 * The first row whose problem is there counts. Problems that are not here are tolerated: reserved arguments and bits,
 * names beyond 127 octets, undefined property flags.
 */
export const frameRefusals: readonly FrameRefusal[] = [
  {
    code: 'AMQP_FRAME_TYPE_UNKNOWN',
    statement: 'amqp091/AMQP-frame.unknown-type',
    reaction: 'drop',
    broken: [
      { defect: 'skips-unknown-frame-types', instead: 'ignore' },
      { defect: 'takes-type-4-for-heartbeat', when: onChannelZero, instead: 'ignore' },
    ],
  },
  {
    code: 'AMQP_CHANNEL_NOT_ZERO',
    statement: 'amqp091/AMQP-frame.channel-zero',
    reaction: 'command-invalid',
    broken: [{ defect: 'closes-connection-on-any-channel', instead: 'execute' }],
  },
  {
    code: 'AMQP_CHANNEL_ZERO',
    statement: 'amqp091/AMQP-frame.channel-zero',
    reaction: 'channel-error',
    broken: [{ defect: 'treats-channel-zero-as-ordinary', instead: 'execute' }],
  },
  {
    code: 'AMQP_CONTENT_CHANNEL_ZERO',
    statement: 'amqp091/AMQP-content.channel-zero',
    reaction: 'channel-error',
    broken: [{ defect: 'ignores-content-on-channel-zero', instead: 'ignore' }],
  },
  {
    code: 'AMQP_CLASS_UNKNOWN',
    statement: 'amqp091/AMQP-frame.unknown-method',
    reaction: 'not-implemented',
    broken: [{ defect: 'ignores-unknown-classes', instead: 'ignore' }],
  },
  {
    code: 'AMQP_METHOD_UNKNOWN',
    statement: 'amqp091/AMQP-frame.unknown-method',
    reaction: 'not-implemented',
    broken: [{ defect: 'ignores-unknown-methods', instead: 'ignore' }],
  },
  {
    code: 'AMQP_METHOD_DIRECTION',
    statement: 'amqp091/AMQP-frame.unknown-method',
    reaction: 'command-invalid',
    broken: [
      { defect: 'accepts-replies-from-clients', instead: 'ignore' },
      { defect: 'accepts-tune-from-client', when: isMethod('connection.tune'), instead: 'ignore' },
      { defect: 'accepts-blocked-from-client', when: isMethod('connection.blocked'), instead: 'execute' },
    ],
  },
  { code: 'AMQP_STRING_UTF8', statement: 'amqp091/AMQP-data.shortstr-utf8', reaction: 'syntax-error' },
  {
    code: 'AMQP_STRING_ZERO',
    statement: 'amqp091/AMQP-data.shortstr-utf8',
    reaction: 'syntax-error',
    broken: [{ defect: 'cuts-names-at-nul', instead: 'execute' }],
  },
  {
    code: 'AMQP_TABLE_INVALID',
    statement: 'amqp091/AMQP-data.table-invalid',
    reaction: 'syntax-error',
    broken: [{ defect: 'reads-past-tables', instead: 'execute' }],
  },
  {
    code: 'AMQP_TABLE_TYPE',
    statement: 'amqp091/AMQP-data.table-invalid',
    reaction: 'syntax-error',
    broken: [
      { defect: 'skips-unknown-field-types', instead: 'execute' },
      { defect: 'fails-on-int16-of-the-standard', instead: 'internal-error' },
    ],
  },
  { code: 'AMQP_TABLE_NAME', statement: 'amqp091/AMQP-data.table-names', reaction: 'syntax-error' },
  { code: 'AMQP_TABLE_DEPTH', statement: 'amqp091/AMQP-data.table', reaction: 'syntax-error' },
  { code: 'AMQP_TABLE_SIZE', statement: 'amqp091/AMQP-data.table', reaction: 'syntax-error' },
  {
    code: 'AMQP_METHOD_TRUNCATED',
    statement: 'amqp091/AMQP-frame.malformed-method',
    reaction: 'frame-error',
    broken: [
      { defect: 'hangs-on-empty-method', when: (frame) => frame === undefined, instead: 'hang' },
      { defect: 'pads-truncated-arguments', instead: 'execute' },
    ],
  },
  {
    code: 'AMQP_METHOD_TRAILING',
    statement: 'amqp091/AMQP-frame.malformed-method',
    reaction: 'frame-error',
    broken: [{ defect: 'parses-surplus-octets', instead: 'hang' }],
  },
  {
    code: 'AMQP_CONTENT_CLASS',
    statement: 'amqp091/AMQP-content.class-id',
    reaction: 'frame-error',
    broken: [{ defect: 'ignores-content-class', instead: 'execute' }],
  },
  {
    code: 'AMQP_CONTENT_WEIGHT',
    statement: 'amqp091/AMQP-content.weight',
    reaction: 'frame-error',
    broken: [{ defect: 'reads-property-flags-early', instead: 'internal-error' }],
  },
  {
    code: 'AMQP_CONTENT_INCOMPLETE',
    statement: 'amqp091/AMQP-content.property-flags',
    reaction: 'frame-error',
    broken: [{ defect: 'reads-property-beyond-frame', instead: 'execute' }],
  },
  {
    code: 'AMQP_CONTENT_TRAILING',
    statement: 'amqp091/AMQP-content.property-flags',
    reaction: 'frame-error',
    broken: [{ defect: 'forwards-junk-behind-properties', instead: 'execute' }],
  },
  {
    code: 'AMQP_HEARTBEAT_CHANNEL',
    statement: 'amqp091/AMQP-heartbeat.channel',
    reaction: 'frame-error',
    broken: [{ defect: 'ignores-heartbeat-channel', instead: 'ignore' }],
  },
  {
    code: 'AMQP_HEARTBEAT_PAYLOAD',
    statement: 'amqp091/AMQP-heartbeat.channel',
    reaction: 'frame-error',
    broken: [{ defect: 'parses-heartbeat-payload', instead: 'hang' }],
  },
];
