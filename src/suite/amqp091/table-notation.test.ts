import { describe, expect, it } from 'vitest';
import { encodeTable } from '../../protocol/amqp091/field-table.js';
import { UsageError } from '../../result/expectation.js';
import { parseFieldTable } from './table-notation.js';

const octets = (text: string) => Buffer.from(encodeTable(parseFieldTable(text))).toString('hex');

describe('field tables as features write them', () => {
  it.each([
    ['', '00000000'],
    ['a: 1', '00000007 016149 00000001'],
    ['a: -1', '00000007 016149 ffffffff'],
    ['a: 4294967296', '0000000b 01616c 0000000100000000'],
    ['a: true, b: false', '00000008 016174 01 016274 00'],
    ['a: word', '0000000b 016153 00000004 776f7264'],
    ['a: "two words"', '00000010 016153 00000009 74776f20776f726473'],
    ['a: ""', '00000007 016153 00000000'],
    ['a: V, b: V', '00000006 016156 016256'],
    ['a: 1.5', '0000000b 016164 3ff8000000000000'],
    ['a: b -1', '00000004 016162 ff'],
    ['a: T 1700000000', '0000000b 016154 000000006553f100'],
    ['x-match: all, a: 1', '00000017 07782d6d6174636853 00000003 616c6c 016149 00000001'],
    ['a: {b: true}', '0000000b 016146 00000004 016274 01'],
    ['a: [true, 5]', '0000000e 016141 00000007 7401 4900000005'],
    ['a: nested-2', '0000000e 016146 00000007 016146 00000000'],
    ['"": 1', '00000006 0049 00000001'],
    ['a: 1, a: 2', '0000000e 016149 00000001 016149 00000002'],
  ])('%s', (text, hex) => {
    expect(octets(text)).toBe(hex.replaceAll(' ', ''));
  });

  it.each(['a', 'a: {', 'a: 1 b: 2', ': 1', 'a: 1,, b: 2'])('says where it cannot read %s', (text) => {
    expect(() => parseFieldTable(text)).toThrow(UsageError);
  });
});
