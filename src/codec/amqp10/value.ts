/*
 * The type system of AMQP 1.0 (part 1): a constructor octet, then data. The high nibble of the constructor says how much:
 *
 *   4x none | 5x 1 | 6x 2 | 7x 4 | 8x 8 | 9x 16 octets
 *   Ax size (1), octets | Bx size (4), octets
 *   Cx size (1), count (1), items | Dx size (4), count (4), items
 *   Ex, Fx arrays: size, count, one constructor, bare items
 *   00 descriptor, value
 */
import { Buffer, isUtf8 } from 'node:buffer';
import { Reader } from '../../bytes/reader.js';
import { span } from '../../bytes/span.js';
import type { Field, FieldValue } from '../field.js';
import type { Problem } from '../problem.js';
import { type Composite, compositeByCode, compositeBySymbol } from './definitions.js';
import { type Amqp10ProblemCode, amqp10Problem } from './problems.js';
import { valueText } from './value-text.js';

export interface Amqp10Value {
  /** "uint", "symbol", "list", "described" … */
  readonly type: string;
  /** Of list, array: the items; of map: keys and values by turns; of described: the value alone. */
  readonly value: null | boolean | number | bigint | string | Uint8Array | readonly Amqp10Value[];
  /** Of a described value. */
  readonly descriptor?: Amqp10Value;
  /** The type that the descriptor names, where it is known. */
  readonly composite?: Composite;
}

/** What one walk over octets gathers. Limits hold whatever sizes and counts claim. */
export class Walk {
  readonly problems: Problem[] = [];
  readonly tree: boolean;
  readonly reader: Reader;
  values = 0;

  constructor(bytes: Uint8Array, start: number, end: number, tree: boolean) {
    this.reader = new Reader(bytes, start, end);
    this.tree = tree;
  }

  report(code: Amqp10ProblemCode, start: number, end: number, message?: string): undefined {
    this.problems.push(amqp10Problem(code, span(start, Math.max(start, end)), message));
    return undefined;
  }
}

export interface ReadValue {
  readonly value: Amqp10Value;
  readonly field: Field | undefined;
}

const MAXIMUM_DEPTH = 32;
const MAXIMUM_VALUES = 65_536;

/** The value where the reader stands; `undefined` (and a problem) when it cannot be read. */
export function readValue(walk: Walk, name: string, reader = walk.reader, depth = 0): ReadValue | undefined {
  const start = reader.offset;
  const format = reader.u8();
  if (format === undefined) return walk.report('AMQP10_TRUNCATED', start, start, `${name} is missing`);
  return readBare(walk, name, reader, format, start, depth);
}

/** The data behind a constructor; `start` is where the field begins. */
function readBare(
  walk: Walk,
  name: string,
  reader: Reader,
  format: number,
  start: number,
  depth: number,
): ReadValue | undefined {
  if (++walk.values > MAXIMUM_VALUES) return walk.report('AMQP10_LIMIT', start, reader.offset);
  if (depth > MAXIMUM_DEPTH) return walk.report('AMQP10_DEPTH', start, reader.offset);
  if (format === 0) return readDescribed(walk, name, reader, start, depth);
  const simple = SIMPLE.get(format);
  if (simple !== undefined) return readSimple(walk, name, reader, simple, start);
  const shape = format >>> 4;
  if (shape === 0xa || shape === 0xb) return readVariable(walk, name, reader, format, start);
  if (COMPOUND.has(format)) return readCompound(walk, name, reader, format, start, depth);
  const hex = format.toString(16).padStart(2, '0');
  return walk.report('AMQP10_CONSTRUCTOR', start, reader.offset, `unknown constructor 0x${hex}`);
}

interface Simple {
  readonly type: string;
  readonly width: number;
  readonly read: (octets: Buffer) => null | boolean | number | bigint | Uint8Array | string;
}

const SIMPLE: ReadonlyMap<number, Simple> = new Map<number, Simple>([
  [0x40, { type: 'null', width: 0, read: () => null }],
  [0x41, { type: 'boolean', width: 0, read: () => true }],
  [0x42, { type: 'boolean', width: 0, read: () => false }],
  [0x43, { type: 'uint', width: 0, read: () => 0 }],
  [0x44, { type: 'ulong', width: 0, read: () => 0n }],
  [0x50, { type: 'ubyte', width: 1, read: (octets) => octets.readUInt8() }],
  [0x51, { type: 'byte', width: 1, read: (octets) => octets.readInt8() }],
  [0x52, { type: 'uint', width: 1, read: (octets) => octets.readUInt8() }],
  [0x53, { type: 'ulong', width: 1, read: (octets) => BigInt(octets.readUInt8()) }],
  [0x54, { type: 'int', width: 1, read: (octets) => octets.readInt8() }],
  [0x55, { type: 'long', width: 1, read: (octets) => BigInt(octets.readInt8()) }],
  [0x56, { type: 'boolean', width: 1, read: (octets) => octets.readUInt8() !== 0 }],
  [0x60, { type: 'ushort', width: 2, read: (octets) => octets.readUInt16BE() }],
  [0x61, { type: 'short', width: 2, read: (octets) => octets.readInt16BE() }],
  [0x70, { type: 'uint', width: 4, read: (octets) => octets.readUInt32BE() }],
  [0x71, { type: 'int', width: 4, read: (octets) => octets.readInt32BE() }],
  [0x72, { type: 'float', width: 4, read: (octets) => octets.readFloatBE() }],
  [0x73, { type: 'char', width: 4, read: (octets) => character(octets.readUInt32BE()) }],
  [0x74, { type: 'decimal32', width: 4, read: (octets) => octets }],
  [0x80, { type: 'ulong', width: 8, read: (octets) => octets.readBigUInt64BE() }],
  [0x81, { type: 'long', width: 8, read: (octets) => octets.readBigInt64BE() }],
  [0x82, { type: 'double', width: 8, read: (octets) => octets.readDoubleBE() }],
  [0x83, { type: 'timestamp', width: 8, read: (octets) => octets.readBigInt64BE() }],
  [0x84, { type: 'decimal64', width: 8, read: (octets) => octets }],
  [0x94, { type: 'decimal128', width: 16, read: (octets) => octets }],
  [0x98, { type: 'uuid', width: 16, read: (octets) => uuidText(octets) }],
]);

function readSimple(walk: Walk, name: string, reader: Reader, simple: Simple, start: number): ReadValue | undefined {
  const octets = reader.raw(simple.width);
  if (octets === undefined) return walk.report('AMQP10_TRUNCATED', start, reader.end, `${name} is cut short`);
  const value = simple.read(Buffer.from(octets.buffer, octets.byteOffset, octets.length));
  if (simple.type === 'boolean' && simple.width === 1 && (octets[0] ?? 0) > 1) {
    walk.report('AMQP10_BOOLEAN', start, reader.offset, `boolean octet ${octets[0]}, must be 0 or 1`);
  }
  return leaf(walk, name, { type: simple.type, value }, start, reader.offset);
}

const VARIABLE: ReadonlyMap<number, string> = new Map([
  [0xa0, 'binary'],
  [0xb0, 'binary'],
  [0xa1, 'string'],
  [0xb1, 'string'],
  [0xa3, 'symbol'],
  [0xb3, 'symbol'],
]);

function readVariable(walk: Walk, name: string, reader: Reader, format: number, start: number): ReadValue | undefined {
  const type = VARIABLE.get(format);
  if (type === undefined) {
    const hex = format.toString(16);
    return walk.report('AMQP10_CONSTRUCTOR', start, reader.offset, `unknown constructor 0x${hex}`);
  }
  const length = format < 0xb0 ? reader.u8() : reader.u32();
  const octets = length === undefined ? undefined : reader.raw(length);
  if (octets === undefined) return walk.report('AMQP10_TRUNCATED', start, reader.end, `${name} is cut short`);
  if (type === 'binary') {
    return leaf(
      walk,
      name,
      { type, value: Buffer.from(octets.buffer, octets.byteOffset, octets.length) },
      start,
      reader.offset,
    );
  }
  if (type === 'string' && !isUtf8(octets)) walk.report('AMQP10_UTF8', start, reader.offset, `${name} is not UTF-8`);
  if (type === 'symbol' && octets.some((octet) => octet > 0x7f)) {
    walk.report('AMQP10_SYMBOL', start, reader.offset, `${name} is not ASCII`);
  }
  return leaf(walk, name, { type, value: decoder.decode(octets) }, start, reader.offset);
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const COMPOUND: ReadonlyMap<number, string> = new Map([
  [0x45, 'list'],
  [0xc0, 'list'],
  [0xd0, 'list'],
  [0xc1, 'map'],
  [0xd1, 'map'],
  [0xe0, 'array'],
  [0xf0, 'array'],
]);

function readCompound(
  walk: Walk,
  name: string,
  reader: Reader,
  format: number,
  start: number,
  depth: number,
  composite?: Composite,
): ReadValue | undefined {
  const type = COMPOUND.get(format) ?? 'list';
  if (format === 0x45) return branch(walk, name, { type, value: [] }, start, reader.offset, []);
  const short = format === 0xc0 || format === 0xc1 || format === 0xe0;
  const size = short ? reader.u8() : reader.u32();
  const body = size === undefined ? undefined : reader.sub(size);
  if (body === undefined) return walk.report('AMQP10_TRUNCATED', start, reader.end, `${name} is cut short`);
  const count = short ? body.u8() : body.u32();
  if (count === undefined) return walk.report('AMQP10_SIZE', start, reader.offset, `${name} has no room for its count`);
  const items: Amqp10Value[] = [];
  const fields: Field[] = [];
  const itemFormat = type === 'array' && count > 0 ? readItemFormat(walk, name, body, depth) : undefined;
  if (type === 'array' && count > 0 && itemFormat === undefined) return undefined;
  if (type === 'map' && count % 2 === 1)
    walk.report('AMQP10_MAP_ODD', start, body.offset, `${name} is a map of ${count} items`);
  for (let index = 0; index < count; index++) {
    const itemName = nameOfItem(type, index, items, composite);
    const read =
      itemFormat === undefined
        ? readValue(walk, itemName, body, depth + 1)
        : readItem(walk, itemName, body, itemFormat, depth + 1);
    if (read === undefined) break;
    items.push(read.value);
    if (read.field !== undefined) fields.push(read.field);
  }
  if (items.length === count && body.remaining > 0) {
    walk.report('AMQP10_SIZE', body.offset, body.end, `${body.remaining} octets too many in ${name}`);
  }
  return branch(walk, name, { type, value: items }, start, reader.offset, fields);
}

interface ItemFormat {
  readonly format: number;
  readonly descriptor: Amqp10Value | undefined;
}

/** An array has one constructor, which may be described. */
function readItemFormat(walk: Walk, name: string, body: Reader, depth: number): ItemFormat | undefined {
  const start = body.offset;
  const first = body.u8();
  if (first !== 0) {
    return first === undefined
      ? walk.report('AMQP10_TRUNCATED', start, start, `${name} has no constructor`)
      : { format: first, descriptor: undefined };
  }
  const descriptor = readValue(walk, 'descriptor', body, depth + 1);
  const format = body.u8();
  if (descriptor === undefined || format === undefined || format === 0) {
    return walk.report('AMQP10_TRUNCATED', start, body.offset, `${name} has no constructor`);
  }
  return { format, descriptor: descriptor.value };
}

function readItem(walk: Walk, name: string, body: Reader, item: ItemFormat, depth: number): ReadValue | undefined {
  const read = readBare(walk, name, body, item.format, body.offset, depth);
  if (read === undefined || item.descriptor === undefined) return read;
  const composite = compositeOf(item.descriptor);
  const value = described(read.value, item.descriptor, composite);
  return { value, field: read.field };
}

function readDescribed(walk: Walk, name: string, reader: Reader, start: number, depth: number): ReadValue | undefined {
  const descriptor = readValue(walk, 'descriptor', reader, depth + 1);
  if (descriptor === undefined) return undefined;
  const composite = compositeOf(descriptor.value);
  const at = reader.offset;
  const format = reader.u8();
  if (format === undefined) return walk.report('AMQP10_TRUNCATED', start, reader.end, `${name} has no value`);
  const isList = format === 0x45 || format === 0xc0 || format === 0xd0;
  const inner =
    isList && composite !== undefined && composite.fields.length > 0
      ? readCompound(walk, composite.name, reader, format, at, depth + 1, composite)
      : readBare(walk, composite?.name ?? 'value', reader, format, at, depth + 1);
  if (inner === undefined) return undefined;
  if (composite !== undefined && composite.content === 'list')
    checkFields(walk, composite, inner.value, start, reader.offset);
  const value = described(inner.value, descriptor.value, composite);
  if (!walk.tree) return { value, field: undefined };
  const title = composite?.name ?? `described by ${valueText(descriptor.value)}`;
  const children = [descriptor.field, ...contentFields(inner, at)];
  const field: Field = {
    name,
    span: span(start, reader.offset),
    text: title,
    children: children.filter((child) => child !== undefined),
  };
  return { value, field };
}

/** The fields of a described value; of a list or map what stands before its first item, its size and count, too. */
function contentFields({ field, value }: ReadValue, at: number): readonly Field[] {
  if (field?.children === undefined) return field === undefined ? [] : [field];
  const end = field.span.offset + field.span.length;
  const first = field.children[0]?.span.offset ?? end;
  const head = { name: value.type, span: span(at, first), ...(field.text === undefined ? {} : { text: field.text }) };
  return [head, ...field.children];
}

function described(value: Amqp10Value, descriptor: Amqp10Value, composite: Composite | undefined): Amqp10Value {
  return { type: 'described', value: [value], descriptor, ...(composite === undefined ? {} : { composite }) };
}

function compositeOf(descriptor: Amqp10Value): Composite | undefined {
  if (typeof descriptor.value === 'bigint') return compositeByCode(Number(descriptor.value));
  return descriptor.type === 'symbol' && typeof descriptor.value === 'string'
    ? compositeBySymbol(descriptor.value)
    : undefined;
}

/** Mandatory fields are there, and fields have their types. */
function checkFields(walk: Walk, composite: Composite, list: Amqp10Value, start: number, end: number): void {
  const items = Array.isArray(list.value) ? (list.value as readonly Amqp10Value[]) : [];
  if (list.type !== 'list') {
    walk.report('AMQP10_FIELD_TYPE', start, end, `${composite.name} is a ${list.type}, must be a list`);
    return;
  }
  if (items.length > composite.fields.length) {
    const message = `${composite.name} with ${items.length} fields, it has ${composite.fields.length}`;
    walk.report('AMQP10_FIELD_COUNT', start, end, message);
  }
  composite.fields.forEach((field, index) => {
    const item = items[index];
    if (item === undefined || item.type === 'null') {
      if (field.mandatory) walk.report('AMQP10_MANDATORY', start, end, `${composite.name} without ${field.name}`);
      return;
    }
    if (field.type === 'any' || item.type === field.type || (field.multiple && item.type === 'array')) return;
    const message = `${field.name} of ${composite.name} is a ${item.type}, must be a ${field.type}`;
    walk.report('AMQP10_FIELD_TYPE', start, end, message);
  });
}

function nameOfItem(
  type: string,
  index: number,
  items: readonly Amqp10Value[],
  composite: Composite | undefined,
): string {
  if (type === 'map') return index % 2 === 0 ? 'key' : valueText(items[index - 1]);
  return composite?.fields[index]?.name ?? `[${index}]`;
}

function leaf(walk: Walk, name: string, value: Amqp10Value, start: number, end: number): ReadValue {
  if (!walk.tree) return { value, field: undefined };
  const text = value.type === 'null' ? 'null' : `${valueText(value)}  ${value.type}`;
  return { value, field: { name, span: span(start, end), value: value.value as FieldValue, text } };
}

function branch(
  walk: Walk,
  name: string,
  value: Amqp10Value,
  start: number,
  end: number,
  children: readonly Field[],
): ReadValue {
  if (!walk.tree) return { value, field: undefined };
  const count = (value.value as readonly Amqp10Value[]).length;
  const items =
    value.type === 'map'
      ? `${count / 2} ${count === 2 ? 'entry' : 'entries'}`
      : `${count} ${count === 1 ? 'item' : 'items'}`;
  return { value, field: { name, span: span(start, end), text: `${value.type}, ${items}`, children } };
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

function uuidText(octets: Buffer): string {
  const hex = octets.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
