import { Buffer, isUtf8 } from 'node:buffer';
import type { Reader } from '../../bytes/reader.js';
import { decodeUtf8 } from '../../bytes/utf8.js';
import type { Amqp10ProblemCode } from './problems.js';
import type { Amqp10Value } from './value.js';
import type { ReadValue, Walk } from './walk.js';

/** A type whose values hold no others. */
export interface Primitive {
  readonly type: string;
  /** So many octets, or as many as the length in front of them says. */
  readonly width: number | 'u8' | 'u32';
  readonly read: (octets: Buffer) => Exclude<Amqp10Value['value'], readonly Amqp10Value[]>;
  /** What is wrong with the octets, if anything; they have a value all the same. */
  readonly fault?: (octets: Buffer, name: string) => readonly [Amqp10ProblemCode, string] | undefined;
}

/** By constructor: part 1, 1.6. */
export const PRIMITIVES: ReadonlyMap<number, Primitive> = new Map<number, Primitive>([
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
  [0x56, { type: 'boolean', width: 1, read: (octets) => octets.readUInt8() !== 0, fault: notBoolean }],
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
  [0xa0, { type: 'binary', width: 'u8', read: (octets) => octets }],
  [0xb0, { type: 'binary', width: 'u32', read: (octets) => octets }],
  [0xa1, { type: 'string', width: 'u8', read: (octets) => decodeUtf8(octets), fault: notUtf8 }],
  [0xb1, { type: 'string', width: 'u32', read: (octets) => decodeUtf8(octets), fault: notUtf8 }],
  [0xa3, { type: 'symbol', width: 'u8', read: (octets) => decodeUtf8(octets), fault: notAscii }],
  [0xb3, { type: 'symbol', width: 'u32', read: (octets) => decodeUtf8(octets), fault: notAscii }],
]);

/** `start` is where the field begins, which the reader has passed by the constructor. */
export function readPrimitive(
  walk: Walk,
  primitive: Primitive,
  name: string,
  reader: Reader,
  start: number,
): ReadValue | undefined {
  const { type, width, read, fault } = primitive;
  const length = typeof width === 'number' ? width : reader[width]();
  const view = length === undefined ? undefined : reader.raw(length);
  if (view === undefined) return walk.report('AMQP10_TRUNCATED', start, reader.end, `${name} is cut short`);
  const octets = Buffer.from(view.buffer, view.byteOffset, view.length);
  const found = fault?.(octets, name);
  if (found !== undefined) walk.report(found[0], start, reader.offset, found[1]);
  return walk.leaf(name, { type, value: read(octets) }, start, reader.offset);
}

type Fault = ReturnType<NonNullable<Primitive['fault']>>;

function notBoolean([octet = 0]: Buffer): Fault {
  return octet > 1 ? ['AMQP10_BOOLEAN', `boolean octet ${octet}, must be 0 or 1`] : undefined;
}

function notUtf8(octets: Buffer, name: string): Fault {
  return isUtf8(octets) ? undefined : ['AMQP10_UTF8', `${name} is not UTF-8`];
}

function notAscii(octets: Buffer, name: string): Fault {
  return octets.some((octet) => octet > 0x7f) ? ['AMQP10_SYMBOL', `${name} is not ASCII`] : undefined;
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

function uuidText(octets: Buffer): string {
  const hex = octets.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
