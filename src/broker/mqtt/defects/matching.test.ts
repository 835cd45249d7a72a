import { describe, expect, it } from 'vitest';
import { broken } from '../../conduct.js';
import { STRICT } from '../conduct.js';
import { MATCHING_DEFECTS } from './matching.js';

describe('matching with a defect', () => {
  it.each([
    ['case-insensitive-topics', 'A', 'a'],
    ['collapses-double-slash', 'a//b', 'a/b'],
    ['strips-trailing-slash', 'a/', 'a'],
    ['trims-topic', 'a ', 'a'],
    ['unicode-normalizes-topics', '\u00e9', 'e\u0301'],
    ['ignores-bom-when-matching', '\ufeffa', 'a'],
    ['delivers-unmatched-topic', 'a/b', 'a/c'],
    ['hash-matches-dollar-topics', '#', '$SYS/x'],
    ['plus-matches-dollar-topics', '+/x', '$SYS/x'],
    ['hash-matches-sibling', 'a/#', 'ab'],
    ['plus-matches-parent', 'a/+', 'a'],
    ['plus-matches-two-levels', 'a/+', 'a/b/c'],
    ['plus-matches-two-levels', 'a/+/d', 'a/b/c/d'],
  ])('%s: %s and %s match', (defect, filter, topic) => {
    expect(STRICT.matches(filter, topic)).toBe(false);
    expect(broken(STRICT, MATCHING_DEFECTS, new Set([defect])).matches(filter, topic)).toBe(true);
  });

  it.each([
    ['hash-misses-parent', 'a/#', 'a'],
    ['plus-misses-empty-level', 'a/+/c', 'a//c'],
  ])('%s: %s and %s do not match', (defect, filter, topic) => {
    expect(STRICT.matches(filter, topic)).toBe(true);
    expect(broken(STRICT, MATCHING_DEFECTS, new Set([defect])).matches(filter, topic)).toBe(false);
  });

  it.each(MATCHING_DEFECTS.map(({ id }) => id))('%s: what is equal still matches', (defect) => {
    const { matches } = broken(STRICT, MATCHING_DEFECTS, new Set([defect]));
    expect(matches('a/b', 'a/b')).toBe(true);
    expect(matches('a/b', 'x/y')).toBe(false);
  });
});
