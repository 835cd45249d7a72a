import { UsageError } from '../result/expectation.js';

/** `250ms`, `2s`, `1.5s`, `1m`, bare numbers are seconds → milliseconds. `where` is the flag, or the place in a file. */
export function parseDuration(where: string): (text: string) => number {
  return (text) => {
    const [, digits, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text.trim()) ?? [];
    const value = Number(digits) * (PER_UNIT[unit] ?? 0);
    if (value > 0) return value;
    throw new UsageError(
      `${where}: cannot read the time "${text}"`,
      'it is a number above 0 with ms, s or m behind it',
      'try:  2s, 500ms, 1m',
    );
  };
}

const PER_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** `clock,exclusive` → its parts; for flags that may be given several times. */
export function collectList(text: string, before: readonly string[] = []): string[] {
  return [...before, ...text.split(',').map((part) => part.trim())].filter((part) => part !== '');
}

export function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

export function parseCount(flag: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= 1) return value;
    throw new UsageError(
      `${flag}: cannot read the number "${text}"`,
      'it must be a whole number from 1 on',
      `try:  ${flag} 8`,
    );
  };
}

export function parsePort(flag: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= 0 && value <= 65_535 && text.trim() !== '') return value;
    throw new UsageError(
      `${flag}: cannot read the port "${text}"`,
      'it must be 0 to 65535; 0 takes a free one',
      `try:  ${flag} 0`,
    );
  };
}

/** `-v`, `-vv` */
export function increase(_: string, before: number): number {
  return before + 1;
}
