import { describe, expect, it } from 'vitest';
import { topicMatches } from '../../protocol/mqtt/topic.js';
import { DefectSet } from '../defect.js';
import { Matcher } from './matcher.js';

/** From the examples of section 4.7, and around them. */
const CASES: readonly (readonly [filter: string, topic: string, matches: boolean])[] = [
  ['sport/tennis/player1/#', 'sport/tennis/player1', true],
  ['sport/tennis/player1/#', 'sport/tennis/player1/ranking', true],
  ['sport/tennis/player1/#', 'sport/tennis/player10', false],
  ['#', 'any/thing', true],
  ['#', '$SYS/x', false],
  ['+/x', '$SYS/x', false],
  ['$SYS/#', '$SYS/x', true],
  ['sport/+', 'sport', false],
  ['sport/+', 'sport/', true],
  ['sport/+', 'sport/a/b', false],
  ['+/+', '/finance', true],
  ['/+', '/finance', true],
  ['+', '/finance', false],
  ['a/+/c', 'a//c', true],
  ['a//b', 'a/b', false],
  ['A', 'a', false],
  ['a/', 'a', false],
  ['\u00e9', 'e\u0301', false],
  ['\ufeffa', 'a', false],
];

describe('matching', () => {
  const matcher = new Matcher(new DefectSet());
  it.each(CASES)('%s and %s: %s', (filter, topic, expected) => {
    expect(matcher.matches(filter, topic)).toBe(expected);
    expect(topicMatches(filter, topic)).toBe(expected);
  });

  it.each([
    ['case-insensitive-topics', 'A', 'a'],
    ['collapses-double-slash', 'a//b', 'a/b'],
    ['strips-trailing-slash', 'a/', 'a'],
    ['trims-topic', 'a ', 'a'],
    ['unicode-normalizes-topics', '\u00e9', 'e\u0301'],
    ['ignores-bom-when-matching', '\ufeffa', 'a'],
    ['hash-matches-sibling', 'a/#', 'ab'],
    ['hash-matches-dollar-topics', '#', '$SYS/x'],
    ['plus-matches-dollar-topics', '+/x', '$SYS/x'],
    ['plus-matches-parent', 'a/+', 'a'],
    ['plus-matches-two-levels', 'a/+', 'a/b/c'],
    ['delivers-unmatched-topic', 'a/b', 'a/c'],
  ] as const)('under %s, %s and %s', (defect, filter, topic) => {
    expect(new Matcher(new DefectSet([defect])).matches(filter, topic)).toBe(true);
  });
});
