import { describe, expect, it } from 'vitest';
import { Coverage } from './confirms.js';

describe('the confirms of a channel', () => {
  it('come one by one, in any order', () => {
    const coverage = new Coverage(1, 3);
    expect([2, 3, 1].map((tag) => coverage.take(tag, false))).toEqual([true, true, true]);
    expect(coverage.isComplete).toBe(true);
  });

  it('come together, and around what came alone', () => {
    const coverage = new Coverage(1, 4);
    expect(coverage.take(2, false)).toBe(true);
    expect(coverage.take(3, true)).toBe(true);
    expect(coverage.isComplete).toBe(false);
    expect(coverage.take(4, true)).toBe(true);
    expect(coverage.isComplete).toBe(true);
  });

  it.each([
    ['one that was answered', 1, false],
    ['several that were all answered', 2, true],
    ['number 0', 0, false],
    ['more than was published', 4, true],
  ])('do not answer %s', (_, tag, multiple) => {
    const coverage = new Coverage(1, 3);
    coverage.take(2, true);
    expect(coverage.take(tag, multiple)).toBe(false);
  });
});
