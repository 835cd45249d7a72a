import type { FieldTable, FieldTableValue } from '../../protocol/amqp091/frame.js';
import { wholeNumber } from './headers.js';

/** What the arguments of queue.declare ask of a queue; undefined sets no limit. */
export interface QueuePolicy {
  /** Milliseconds that a message may wait. */
  readonly messageTtl: number | undefined;
  /** Milliseconds that nobody may use it. */
  readonly expires: number | undefined;
  readonly maxLength: number | undefined;
  /** Octets of bodies. */
  readonly maxLengthBytes: number | undefined;
  readonly overflow: Overflow;
  readonly deadLetterExchange: string | undefined;
  /** In place of the key with which a message was published. */
  readonly deadLetterRoutingKey: string | undefined;
  readonly maxPriority: number | undefined;
  readonly singleActiveConsumer: boolean;
}

export const policies = { policyOf };

function policyOf(table: FieldTable): QueuePolicy {
  const number = (name: string) => {
    const value = argumentOf(table, name);
    return value && Number(wholeNumber(value));
  };
  const text = (name: string) => {
    const value = argumentOf(table, name)?.value;
    return typeof value === 'string' ? value : undefined;
  };
  return {
    messageTtl: number('x-message-ttl'),
    expires: number('x-expires'),
    maxLength: number('x-max-length'),
    maxLengthBytes: number('x-max-length-bytes'),
    overflow: (text('x-overflow') as Overflow | undefined) ?? 'drop-head',
    deadLetterExchange: text('x-dead-letter-exchange'),
    deadLetterRoutingKey: text('x-dead-letter-routing-key'),
    maxPriority: number('x-max-priority'),
    singleActiveConsumer: argumentOf(table, 'x-single-active-consumer')?.value === true,
  };
}

export type Overflow = (typeof OVERFLOWS)[number];

const OVERFLOWS = ['drop-head', 'reject-publish', 'reject-publish-dlx'] as const;
const QUEUE_TYPES = ['classic', 'quorum', 'stream'];

/** An argument of queue.declare, and what it may hold. */
export interface QueueArgument {
  readonly name: string;
  readonly isValid: (value: FieldTableValue) => boolean;
  /** What it may hold, in words. */
  readonly rule: string;
  /** Where a wrong value is refused. */
  readonly statement: string;
}

const aCount = { isValid: wholeFrom(0), rule: 'a whole number from 0' };
/** It goes out again as a short string. */
const aName = {
  isValid: ({ value }: FieldTableValue) => typeof value === 'string' && Buffer.byteLength(value) <= 255,
  rule: 'a text of at most 255 octets',
};
const argumentRule = 'rabbitmq/RMQ-x-arguments';

export const QUEUE_ARGUMENTS: readonly QueueArgument[] = [
  { name: 'x-message-ttl', ...aCount, statement: argumentRule },
  {
    name: 'x-expires',
    isValid: wholeFrom(1),
    rule: 'a whole number from 1',
    statement: 'rabbitmq/RMQ-x-expires',
  },
  { name: 'x-max-length', ...aCount, statement: argumentRule },
  { name: 'x-max-length-bytes', ...aCount, statement: argumentRule },
  { name: 'x-overflow', ...oneOf(OVERFLOWS), statement: argumentRule },
  { name: 'x-dead-letter-exchange', ...aName, statement: argumentRule },
  { name: 'x-dead-letter-routing-key', ...aName, statement: argumentRule },
  {
    name: 'x-max-priority',
    isValid: wholeFrom(0, 255),
    rule: 'a whole number from 0 to 255',
    statement: argumentRule,
  },
  {
    name: 'x-single-active-consumer',
    isValid: ({ value }) => typeof value === 'boolean',
    rule: 'true or false',
    statement: argumentRule,
  },
  { name: 'x-queue-type', ...oneOf(QUEUE_TYPES), statement: argumentRule },
];

export function argumentOf(table: FieldTable, name: string): FieldTableValue | undefined {
  return table.entries.find((entry) => entry.name === name)?.value;
}

function wholeFrom(least: number, most = Number.MAX_SAFE_INTEGER) {
  return (value: FieldTableValue): boolean => {
    const number = wholeNumber(value);
    return number !== undefined && number >= least && number <= most;
  };
}

function oneOf(values: readonly string[]) {
  const isValid = ({ value }: FieldTableValue) => values.some((one) => one === value);
  return { isValid, rule: `one of ${values.join(', ')}` };
}
