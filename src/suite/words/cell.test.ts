import { describe, expect, it } from 'vitest';
import { type Found, permits, writtenBit, writtenNumber } from './cell.js';

const number = (value: number): Found => ({
  value,
  text: String(value),
  equals: (written) => writtenNumber(written) === value,
});
const text = (value: string): Found => ({ value, text: value, equals: (written) => written === value });
const absent: Found = { value: undefined, equals: () => true };
const list = (...values: number[]): Found => ({ value: values, members: values.map(number), equals: () => false });

describe('a cell', () => {
  it.each([
    ['0x00 or 0x02', number(2), number(1)],
    ['0 or at least 4096', number(4096), number(4095)],
    ['80 to 98', number(98), number(99)],
    ['other than 0 or 1', number(2), number(1)],
    ['other than 0', number(1), absent],
    ['absent', absent, text('')],
    ['absent or 1', number(1), number(0)],
    ['present', text(''), absent],
    ['not empty', text('x'), text('')],
    ['/^[09]$/', number(9), number(8)],
    ['/a or b/', text('a or b'), text('a')],
    ['each 0 or 1', list(0, 1), list(0, 2)],
    ['each 0', list(), number(0)],
    ['desk', text('desk'), absent],
  ])('%s', (cell, good, bad) => {
    expect(permits(cell, good)).toBe(true);
    expect(permits(cell, bad)).toBe(false);
  });

  it('writes numbers in decimal or hex, with words behind them, and bits as numbers or words', () => {
    expect(['10', '0x81 Malformed Packet', '312 NO_ROUTE', '2 seconds'].map(writtenNumber)).toEqual([10, 0x81, 312, 2]);
    expect(() => writtenNumber('ten')).toThrow('"ten" is no number');
    expect(['1', 'true', '0', 'false'].map(writtenBit)).toEqual([true, true, false, false]);
  });
});
