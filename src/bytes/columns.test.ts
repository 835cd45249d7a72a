import { describe, expect, it } from 'vitest';
import { clip, columns, pad, wrap } from './columns.js';

describe('columns', () => {
  it.each([
    ['meter/7', 7],
    ['계량기', 6],
    ['e\u0301', 1],
    ['😀', 2],
    ['→ ✗', 3],
  ])('of %s are %i', (text, wide) => {
    expect(columns(text)).toBe(wide);
  });

  it('are kept to by clip and pad, whatever the script', () => {
    expect(clip('계량기/7', 6)).toBe('계량…');
    expect(pad('계량', 6)).toBe('계량  ');
  });
});

describe('wrap', () => {
  it('breaks between words', () => {
    expect(wrap('the broker closes the connection, sending nothing', 20)).toEqual([
      'the broker closes',
      'the connection,',
      'sending nothing',
    ]);
  });

  it('leaves what fits and what has no blank', () => {
    expect(wrap('short', 20)).toEqual(['short']);
    expect(wrap('features/mqtt5/3-control-packets/3.08-subscribe.feature:41', 20)).toHaveLength(1);
    expect(wrap('anything at all', Number.POSITIVE_INFINITY)).toEqual(['anything at all']);
  });

  it('counts wide characters twice', () => {
    expect(wrap('계량기 계량기', 8)).toEqual(['계량기', '계량기']);
  });
});
