import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { Writer } from './writer.js';

describe('a writer', () => {
  it('writes numbers in network byte order, the largest too', () => {
    const writer = new Writer().u8(0xfe).u16(0xfffd).u32(0xfffffffc).u64(0xfffffffffffffffbn).u64(5);
    const expected = Buffer.alloc(23);
    expected.writeUInt8(0xfe, 0);
    expected.writeUInt16BE(0xfffd, 1);
    expected.writeUInt32BE(0xfffffffc, 3);
    expected.writeBigUInt64BE(0xfffffffffffffffbn, 7);
    expected.writeBigUInt64BE(5n, 15);
    expect(writer.bytes()).toEqual(expected);
    expect(writer.length).toBe(23);
  });

  it('takes a negative number by its lowest bits', () => {
    expect(new Writer().u8(-1).u16(-2).u32(-3).u64(-4n).bytes().toString('hex')).toBe('fffffefffffffdfffffffffffffffc');
  });

  it('grows with what is written, and keeps it', () => {
    const writer = new Writer(1);
    for (let round = 0; round < 300; round++) writer.raw(Buffer.alloc(round, round));
    const written = writer.bytes();
    expect(written.length).toBe((299 * 300) / 2);
    expect(written.at(-1)).toBe(299 & 0xff);
    expect(written[0]).toBe(1);
  });
});
