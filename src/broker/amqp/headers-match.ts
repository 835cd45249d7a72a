import { encodeTable } from '../../codec/amqp/field-table.js';
import type { FieldTable, FieldTableEntry, FieldTableValue } from '../../codec/amqp/frame.js';

/** What x-match may say; the two of RabbitMQ's count pairs that begin with x- too. */
export const matchKinds: readonly string[] = ['all', 'any', 'all-with-x', 'any-with-x'];

/** Do the headers of a message satisfy the arguments of a binding? Without x-match, `all` is meant. */
export function matchesHeaders(binding: FieldTable, headers: FieldTable): boolean {
  const kind = matchKind(binding);
  const pairs = binding.entries.filter(({ name }) => isCompared(name, kind));
  const matches = ({ name, value }: FieldTableEntry) =>
    headers.entries.some((header) => header.name === name && sameValue(value, header.value));
  return kind.startsWith('any') ? pairs.some(matches) : pairs.every(matches);
}

export function matchKind(binding: FieldTable): string {
  const value = binding.entries.find(({ name }) => name === 'x-match')?.value.value;
  return typeof value === 'string' ? value : 'all';
}

function isCompared(name: string, kind: string): boolean {
  if (name === 'x-match') return false;
  return kind.endsWith('-with-x') || !name.startsWith('x-');
}

/** A void asks for presence only; whole numbers compare across their widths, never with text. */
function sameValue(wanted: FieldTableValue, given: FieldTableValue): boolean {
  if (wanted.type === 'V') return true;
  const a = wholeNumber(wanted);
  const b = wholeNumber(given);
  if (a !== undefined || b !== undefined) return a === b;
  const octets = (value: FieldTableValue) =>
    Buffer.from(encodeTable({ entries: [{ name: 'v', value }] })).toString('hex');
  return octets(wanted) === octets(given);
}

function wholeNumber({ type, value }: FieldTableValue): bigint | undefined {
  return 'bBsuIilL'.includes(type) && (typeof value === 'number' || typeof value === 'bigint')
    ? BigInt(value)
    : undefined;
}
