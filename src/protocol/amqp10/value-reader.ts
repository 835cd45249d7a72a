/*
 * The type system of AMQP 1.0 (part 1): a constructor octet, then data. The high nibble of the constructor says how much:
 *
 *   4x none | 5x 1 | 6x 2 | 7x 4 | 8x 8 | 9x 16 octets
 *   Ax size (1), octets | Bx size (4), octets
 *   Cx size (1), count (1), items | Dx size (4), count (4), items
 *   Ex, Fx arrays: size, count, one constructor, bare items
 *   00 descriptor, value
 */
import { hexNumber } from '../../bytes/hex.js';
import type { Reader } from '../../bytes/reader.js';
import { span } from '../../bytes/span.js';
import type { Field } from '../field.js';
import { checkComposite } from './composite-check.js';
import type { Composite } from './definitions.js';
import { PRIMITIVES, readPrimitive } from './primitives.js';
import { type Amqp10Value, compositeOf, described } from './value.js';
import { valueText } from './value-text.js';
import type { ReadValue, Walk } from './walk.js';

const MAXIMUM_DEPTH = 32;
const MAXIMUM_VALUES = 65_536;

/** The value where the reader stands; `undefined` (and a problem) when it cannot be read. */
export function readValue(walk: Walk, name: string, reader = walk.reader, depth = 0): ReadValue | undefined {
  const start = reader.offset;
  const format = reader.u8();
  if (format === undefined) return walk.report('AMQP10_TRUNCATED', start, start, `${name} is missing`);
  return readBare(walk, format, { name, reader, start, depth });
}

/** A value whose constructor has been read; `start` is where its field begins. */
interface Spot {
  readonly name: string;
  readonly reader: Reader;
  readonly start: number;
  /** How many values it stands in. */
  readonly depth: number;
}

/** The data behind a constructor. */
function readBare(walk: Walk, format: number, spot: Spot): ReadValue | undefined {
  const { name, reader, start, depth } = spot;
  if (++walk.values > MAXIMUM_VALUES) return walk.report('AMQP10_LIMIT', start, reader.offset);
  if (depth > MAXIMUM_DEPTH) return walk.report('AMQP10_DEPTH', start, reader.offset);
  if (format === 0) return readDescribed(walk, spot);
  const primitive = PRIMITIVES.get(format);
  if (primitive !== undefined) return readPrimitive(walk, primitive, name, reader, start);
  const compound = COMPOUNDS.get(format);
  if (compound !== undefined) return readCompound(walk, compound, spot);
  return walk.report('AMQP10_CONSTRUCTOR', start, reader.offset, `unknown constructor ${hexNumber(format)}`);
}

interface Compound {
  readonly type: 'list' | 'map' | 'array';
  /** Of its size and its count; `none` for the empty list. */
  readonly width: 'none' | 'u8' | 'u32';
}

const COMPOUNDS: ReadonlyMap<number, Compound> = new Map<number, Compound>([
  [0x45, { type: 'list', width: 'none' }],
  [0xc0, { type: 'list', width: 'u8' }],
  [0xd0, { type: 'list', width: 'u32' }],
  [0xc1, { type: 'map', width: 'u8' }],
  [0xd1, { type: 'map', width: 'u32' }],
  [0xe0, { type: 'array', width: 'u8' }],
  [0xf0, { type: 'array', width: 'u32' }],
]);

function readCompound(
  walk: Walk,
  { type, width }: Compound,
  { name, reader, start, depth }: Spot,
  composite?: Composite,
): ReadValue | undefined {
  if (width === 'none') return walk.branch(name, { type, value: [] }, start, reader.offset, []);
  const size = reader[width]();
  const body = size === undefined ? undefined : reader.sub(size);
  if (body === undefined) return walk.report('AMQP10_TRUNCATED', start, reader.end, `${name} is cut short`);
  const count = body[width]();
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
        : readItem(walk, itemFormat, { name: itemName, reader: body, start: body.offset, depth: depth + 1 });
    if (read === undefined) break;
    items.push(read.value);
    if (read.field !== undefined) fields.push(read.field);
  }
  if (items.length === count && body.remaining > 0) {
    walk.report('AMQP10_SIZE', body.offset, body.end, `${body.remaining} octets too many in ${name}`);
  }
  return walk.branch(name, { type, value: items }, start, reader.offset, fields);
}

function nameOfItem(
  type: Compound['type'],
  index: number,
  items: readonly Amqp10Value[],
  composite: Composite | undefined,
): string {
  if (type === 'map') return index % 2 === 0 ? 'key' : valueText(items[index - 1]);
  return composite?.fields[index]?.name ?? `[${index}]`;
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

function readItem(walk: Walk, { format, descriptor }: ItemFormat, spot: Spot): ReadValue | undefined {
  const read = readBare(walk, format, spot);
  if (read === undefined || descriptor === undefined) return read;
  return { value: described(read.value, descriptor), field: read.field };
}

function readDescribed(walk: Walk, { name, reader, start, depth }: Spot): ReadValue | undefined {
  const descriptor = readValue(walk, 'descriptor', reader, depth + 1);
  if (descriptor === undefined) return undefined;
  const composite = compositeOf(descriptor.value);
  const at = reader.offset;
  const format = reader.u8();
  if (format === undefined) return walk.report('AMQP10_TRUNCATED', start, reader.end, `${name} has no value`);
  const compound = COMPOUNDS.get(format);
  const inside: Spot = { name: composite?.name ?? 'value', reader, start: at, depth: depth + 1 };
  const inner =
    compound?.type === 'list' && composite !== undefined && composite.fields.length > 0
      ? readCompound(walk, compound, inside, composite)
      : readBare(walk, format, inside);
  if (inner === undefined) return undefined;
  if (composite?.content === 'list') checkComposite(walk, composite, inner.value, start, reader.offset);
  const value = described(inner.value, descriptor.value);
  if (!walk.tree) return { value, field: undefined };
  const text = composite?.name ?? `described by ${valueText(descriptor.value)}`;
  const children = [descriptor.field, ...contentFields(inner, at)].filter((child) => child !== undefined);
  return { value, field: { name, span: span(start, reader.offset), text, children } };
}

/** The fields of a described value; of a list or map what stands before its first item, its size and count, too. */
function contentFields({ field, value }: ReadValue, at: number): readonly Field[] {
  if (field?.children === undefined) return field === undefined ? [] : [field];
  const end = field.span.offset + field.span.length;
  const first = field.children[0]?.span.offset ?? end;
  const head = { name: value.type, span: span(at, first), ...(field.text === undefined ? {} : { text: field.text }) };
  return [head, ...field.children];
}
