import { expect, test } from 'vitest';
import { LineWriter } from './line-writer.js';
import { Snippet } from './snippet.js';

/** Everything that is written, put together; pages are given back at once, as a file does. */
function writer(): { readonly lines: LineWriter; readonly text: () => string } {
  const pieces: string[] = [];
  const lines = new LineWriter((bytes, done) => {
    pieces.push(new TextDecoder().decode(bytes));
    done();
  });
  return {
    lines,
    text: () => {
      lines.flush();
      return pieces.join('');
    },
  };
}

test('numbers are written as JavaScript writes them', () => {
  const numbers = [
    0,
    9,
    10,
    99,
    100,
    999,
    1000,
    9999,
    10_000,
    10_001,
    123_456,
    99_999_999,
    100_000_000,
    2 ** 32,
    2 ** 53,
  ];
  const { lines, text } = writer();
  for (const number of numbers) {
    lines.number(number);
    lines.text(' ');
  }
  expect(text()).toBe(`${numbers.join(' ')} `);
});

test('fractions of a second have nine digits', () => {
  const { lines, text } = writer();
  for (const nanos of [0, 7, 10_000, 123_456_789, 999_999_999]) lines.nanos(nanos);
  expect(text()).toBe('000000000000000007000010000123456789999999999');
});

test('snippets of every length follow one another without gaps', () => {
  const texts = Array.from({ length: 40 }, (_, length) => 'x'.repeat(length) + String(length));
  const { lines, text } = writer();
  for (const piece of texts) lines.snippet(new Snippet(piece));
  expect(text()).toBe(texts.join(''));
});

test('what stands at a mark is written once more, until it has been handed on', () => {
  const { lines, text } = writer();
  const mark = lines.mark();
  lines.snippet(new Snippet('"frame":12,"time":"1.5'));
  const length = lines.since(mark);
  lines.snippet(new Snippet('","stream":0;'));
  expect(lines.repeat(mark, length)).toBe(true);
  lines.flush();
  expect(lines.repeat(mark, length)).toBe(false);
  expect(text()).toBe('"frame":12,"time":"1.5","stream":0;"frame":12,"time":"1.5');
});

test('strings from the wire are escaped where they must be, and many pages keep their order', () => {
  const { lines, text } = writer();
  const bytes = new TextEncoder().encode('a"b\\c\u202e');
  let expected = '';
  for (let i = 0; i < 20_000; i++) {
    lines.string(bytes, 0, 1);
    lines.string(bytes, 0, bytes.length);
    lines.number(i);
    lines.endLine();
    expected += `"a""a\\"b\\\\c\\u202e"${i}`;
  }
  expect(text()).toBe(expected);
});
