import { describe, expect, it } from 'vitest';
import { hexRows } from '../bytes/hex.js';
import { dataOf, latin1, read, segment } from './testing/scripted-capture.js';

const hex = (text: string) => read(latin1(text));

describe('hex text', () => {
  it.each([
    'c0 00 d0 00',
    'C000D000\n',
    '  c0 00 | d0 00  # a ping and its answer\n',
    '# ping\n0xc0, 0x00\n# pong\n0xd0, 0x00\n',
    'c0:00:d0:00',
    String.raw`\xc0\x00\xd0\x00`,
    '0000  c0 00 d0 00                                       ....\n',
    '00000000  c0 00 d0 00                                       |....|\n00000004\n',
    '00000000: c000 d000                                ....\n',
    '0000  c0 00\n0002  d0 00\n',
  ])('%j is a stream of octets', async (text) => {
    const reading = await hex(text);
    expect(reading.lines).toEqual(['open 0', '0> \xc0\x00\xd0\x00 @1', 'close 0 end by undefined @1']);
    expect(reading.summary).toMatchObject({ format: 'hex', records: 1, problem: undefined });
  });

  it('does not take the text column of a short row for octets', async () => {
    expect(dataOf(await hex('0000  61 62                                             ab\n'))).toEqual(['0> ab @1']);
  });

  it('with frames of Ethernet is read as captured', async () => {
    const frame = (seq: number, data: string): string => {
      const octets = Uint8Array.from([...new Uint8Array(12), 8, 0, ...segment({ from: 'client', seq, data })]);
      const row = (offset: number, columns: string, text: string): string =>
        `${offset.toString(16).padStart(4, '0')}  ${columns.replace('  ', ' ').padEnd(50)}  ${text}`;
      return hexRows(octets)
        .map(({ offset, hex: columns, text }) => row(offset, columns, text))
        .join('\n');
    };
    const reading = await hex(`${frame(1, 'one')}\n\n${frame(4, 'two')}\n`);
    expect(dataOf(reading)).toEqual(['0> one @1', '0> two @2']);
    expect(reading.summary.records).toBe(2);
  });

  it.each([
    ['c0 0', '3 digits are no whole number of octets'],
    ['c0 00\nd0 zz', 'line 2 holds "z", which is no hexadecimal digit'],
  ])('%j is said to be wrong', async (text, why) => {
    const { lines, summary } = await hex(text);
    expect(lines).toEqual([]);
    expect(summary.problem).toMatchObject({ code: 'CAPTURE_HEX_BAD', why });
  });
});
