import { encodeTable } from '../../protocol/amqp091/field-table.js';
import type { FieldTable, FieldTableEntry, FieldTableValue } from '../../protocol/amqp091/frame.js';

/** What x-match may say; the two of RabbitMQ's count pairs that begin with x- too. */
export const MATCH_KINDS: readonly string[] = ['all', 'any', 'all-with-x', 'any-with-x'];

/** How bindings of headers exchanges are read. */
export interface HeadersRules {
  /** From what x-match says, if anything. */
  readonly kind: (given: string | undefined) => string;
  readonly isCompared: (name: string, kind: string) => boolean;
  readonly sameName: (wanted: string, given: string) => boolean;
  readonly sameValue: (wanted: FieldTableValue, given: FieldTableValue) => boolean;
  /** What `all` means where nothing is asked. */
  readonly matchesNothingAsked: boolean;
}

/** Without x-match, `all` is meant; pairs that begin with x- are not compared; a void asks for presence only. */
export const standardRules: HeadersRules = {
  kind: (given) => given ?? 'all',
  isCompared: (name, kind) => name !== 'x-match' && (kind.endsWith('-with-x') || !name.startsWith('x-')),
  sameName: (wanted, given) => wanted === given,
  sameValue: (wanted, given) => wanted.type === 'V' || sameHeader(wanted, given),
  matchesNothingAsked: true,
};

/** Do the headers of a message satisfy the arguments of a binding? */
export function matchesHeaders(binding: FieldTable, headers: FieldTable, rules = standardRules): boolean {
  const kind = rules.kind(matchKind(binding));
  const pairs = binding.entries.filter(({ name }) => rules.isCompared(name, kind));
  const matches = ({ name, value }: FieldTableEntry) =>
    headers.entries.some((header) => rules.sameName(name, header.name) && rules.sameValue(value, header.value));
  if (kind.startsWith('any')) return pairs.some(matches);
  return pairs.length === 0 ? rules.matchesNothingAsked : pairs.every(matches);
}

export function matchKind(binding: FieldTable): string | undefined {
  const value = binding.entries.find(({ name }) => name === 'x-match')?.value.value;
  return typeof value === 'string' ? value : undefined;
}

/** Whole numbers compare across their widths, never with text. */
export function sameHeader(wanted: FieldTableValue, given: FieldTableValue): boolean {
  const a = wholeNumber(wanted);
  const b = wholeNumber(given);
  if (a !== undefined || b !== undefined) return a === b;
  return octets(wanted) === octets(given);
}

function octets(value: FieldTableValue): string {
  return Buffer.from(encodeTable({ entries: [{ name: 'v', value }] })).toString('hex');
}

/** Of any width; nothing for what is no whole number. */
export function wholeNumber({ type, value }: FieldTableValue): bigint | undefined {
  return 'bBsuIilL'.includes(type) && (typeof value === 'number' || typeof value === 'bigint')
    ? BigInt(value)
    : undefined;
}
