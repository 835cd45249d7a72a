import { isTable } from './field-table.js';
import { isDecimal } from './field-type.js';
import type { FieldTable, FieldTableValue } from './frame.js';

/** Values as JavaScript has them; a `Date` is a timestamp, a `Uint8Array` a byte array. */
export type PlainValue =
  | boolean
  | number
  | bigint
  | string
  | null
  | Date
  | Uint8Array
  | readonly PlainValue[]
  | { readonly [name: string]: PlainValue };

export type PlainTable = { readonly [name: string]: PlainValue };

/** `table({ 'x-match': 'all', n: 5 })`, in the types that every broker understands: t I l d S A T F V (and x). */
export function table(plainTable: PlainTable): FieldTable {
  return { entries: Object.entries(plainTable).map(([name, value]) => ({ name, value: tableValue(value) })) };
}

/**
 * A table read back. Of a repeated name the last value stays; whole numbers beyond 2^53 are bigints;
 * a decimal becomes a number.
 */
export function plain(fieldTable: FieldTable): PlainTable {
  const values: Record<string, PlainValue> = Object.create(null);
  for (const { name, value } of fieldTable.entries) values[name] = plainValue(value);
  return { ...values };
}

function tableValue(value: PlainValue): FieldTableValue {
  if (value === null) return { type: 'V', value };
  if (typeof value === 'boolean') return { type: 't', value };
  if (typeof value === 'string') return { type: 'S', value };
  if (typeof value === 'bigint') return { type: 'l', value };
  if (typeof value === 'number') return numberValue(value);
  if (value instanceof Date) return { type: 'T', value: BigInt(Math.floor(value.getTime() / 1000)) };
  if (value instanceof Uint8Array) return { type: 'x', value };
  if (Array.isArray(value)) return { type: 'A', value: value.map(tableValue) };
  return { type: 'F', value: table(value as PlainTable) };
}

function numberValue(value: number): FieldTableValue {
  if (!Number.isSafeInteger(value)) return { type: 'd', value };
  return value === (value | 0) ? { type: 'I', value } : { type: 'l', value: BigInt(value) };
}

function plainValue({ type, value }: FieldTableValue): PlainValue {
  if (isTable(value)) return plain(value);
  if (Array.isArray(value)) return (value as readonly FieldTableValue[]).map(plainValue);
  if (isDecimal(value)) return value.digits / 10 ** value.scale;
  if (typeof value !== 'bigint') return value as PlainValue;
  if (type === 'T') return value < 8_640_000_000_000n ? new Date(Number(value) * 1000) : value;
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}
