import { describe, expect, it } from 'vitest';
import { topicMatches } from './topic.js';

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
  it.each(CASES)('%s and %s: %s', (filter, topic, expected) => {
    expect(topicMatches(filter, topic)).toBe(expected);
  });
});
