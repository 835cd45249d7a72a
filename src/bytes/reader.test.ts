import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reader } from './reader.js';

const octets = Buffer.from('fffefdfcfbfaf9f8f7', 'hex');

/** What Node reads there; the reader must say the same. */
const reads: readonly (readonly [name: 'u8' | 'u16' | 'u32' | 'u64', size: number, oracle: (at: number) => unknown])[] =
  [
    ['u8', 1, (at) => octets.readUInt8(at)],
    ['u16', 2, (at) => octets.readUInt16BE(at)],
    ['u32', 4, (at) => octets.readUInt32BE(at)],
    ['u64', 8, (at) => octets.readBigUInt64BE(at)],
  ];

describe('a reader', () => {
  it.each(reads)('reads %s in network byte order and steps over it', (name, size, oracle) => {
    for (let at = 0; at + size <= octets.length; at++) {
      const reader = new Reader(octets, at);
      expect(reader[name]()).toBe(oracle(at));
      expect(reader.offset).toBe(at + size);
    }
  });

  it.each(reads)('answers nothing and stays where it is when %s does not fit', (name, size) => {
    for (let left = 0; left < size; left++) {
      const reader = new Reader(octets, 1, 1 + left);
      expect(reader[name]()).toBeUndefined();
      expect(reader.offset).toBe(1);
    }
  });

  it('gives octets as a view, and none where a length claims too many or is negative', () => {
    const reader = new Reader(octets, 1, 5);
    expect(reader.raw(5)).toBeUndefined();
    expect(reader.raw(-1)).toBeUndefined();
    expect(reader.sub(5)).toBeUndefined();
    expect(reader.raw(2)?.buffer).toBe(octets.buffer);
    expect(Buffer.from(reader.rest()).toString('hex')).toBe('fcfb');
    expect(reader.remaining).toBe(0);
  });

  it('sees nothing beyond its end, whatever it is told and asked', () => {
    const ask = fc.constantFrom('u8', 'u16', 'u32', 'u64', 'raw', 'sub', 'rest');
    const number = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(number, number, fc.array(fc.tuple(ask, number)), (from, to, asked) => {
        const reader = new Reader(octets, from, to);
        const end = Math.min(to, octets.length);
        for (const [what, length] of asked) {
          const inner = what === 'sub' ? reader.sub(length) : undefined;
          if (what === 'raw') reader.raw(length);
          else if (what !== 'sub') reader[what as 'u8' | 'rest']();
          expect(reader.offset).toBeLessThanOrEqual(end);
          expect(inner?.end ?? 0).toBeLessThanOrEqual(end);
        }
      }),
    );
  });
});
