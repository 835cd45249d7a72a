import { UsageError } from '../result/expectation.js';

/** `250ms`, `2s`, `1.5s`, `1m`, bare numbers are seconds → milliseconds. */
export function parseDuration(text: string): number {
  const [, digits, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text.trim()) ?? [];
  const value = Number(digits) * (perUnit[unit] ?? 0);
  if (!(value > 0))
    throw new UsageError(`cannot read the time "${text}"`, 'it must be more than 0', 'try:  2s, 500ms, 1m');
  return value;
}

const perUnit: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** `clock,exclusive` → its parts; for flags that may be given several times. */
export function collectList(text: string, before: readonly string[] = []): string[] {
  return [...before, ...text.split(',').map((part) => part.trim())].filter((part) => part !== '');
}

export function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

export function parseCount(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new UsageError(`cannot read the number "${text}"`, 'it must be a whole number from 1 on');
  return value;
}

export function parsePort(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535 || text.trim() === '')
    throw new UsageError(`cannot read the port "${text}"`, 'it must be 0 to 65535; 0 takes a free one');
  return value;
}

/** `-v`, `-vv` */
export function increase(_: string, before: number): number {
  return before + 1;
}
