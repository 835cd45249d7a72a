import { Buffer, isUtf8 } from 'node:buffer';
import type { Reader } from '../../bytes/reader.js';
import { decodeUtf8 } from '../../bytes/utf8.js';
import type { Writer } from '../../bytes/writer.js';
import type { DecimalValue, FieldTableValue } from './frame.js';

/** Which octet means which type: as the standard has it, or as RabbitMQ, Qpid and their clients do. */
export type Dialect = 'standard' | 'de-facto';

type Value = FieldTableValue['value'];

/** A type whose values do not contain others; `A` (array) and `F` (table) are the field table's own matter. */
export interface FieldType {
  readonly name: string;
  /** `undefined` when the octets do not suffice. */
  readonly read: (reader: Reader) => Value | undefined;
  readonly write: (writer: Writer, value: Value) => void;
}

const boolean: FieldType = {
  name: 'boolean',
  read: (reader) => mapped(reader.u8(), (octet) => octet !== 0),
  write: (writer, value) => writer.u8(value ? 1 : 0),
};
const int8 = integer('int8', 1, true);
const uint8 = integer('uint8', 1, false);
const int16 = integer('int16', 2, true);
const uint16 = integer('uint16', 2, false);
const int32 = integer('int32', 4, true);
const uint32 = integer('uint32', 4, false);
const int64 = long('int64', true);
const uint64 = long('uint64', false);
const timestamp = long('timestamp', false);
const float: FieldType = {
  name: 'float',
  read: (reader) => mapped(reader.raw(4), (octets) => view(octets).getFloat32(0)),
  write: (writer, value) => {
    const octets = Buffer.alloc(4);
    octets.writeFloatBE(Number(value));
    writer.raw(octets);
  },
};
const double: FieldType = {
  name: 'double',
  read: (reader) => mapped(reader.raw(8), (octets) => view(octets).getFloat64(0)),
  write: (writer, value) => {
    const octets = Buffer.alloc(8);
    octets.writeDoubleBE(Number(value));
    writer.raw(octets);
  },
};
/** The grammar says unsigned, the prose signed: whoever writes a negative one means the prose. */
const decimal: FieldType = {
  name: 'decimal',
  read: (reader) =>
    mapped(reader.raw(5), (octets) => ({ scale: octets[0] ?? 0, digits: view(octets).getInt32(1) }) as DecimalValue),
  write: (writer, value) => {
    const { scale, digits } = isDecimal(value) ? value : { scale: 0, digits: 0 };
    writer.u8(scale).u32(digits >>> 0);
  },
};
const longString: FieldType = {
  name: 'long string',
  read: (reader) => mapped(withLength(reader, 4), asText),
  write: (writer, value) => writeWithLength(writer, 4, value),
};
const shortString: FieldType = {
  name: 'short string',
  read: (reader) => mapped(withLength(reader, 1), asText),
  write: (writer, value) => writeWithLength(writer, 1, value),
};
const byteArray: FieldType = {
  name: 'byte array',
  read: (reader) => withLength(reader, 4),
  write: (writer, value) => writeWithLength(writer, 4, value),
};
const nothing: FieldType = { name: 'void', read: () => null, write: () => {} };

/** What both agree on. */
const COMMON: readonly (readonly [string, FieldType])[] = [
  ['t', boolean],
  ['b', int8],
  ['B', uint8],
  ['u', uint16],
  ['I', int32],
  ['i', uint32],
  ['L', int64],
  ['f', float],
  ['d', double],
  ['D', decimal],
  ['S', longString],
  ['T', timestamp],
  ['V', nothing],
];

/** The octet on the wire → its type. */
export const FIELD_TYPES: Readonly<Record<Dialect, ReadonlyMap<string, FieldType>>> = {
  standard: new Map([...COMMON, ['U', int16], ['l', uint64], ['s', shortString]]),
  'de-facto': new Map([...COMMON, ['s', int16], ['l', int64], ['x', byteArray]]),
};

export function isDecimal(value: Value): value is DecimalValue {
  return typeof value === 'object' && value !== null && 'scale' in value;
}

function integer(name: string, size: 1 | 2 | 4, signed: boolean): FieldType {
  const unused = 32 - size * 8;
  const read = { 1: (r: Reader) => r.u8(), 2: (r: Reader) => r.u16(), 4: (r: Reader) => r.u32() }[size];
  return {
    name,
    read: (reader) => mapped(read(reader), (value) => (signed ? (value << unused) >> unused : value)),
    write: (writer, value) => {
      const bits = Number(value) >>> 0;
      if (size === 1) writer.u8(bits);
      else if (size === 2) writer.u16(bits);
      else writer.u32(bits);
    },
  };
}

function long(name: string, signed: boolean): FieldType {
  return {
    name,
    read: (reader) => mapped(reader.u64(), (value) => (signed ? BigInt.asIntN(64, value) : value)),
    write: (writer, value) => writer.u64(typeof value === 'bigint' ? value : BigInt(Math.trunc(Number(value)) || 0)),
  };
}

function withLength(reader: Reader, size: 1 | 4): Uint8Array | undefined {
  const start = reader.offset;
  const length = size === 1 ? reader.u8() : reader.u32();
  const octets = length === undefined ? undefined : reader.raw(length);
  if (octets === undefined) reader.offset = start;
  return octets;
}

function writeWithLength(writer: Writer, size: 1 | 4, value: Value): void {
  const octets = value instanceof Uint8Array ? value : Buffer.from(String(value), 'utf8');
  if (size === 4) writer.u32(octets.length).raw(octets);
  else if (octets.length <= 255) writer.u8(octets.length).raw(octets);
  else throw new RangeError('a short string holds at most 255 octets');
}

/** Long strings can hold any octets: text where they are text. */
function asText(octets: Uint8Array): string | Uint8Array {
  return isUtf8(octets) ? decodeUtf8(octets) : octets;
}

function view(octets: Uint8Array): DataView {
  return new DataView(octets.buffer, octets.byteOffset, octets.length);
}

function mapped<A, B>(value: A | undefined, change: (value: A) => B): B | undefined {
  return value === undefined ? undefined : change(value);
}
