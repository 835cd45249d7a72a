import { describe, expect, it } from 'vitest';
import { quoted, visible } from './text.js';

describe('visible text', () => {
  it('keeps letters of any script', () => {
    expect(visible('meter/7 한글 ü 🙂')).toBe('meter/7 한글 ü 🙂');
  });

  it('spells out controls, bidirectional and zero-width marks', () => {
    expect(visible('a\u001b[31mb')).toBe('a\\u{1b}[31mb');
    expect(visible('a\u009bb')).toBe('a\\u{9b}b');
    expect(visible('\u202eabc\u2066\u200b\ufeff')).toBe('\\u{202e}abc\\u{2066}\\u{200b}\\u{feff}');
    expect(visible('line\r\n')).toBe('line\\u{d}\\u{a}');
  });

  it('spells out half a surrogate pair', () => {
    expect(visible('\ud800')).toBe('\\u{d800}');
  });

  it('is put in quotes', () => {
    expect(quoted('a')).toBe('"a"');
  });
});
