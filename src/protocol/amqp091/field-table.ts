/**
 * Field tables (4.2.5.5): a length in octets, then pairs without a count.
 *
 *     +--------+      +--------------------+------+---------+
 *     | length |  n × | name, short string | type |  value  |
 *     +--------+      +--------------------+------+---------+
 *
 * The value of an array (`A`) is a length and then values with their types; of a table (`F`) a table.
 */
import { Buffer, isUtf8 } from 'node:buffer';
import { formatHexStart, hexNumber } from '../../bytes/hex.js';
import { Reader } from '../../bytes/reader.js';
import { quoted, visible } from '../../bytes/text.js';
import { decodeUtf8 } from '../../bytes/utf8.js';
import { Writer } from '../../bytes/writer.js';
import type { FieldValue } from '../field.js';
import type { Problem } from '../problem.js';
import { Dissection } from './dissection.js';
import { type Dialect, FIELD_TYPES, isDecimal } from './field-type.js';
import type { FieldTable, FieldTableEntry, FieldTableValue } from './frame.js';

export interface TableOptions {
  readonly dialect?: Dialect;
  /** Tables and arrays within one another. */
  readonly maximumDepth?: number;
  /** In octets, of the outermost table. */
  readonly maximumSize?: number;
}

export const emptyTable: FieldTable = { entries: [] };

/** `bytes` begin with the table's length. */
export function decodeTable(
  bytes: Uint8Array,
  options: TableOptions = {},
): { readonly table: FieldTable | undefined; readonly problems: readonly Problem[] } {
  const dissection = new Dissection(false);
  const table = readTable(new Reader(bytes), dissection, 'table', options);
  return { table, problems: dissection.problems };
}

export function encodeTable(table: FieldTable, dialect: Dialect = 'de-facto'): Uint8Array {
  const writer = new Writer();
  writeTable(writer, table, dialect);
  return writer.bytes();
}

/**
 * Reads a table where the reader stands. `undefined` when its length does not fit; a table that is bad inside
 * gives the entries before the fault, and the reader stands behind the table.
 */
export function readTable(
  reader: Reader,
  dissection: Dissection,
  name: string,
  options: TableOptions,
): FieldTable | undefined {
  const maximumSize = options.maximumSize ?? 0x1000000;
  const walk: TableWalk = {
    dissection,
    dialect: options.dialect ?? 'de-facto',
    maximumDepth: options.maximumDepth ?? 100,
  };
  const start = reader.offset;
  const length = reader.u32();
  if (length !== undefined && length > maximumSize) {
    dissection.problem('AMQP_TABLE_SIZE', start, start + 4, `table of ${length} octets, the limit is ${maximumSize}`);
    reader.offset = start;
    return undefined;
  }
  reader.offset = start;
  return nestedTable(reader, walk, name, start, 0);
}

export function writeTable(writer: Writer, table: FieldTable, dialect: Dialect): void {
  const inner = new Writer();
  for (const entry of table.entries) {
    const name = Buffer.from(entry.name, 'utf8');
    if (name.length > 255) throw new RangeError(`the field name ${quoted(entry.name)} is longer than 255 octets`);
    inner.u8(name.length).raw(name);
    writeValue(inner, entry.value, dialect);
  }
  writer.u32(inner.length).raw(inner.bytes());
}

/** A value as a person reads it: `"all"`, `5`, `{x-match: "all"}`. */
export function fieldText(value: FieldTableValue['value']): string {
  if (value === null) return 'void';
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return formatHexStart(value);
  if ('entries' in value && !Array.isArray(value)) return tableText(value as FieldTable);
  if (isDecimal(value)) return `${value.digits}e-${value.scale}`;
  return `[${(value as readonly FieldTableValue[]).map((item) => fieldText(item.value)).join(', ')}]`;
}

export function tableText(table: FieldTable): string {
  return `{${table.entries.map((entry) => `${visible(entry.name)}: ${fieldText(entry.value.value)}`).join(', ')}}`;
}

interface TableWalk {
  readonly dissection: Dissection;
  readonly dialect: Dialect;
  readonly maximumDepth: number;
}

function nestedTable(
  reader: Reader,
  walk: TableWalk,
  name: string,
  start: number,
  depth: number,
): FieldTable | undefined {
  const entries = nested(reader, walk, tableKind, name, start, (inner) => readEntry(inner, walk, depth));
  return entries && { entries };
}

function nestedArray(
  reader: Reader,
  walk: TableWalk,
  name: string,
  start: number,
  depth: number,
): readonly FieldTableValue[] | undefined {
  return nested(reader, walk, arrayKind, name, start, (inner, index) =>
    readValue(inner, walk, String(index), inner.offset, depth),
  );
}

interface Kind {
  readonly what: string;
  readonly items: string;
}

const tableKind: Kind = { what: 'table', items: 'fields' };
const arrayKind: Kind = { what: 'array', items: 'values' };

/** What stands within the octets that a table or array claims for itself, up to the first item that cannot be read. */
function nested<Item>(
  reader: Reader,
  { dissection }: TableWalk,
  { what, items }: Kind,
  name: string,
  start: number,
  read: (inner: Reader, index: number) => Item | undefined,
): readonly Item[] | undefined {
  const inner = contents(reader, dissection, what);
  if (inner === undefined) return undefined;
  const found: Item[] = [];
  dissection.enter(name, start, '4.2.5.5');
  while (inner.remaining > 0) {
    const item = read(inner, found.length);
    if (item === undefined) break;
    found.push(item);
  }
  dissection.leave(reader.offset, dissection.tree ? { text: `${found.length} ${items}` } : undefined);
  return found;
}

function readEntry(reader: Reader, walk: TableWalk, depth: number): FieldTableEntry | undefined {
  const { dissection } = walk;
  const start = reader.offset;
  const length = reader.u8() ?? 0;
  const octets = reader.raw(length);
  if (octets === undefined) {
    dissection.problem(
      'AMQP_TABLE_INVALID',
      start,
      reader.end,
      `field name of ${length} octets, ${reader.remaining} remain`,
    );
    return undefined;
  }
  const name = decodeUtf8(octets);
  if (!isUtf8(octets)) dissection.problem('AMQP_STRING_UTF8', start + 1, reader.offset, 'field name is not UTF-8');
  else if (length > 128) {
    dissection.problem('AMQP_TABLE_NAME', start, reader.offset, `field name of ${length} characters, at most 128`);
  } else if (!/^[\p{L}$#]/u.test(name)) {
    dissection.problem('AMQP_TABLE_NAME', start, reader.offset, 'field name does not begin with a letter, $ or #');
  }
  const value = readValue(reader, walk, name, start, depth);
  return value && { name, value };
}

function readValue(
  reader: Reader,
  walk: TableWalk,
  name: string,
  start: number,
  depth: number,
): FieldTableValue | undefined {
  const { dissection } = walk;
  const at = reader.offset;
  const octet = reader.u8();
  if (octet === undefined) {
    dissection.problem('AMQP_TABLE_INVALID', start, reader.end, 'field without a type');
    return undefined;
  }
  const type = String.fromCharCode(octet);
  if (type === 'F' || type === 'A') {
    if (depth >= walk.maximumDepth) {
      dissection.problem('AMQP_TABLE_DEPTH', at, at + 1, `more than ${walk.maximumDepth} tables within one another`);
      return undefined;
    }
    const read = type === 'F' ? nestedTable : nestedArray;
    const value = read(reader, walk, dissection.tree ? visible(name) : name, start, depth + 1);
    return value && { type, value };
  }
  const fieldType = FIELD_TYPES[walk.dialect].get(type);
  if (fieldType === undefined) {
    const shown = octet > 0x20 && octet < 0x7f ? `'${type}'` : hexNumber(octet);
    dissection.problem('AMQP_TABLE_TYPE', at, at + 1, `unknown field type ${shown}`);
    return undefined;
  }
  const value = fieldType.read(reader);
  if (value === undefined) {
    dissection.problem('AMQP_TABLE_INVALID', at, reader.end, `${fieldType.name} runs past the end of its table`);
    return undefined;
  }
  if (dissection.tree) {
    const plainValue = isDecimal(value) ? fieldText(value) : (value as FieldValue);
    dissection.leaf(visible(name), start, reader.offset, {
      value: plainValue,
      text: `${fieldText(value)} (${fieldType.name})`,
    });
  }
  return { type, value };
}

/** The octets that a table or array claims for itself. */
function contents(reader: Reader, dissection: Dissection, what: string): Reader | undefined {
  const start = reader.offset;
  const length = reader.u32();
  const inner = length === undefined ? undefined : reader.sub(length);
  if (inner !== undefined) return inner;
  const claim =
    length === undefined ? `${what} without a length` : `${what} of ${length} octets, ${reader.remaining} remain`;
  dissection.problem('AMQP_TABLE_INVALID', start, reader.offset, claim);
  reader.offset = start;
  return undefined;
}

function writeValue(writer: Writer, { type, value }: FieldTableValue, dialect: Dialect): void {
  writer.u8(type.charCodeAt(0));
  if (type === 'F') {
    writeTable(writer, isTable(value) ? value : emptyTable, dialect);
    return;
  }
  if (type === 'A') {
    const inner = new Writer();
    for (const item of Array.isArray(value) ? (value as readonly FieldTableValue[]) : []) {
      writeValue(inner, item, dialect);
    }
    writer.u32(inner.length).raw(inner.bytes());
    return;
  }
  const fieldType = FIELD_TYPES[dialect].get(type);
  if (fieldType === undefined) throw new TypeError(`the ${dialect} dialect has no field type ${type}`);
  fieldType.write(writer, value);
}

export function isTable(value: unknown): value is FieldTable {
  return typeof value === 'object' && value !== null && 'entries' in value && Array.isArray(value.entries);
}
