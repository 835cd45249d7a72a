import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { formatHex, formatHexStart, hexNumber, hexRows, parseHex } from './hex.js';

describe('hex', () => {
  it('is read with blanks, bars and line breaks between the digits, in any case', () => {
    expect(parseHex('82 19 | 00 0A\n0b')).toEqual(Buffer.of(0x82, 0x19, 0x00, 0x0a, 0x0b));
    expect(parseHex('')).toEqual(Buffer.alloc(0));
  });

  it('is none with half an octet or another letter', () => {
    expect(parseHex('82 1')).toBeUndefined();
    expect(parseHex('0x82')).toBeUndefined();
  });

  it('is written octet by octet, a number with as many digits as it has octets', () => {
    expect(formatHex(Buffer.of(0, 0x0a, 0xff))).toBe('00 0a ff');
    expect(formatHex(Buffer.of(1, 2), '')).toBe('0102');
    expect([formatHexStart(Buffer.of(1, 2), 2), formatHexStart(Buffer.of(1, 2, 3), 2)]).toEqual(['01 02', '01 02 …']);
    expect([hexNumber(5), hexNumber(0x81), hexNumber(0x9000, 4), hexNumber(1, 4)]).toEqual([
      '0x05',
      '0x81',
      '0x9000',
      '0x0001',
    ]);
  });

  it('is shown in rows of sixteen, with a gap in the middle and dots for what cannot be shown', () => {
    expect(hexRows(Buffer.from('MQTT\0\x7f\u00e9 and so on and on'))).toEqual([
      { offset: 0, hex: '4d 51 54 54 00 7f c3 a9  20 61 6e 64 20 73 6f 20', text: 'MQTT.... and so ' },
      { offset: 16, hex: '6f 6e 20 61 6e 64 20 6f  6e', text: 'on and on' },
    ]);
    expect(hexRows(Buffer.alloc(0))).toEqual([]);
  });
});
