import { describe, expect, it } from 'vitest';
import { broken, defectRows } from './conduct.js';

const STRICT = { greet: (name: string): string => `hello ${name}`, limit: 3 };
const row = defectRows<typeof STRICT>();

const rows = [
  row('shouts', 'x/1', 'shouts', { greet: (strict) => (name) => strict(name).toUpperCase() }),
  row('adds-a-mark', 'x/1', 'adds a mark', { greet: (strict) => (name) => `${strict(name)}, ok?` }),
  row('counts', ['x/1', 'x/2'], 'counts, and has no limit', () => {
    let count = 0;
    return { greet: (strict) => (name) => `${++count} ${strict(name)}`, limit: () => count };
  }),
];

const brokenBy = (...ids: readonly string[]) => broken(STRICT, rows, new Set(ids));

describe('a broken conduct', () => {
  it('is the strict one where no defect is on', () => {
    expect(brokenBy()).toEqual(STRICT);
  });

  it('leaves the strict one as it was', () => {
    brokenBy('shouts', 'counts');
    expect(STRICT.greet('you')).toBe('hello you');
    expect(STRICT.limit).toBe(3);
  });

  it('lays one defect over another in the order of the table, whatever the order they are named in', () => {
    expect(brokenBy('adds-a-mark', 'shouts').greet('you')).toBe('HELLO YOU, ok?');
  });

  it('gives the state of a defect to each broker anew', () => {
    const first = brokenBy('counts');
    first.greet('you');
    expect(first.greet('you')).toBe('2 hello you');
    expect(brokenBy('counts').greet('you')).toBe('1 hello you');
  });

  it('does not know a defect that is not in the table', () => {
    expect(brokenBy('whispers').greet('you')).toBe('hello you');
  });
});
