import { Buffer } from 'node:buffer';
import type { Field } from '../../protocol/field.js';
import { type ProblemRecord, problemRecord } from '../record.js';

/** A field of the tree as JSON says it. Offset and length are octets, counted from the packet's first. */
export interface FieldRecord {
  /** The standard's name: `Remaining Length`, `routing-key`. */
  readonly name: string;
  readonly offset: number;
  readonly length: number;
  /** Octets as hex; whole numbers beyond 2^53 as text. */
  readonly value?: unknown;
  /** How a person reads the value, where that differs: `0x81 Malformed Packet`. */
  readonly text?: string;
  /** For a field of less than an octet: which bits, `0110 ....`. */
  readonly bits?: string;
  /** Section of the standard: `3.8.3`. */
  readonly spec?: string;
  readonly problems?: readonly ProblemRecord[];
  readonly children?: readonly FieldRecord[];
}

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
