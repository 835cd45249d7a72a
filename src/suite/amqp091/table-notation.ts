import { Buffer } from 'node:buffer';
import type { FieldTable, FieldTableEntry, FieldTableValue } from '../../protocol/amqp091/frame.js';
import { UsageError } from '../../result/expectation.js';
import { wireText } from '../words/wire-name.js';

/**
 * Field tables as features write them: `x-match: all, a: 1, b: "two words", c: V, d: {e: true}, f: [1, l 2]`.
 * A bare word or a text in quotes is a long string (S), a whole number I or, where that is too small, l; a number
 * with a point is d; `true` and `false` are t. A letter in front says another type: `l 5`, `T 1700000000`, `b -1`.
 * `nested-64` is an empty table within 63 others.
 */
export function parseFieldTable(text: string): FieldTable {
  const cursor: Cursor = { text: text.trim(), at: 0 };
  const table = { entries: entries(cursor, '') };
  if (cursor.at < cursor.text.length) throw mistake(cursor);
  return table;
}

interface Cursor {
  readonly text: string;
  at: number;
}

function entries(cursor: Cursor, end: string): FieldTableEntry[] {
  const found: FieldTableEntry[] = [];
  while (!ends(cursor, end)) {
    const name = scan(cursor, /"(?:[^"\\]|\\.)*"|[^\s:,{}[\]"]+/y);
    scan(cursor, /:/y);
    found.push({ name: unquoted(name), value: value(cursor) });
    if (!ends(cursor, end)) scan(cursor, /,/y);
  }
  return found;
}

function value(cursor: Cursor): FieldTableValue {
  const opening = peek(cursor, /[{[]/y);
  if (opening === '{') return { type: 'F', value: { entries: within(cursor, '}', (inner) => entries(inner, '}')) } };
  if (opening === '[') return { type: 'A', value: within(cursor, ']', values) };
  const type = peek(cursor, /[a-zA-Z](?=\s+[^\s,}\]])/y);
  if (type !== undefined) scan(cursor, /[a-zA-Z]/y);
  const text = scan(cursor, /"(?:[^"\\]|\\.)*"|[^\s,{}[\]"]+/y);
  return type === undefined ? bare(text) : typed(type, unquoted(text));
}

function values(cursor: Cursor): FieldTableValue[] {
  const found: FieldTableValue[] = [];
  while (!ends(cursor, ']')) {
    found.push(value(cursor));
    if (!ends(cursor, ']')) scan(cursor, /,/y);
  }
  return found;
}

function within<T>(cursor: Cursor, end: string, read: (cursor: Cursor) => T): T {
  cursor.at += 1;
  const inner = read(cursor);
  scan(cursor, end === '}' ? /\}/y : /\]/y);
  return inner;
}

function bare(text: string): FieldTableValue {
  if (text === 'V') return { type: 'V', value: null };
  if (text === 'true' || text === 'false') return { type: 't', value: text === 'true' };
  if (/^-?\d+$/.test(text)) {
    const number = Number(text);
    return number === (number | 0) ? { type: 'I', value: number } : { type: 'l', value: BigInt(text) };
  }
  const depth = /^nested-(\d+)$/.exec(text)?.[1];
  if (depth !== undefined) return nested(Number(depth));
  if (/^-?\d+\.\d+$/.test(text)) return { type: 'd', value: Number(text) };
  return { type: 'S', value: unquoted(text) };
}

const nested = (depth: number): FieldTableValue => ({
  type: 'F',
  value: { entries: depth <= 1 ? [] : [{ name: 'a', value: nested(depth - 1) }] },
});

/** How the text after a type letter is read; what is not listed is a number. */
const TYPED_VALUES: Readonly<Record<string, (text: string) => FieldTableValue['value']>> = {
  t: (text) => text === 'true',
  S: (text) => text,
  x: (text) => Buffer.from(text, 'hex'),
  l: BigInt,
  L: BigInt,
  T: BigInt,
};

const typed = (type: string, text: string): FieldTableValue => ({
  type,
  value: (TYPED_VALUES[type] ?? Number)(text),
});

const unquoted = (text: string): string => (text.startsWith('"') ? wireText(JSON.parse(text) as string) : text);

function ends(cursor: Cursor, end: string): boolean {
  skipBlanks(cursor);
  return cursor.at >= cursor.text.length || (end !== '' && cursor.text.startsWith(end, cursor.at));
}

function scan(cursor: Cursor, pattern: RegExp): string {
  const found = peek(cursor, pattern);
  if (found === undefined) throw mistake(cursor);
  cursor.at += found.length;
  return found;
}

function peek(cursor: Cursor, pattern: RegExp): string | undefined {
  skipBlanks(cursor);
  pattern.lastIndex = cursor.at;
  return pattern.exec(cursor.text)?.[0];
}

function skipBlanks(cursor: Cursor): void {
  while (cursor.text[cursor.at] === ' ') cursor.at += 1;
}

const mistake = (cursor: Cursor): UsageError =>
  new UsageError(`cannot read the field table "${cursor.text}"`, `at character ${cursor.at + 1}`);
