import { UsageError } from '../../result/expectation.js';

/** What was received, as a cell looks at it. */
export interface Found {
  /** Undefined where the field or argument is absent. */
  readonly value: unknown;
  /** For patterns and "not empty"; what has no text meets neither. */
  readonly text?: string;
  /** For "each …": the members of a list. */
  readonly members?: readonly Found[];
  /** Is it the one value that is written there? */
  readonly equals: (written: string) => boolean;
}

/**
 * Does it meet the cell? `0x00 or 0x02`, `absent`, `present`, `not empty`, `80 to 98`, `at least 4096`, `other than 0`,
 * `each 0 or 1`, `/a pattern/`, or the value itself.
 */
export function permits(cell: string, found: Found): boolean {
  const pattern = /^\/(.*)\/$/s.exec(cell)?.[1];
  if (pattern !== undefined) return found.text !== undefined && new RegExp(pattern, 's').test(found.text);
  const each = /^each (.*)$/s.exec(cell)?.[1];
  if (each !== undefined) return found.members?.every((one) => permits(each, one)) === true;
  const excluded = /^other than (.*)$/s.exec(cell)?.[1];
  if (excluded !== undefined) return found.value !== undefined && !isAmong(excluded, found);
  return isAmong(cell, found);
}

/** `0x81 Malformed Packet`, `312 NO_ROUTE`, `10`, `2 seconds` → the number. */
export function writtenNumber(text: string): number {
  const found = /^(?:0x[0-9A-Fa-f]+|\d+(?:\.\d+)?)/.exec(text);
  if (found === null) throw new UsageError(`"${text}" is no number`);
  return Number(found[0]);
}

/** A bit: `1` and `0`, or `true` and `false`. */
export function writtenBit(text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return writtenNumber(text) === 1;
}

const isAmong = (cell: string, found: Found): boolean => cell.split(' or ').some((one) => isOne(one.trim(), found));

function isOne(written: string, found: Found): boolean {
  const { value, text } = found;
  if (written === 'absent') return value === undefined;
  if (value === undefined) return false;
  if (written === 'present') return true;
  if (written === 'not empty') return text !== undefined && text !== '';
  const [, from, to] = /^(\d+) to (\d+)$/.exec(written) ?? [];
  if (from !== undefined) return Number(value) >= Number(from) && Number(value) <= Number(to);
  const least = /^at least (\d+)$/.exec(written)?.[1];
  return least === undefined ? found.equals(written) : Number(value) >= Number(least);
}
