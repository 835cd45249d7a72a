/**
 * A list of arguments or properties in their native types (4.2.5). Neighbouring bits share an octet, the first in the
 * lowest bit; whatever is not a bit begins a new octet.
 */
import { Buffer, isUtf8 } from 'node:buffer';
import { formatHexStart, hexNumber } from '../../bytes/hex.js';
import type { Reader } from '../../bytes/reader.js';
import { quoted } from '../../bytes/text.js';
import { decodeUtf8 } from '../../bytes/utf8.js';
import type { Writer } from '../../bytes/writer.js';
import { bitPicture } from '../bit-picture.js';
import type { FieldValue } from '../field.js';
import type { ArgumentDefinition, WireType } from './definitions.js';
import type { Dissection } from './dissection.js';
import { emptyTable, isTable, readTable, type TableOptions, writeTable } from './field-table.js';
import type { Dialect } from './field-type.js';
import type { AmqpArgument, AmqpArguments } from './frame.js';

export interface ReadArguments {
  readonly values: AmqpArguments;
  /** The first argument for which the octets did not suffice. */
  readonly missing?: ArgumentDefinition;
}

export function readArguments(
  reader: Reader,
  definitions: readonly ArgumentDefinition[],
  dissection: Dissection,
  options: TableOptions,
): ReadArguments {
  const values: Record<string, AmqpArgument> = {};
  let bits = noBits;
  for (const definition of definitions) {
    const start = reader.offset;
    if (definition.type === 'bit') {
      if (bits.used === 0 || bits.used === 8) {
        const octet = reader.u8();
        if (octet === undefined) return { values, missing: definition };
        bits = { octet, used: 0 };
      }
      const value = ((bits.octet >> bits.used) & 1) === 1;
      const at = reader.offset - 1;
      check(definition, value, at, reader.offset, dissection);
      if (dissection.tree) {
        dissection.leaf(definition.name, at, reader.offset, {
          value,
          text: value ? '1' : '0',
          bits: bitPicture(bits.octet, 1 << bits.used),
        });
      }
      values[definition.name] = value;
      bits = { octet: bits.octet, used: bits.used + 1 };
      continue;
    }
    checkUnusedBits(bits, start, dissection);
    bits = noBits;
    const value = readValue(reader, definition, dissection, options);
    if (value === undefined) return { values, missing: definition };
    values[definition.name] = value;
  }
  checkUnusedBits(bits, reader.offset, dissection);
  return { values };
}

/** What is not given is written as zero, empty or false. */
export function writeArguments(
  writer: Writer,
  definitions: readonly ArgumentDefinition[],
  values: AmqpArguments,
  dialect: Dialect,
): void {
  let octet = 0;
  let used = 0;
  const flush = () => {
    if (used > 0) writer.u8(octet);
    octet = 0;
    used = 0;
  };
  for (const { name, type } of definitions) {
    if (type === 'bit') {
      if (used === 8) flush();
      octet |= (values[name] ? 1 : 0) << used++;
    } else {
      flush();
      WRITERS[type](writer, values[name], dialect);
    }
  }
  flush();
}

/** Does an argument of this type take this value at all? */
export function fits(type: WireType, value: AmqpArgument): boolean {
  return KINDS[type].some((kind) =>
    kind === 'bytes' ? value instanceof Uint8Array : kind === 'table' ? isTable(value) : typeof value === kind,
  );
}

const KINDS: Readonly<Record<WireType, readonly string[]>> = {
  bit: ['boolean'],
  octet: ['number'],
  short: ['number'],
  long: ['number'],
  longlong: ['number', 'bigint'],
  timestamp: ['number', 'bigint'],
  shortstr: ['string', 'bytes'],
  longstr: ['string', 'bytes'],
  table: ['table'],
};

type NativeType = Exclude<WireType, 'bit'>;

const READERS: Readonly<Record<Exclude<NativeType, 'table'>, (reader: Reader) => AmqpArgument | undefined>> = {
  octet: (reader) => reader.u8(),
  short: (reader) => reader.u16(),
  long: (reader) => reader.u32(),
  longlong: (reader) => reader.u64(),
  timestamp: (reader) => reader.u64(),
  shortstr: (reader) => withLength(reader, reader.u8()),
  longstr: (reader) => withLength(reader, reader.u32()),
};

const WRITERS: Readonly<
  Record<NativeType, (writer: Writer, value: AmqpArgument | undefined, dialect: Dialect) => void>
> = {
  octet: (writer, value) => writer.u8(Number(value ?? 0)),
  short: (writer, value) => writer.u16(Number(value ?? 0)),
  long: (writer, value) => writer.u32(Number(value ?? 0)),
  longlong: (writer, value) => writer.u64(whole(value)),
  timestamp: (writer, value) => writer.u64(whole(value)),
  shortstr: (writer, value) => {
    const octets = asOctets(value);
    if (octets.length > 255) throw new RangeError('a short string holds at most 255 octets');
    writer.u8(octets.length).raw(octets);
  },
  longstr: (writer, value) => {
    const octets = asOctets(value);
    writer.u32(octets.length).raw(octets);
  },
  table: (writer, value, dialect) => writeTable(writer, isTable(value) ? value : emptyTable, dialect),
};

function readValue(
  reader: Reader,
  definition: ArgumentDefinition,
  dissection: Dissection,
  options: TableOptions,
): AmqpArgument | undefined {
  const start = reader.offset;
  const { name, type } = definition;
  if (type === 'table') {
    return readTable(reader, dissection, name, options);
  }
  const value = type === 'bit' ? undefined : READERS[type](reader);
  if (value === undefined) {
    reader.offset = start;
    return undefined;
  }
  if (type !== 'shortstr' || !(value instanceof Uint8Array)) {
    check(definition, value, start, reader.offset, dissection);
    if (dissection.tree)
      dissection.leaf(name, start, reader.offset, { value: value as FieldValue, text: valueText(value) });
    return value;
  }
  const text = decodeUtf8(value);
  checkString(definition, value, text, start, dissection);
  if (dissection.tree) dissection.leaf(name, start, reader.offset, { value: text, text: quoted(text) });
  return text;
}

function checkString(
  definition: ArgumentDefinition,
  octets: Uint8Array,
  text: string,
  start: number,
  dissection: Dissection,
): void {
  const { name, maximumLength, nameCharacters, domain } = definition;
  const end = start + 1 + octets.length;
  if (!isUtf8(octets)) dissection.problem('AMQP_STRING_UTF8', start + 1, end, `${name} is not UTF-8`);
  const zero = octets.indexOf(0);
  if (zero >= 0) dissection.problem('AMQP_STRING_ZERO', start + 1 + zero, start + 2 + zero, `zero octet in ${name}`);
  if (maximumLength !== undefined && octets.length > maximumLength) {
    dissection.problem('AMQP_NAME_LENGTH', start, end, `${name} of ${octets.length} octets, at most ${maximumLength}`);
  }
  if (nameCharacters && /[^a-zA-Z0-9\-_.:]/.test(text)) {
    const code = domain === 'queue-name' ? 'AMQP_QUEUE_NAME' : 'AMQP_EXCHANGE_NAME';
    dissection.problem(code, start + 1, end, `${name} holds more than letters, digits, - _ . :`);
  }
  check(definition, text, start, end, dissection);
}

function check(
  definition: ArgumentDefinition,
  value: AmqpArgument,
  start: number,
  end: number,
  dissection: Dissection,
) {
  if (!definition.reserved) return;
  const isZero = value instanceof Uint8Array ? value.length === 0 : !value;
  // Reserved bits meant something before 0-9-1, and well-known clients set them still (`insist` of connection.open).
  if (!isZero && definition.type !== 'bit')
    dissection.problem('AMQP_RESERVED_ARGUMENT', start, end, `${definition.name} must be zero or empty`);
}

interface Bits {
  readonly octet: number;
  readonly used: number;
}

const noBits: Bits = { octet: 0, used: 0 };

function checkUnusedBits({ octet, used }: Bits, end: number, dissection: Dissection): void {
  if (used === 0 || octet >> used === 0) return;
  dissection.problem('AMQP_RESERVED_BITS', end - 1, end, `bits above the last argument's are set: ${hexNumber(octet)}`);
}

function valueText(value: AmqpArgument): string {
  if (!(value instanceof Uint8Array)) return String(value);
  const printable = value.length <= 256 && isUtf8(value);
  return printable ? quoted(decodeUtf8(value)) : formatHexStart(value);
}

function withLength(reader: Reader, length: number | undefined): Uint8Array | undefined {
  return length === undefined ? undefined : reader.raw(length);
}

function asOctets(value: AmqpArgument | undefined): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return Buffer.from(value === undefined ? '' : String(value), 'utf8');
}

function whole(value: AmqpArgument | undefined): bigint {
  return typeof value === 'bigint' ? value : BigInt(Number(value ?? 0));
}
