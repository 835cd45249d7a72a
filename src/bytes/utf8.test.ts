import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHex } from './hex.js';
import { decodeUtf8, findUtf8Fault } from './utf8.js';

const fault = (hex: string) => findUtf8Fault(parseHex(hex) ?? Buffer.alloc(0));

describe('UTF-8', () => {
  it.each([
    ['', 'nothing'],
    ['00', 'U+0000, which is UTF-8'],
    ['61 C2 80 DF BF', 'two octets'],
    ['E0 A0 80 EF BF BF ED 9F BF EE 80 80', 'three octets, around the surrogates'],
    ['F0 90 80 80 F4 8F BF BF', 'four octets, up to U+10FFFF'],
    ['EF BB BF', 'a byte order mark'],
  ])('%s is well-formed: %s', (hex) => {
    expect(fault(hex)).toBeUndefined();
  });

  it.each([
    ['61 ED A0 80', 'surrogate', 1, 3],
    ['ED B0 80', 'surrogate', 0, 3],
    ['C0 AF', 'overlong', 0, 2],
    ['E0 80 AF', 'overlong', 0, 3],
    ['F0 80 80 AF', 'overlong', 0, 4],
    ['F4 90 80 80', 'above-10ffff', 0, 4],
    ['F5 80 80 80', 'above-10ffff', 0, 4],
    ['61 62 E2 82', 'truncated', 2, 2],
    ['C3', 'truncated', 0, 1],
    ['C3 28', 'ill-formed', 0, 2],
    ['61 80', 'ill-formed', 1, 1],
    ['FF', 'ill-formed', 0, 1],
  ] as const)('%s is %s at %i', (hex, kind, offset, length) => {
    expect(fault(hex)).toEqual({ kind, offset, length });
  });

  it('is judged as the platform judges it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        expect(findUtf8Fault(bytes) === undefined).toBe(isUtf8(bytes));
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps a byte order mark when read', () => {
    expect(decodeUtf8(Buffer.from([0xef, 0xbb, 0xbf, 0x61]))).toBe('\ufeffa');
  });
});
