import { Buffer } from 'node:buffer';
import type { Field } from '../../codec/field.js';
import { type ProblemRecord, problemRecord } from '../record.js';

/** A field of the tree as JSON says it. */
export interface FieldRecord {
  readonly name: string;
  readonly offset: number;
  readonly length: number;
  readonly value?: unknown;
  readonly text?: string;
  readonly bits?: string;
  readonly spec?: string;
  readonly problems?: readonly ProblemRecord[];
  readonly children?: readonly FieldRecord[];
}

/** `{name, offset, length, value, text, spec, problems, children}`; octets as hex. */
export function fieldRecord(field: Field): FieldRecord {
  const { name, span, value, text, bits, spec, problems, children } = field;
  return {
    name,
    offset: span.offset,
    length: span.length,
    ...(value === undefined ? {} : { value: plain(value) }),
    ...(text === undefined ? {} : { text }),
    ...(bits === undefined ? {} : { bits }),
    ...(spec === undefined ? {} : { spec }),
    ...(problems === undefined ? {} : { problems: problems.map(problemRecord) }),
    ...(children === undefined ? {} : { children: children.map(fieldRecord) }),
  };
}

function plain(value: NonNullable<Field['value']> | null): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex');
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
