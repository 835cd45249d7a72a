import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHex } from '../../bytes/hex.js';
import { decodeTable, encodeTable, tableText } from './field-table.js';
import type { Dialect } from './field-type.js';
import type { FieldTable, FieldTableValue } from './frame.js';
import { plain, table } from './plain-table.js';

const hex = (text: string) => parseHex(text) ?? Buffer.alloc(0);

/** One value of each type: its octet, its octets, what they mean in either dialect. */
const types: readonly (readonly [string, string, unknown, Dialect?])[] = [
  ['t', '01', true],
  ['b', 'FE', -2],
  ['B', 'FE', 254],
  ['u', 'FFFE', 65534],
  ['U', 'FFFE', -2, 'standard'],
  ['s', 'FFFE', -2, 'de-facto'],
  ['s', '02 6869', 'hi', 'standard'],
  ['I', 'FFFFFFFE', -2],
  ['i', 'FFFFFFFE', 4294967294],
  ['L', 'FFFFFFFFFFFFFFFE', -2n],
  ['l', 'FFFFFFFFFFFFFFFE', -2n, 'de-facto'],
  ['l', 'FFFFFFFFFFFFFFFE', 18446744073709551614n, 'standard'],
  ['f', '3FC00000', 1.5],
  ['d', '3FF8000000000000', 1.5],
  ['D', '02 FFFFFF85', { scale: 2, digits: -123 }],
  ['S', '00000006 ED959CEAB880', '한글'],
  ['S', '00000002 FFFE', Uint8Array.of(0xff, 0xfe)],
  ['x', '00000002 FFFE', Uint8Array.of(0xff, 0xfe), 'de-facto'],
  ['T', '000000006553F100', 1700000000n],
  ['V', '', null],
  [
    'A',
    '00000004 7401 7400',
    [
      { type: 't', value: true },
      { type: 't', value: false },
    ],
  ],
  ['F', '00000000', { entries: [] }],
];

function tableOf(type: string, octets: string): Buffer {
  const value = hex(octets);
  const body = Buffer.concat([hex('01 6B'), Buffer.from(type), value]);
  return Buffer.concat([Buffer.of(0, 0, 0, body.length), body]);
}

describe('a field table', () => {
  for (const [type, octets, value, only] of types) {
    for (const dialect of only ? [only] : (['standard', 'de-facto'] as const)) {
      it(`reads and writes ${type} ${octets} in the ${dialect} dialect`, () => {
        const bytes = tableOf(type, octets);
        const { table: read, problems } = decodeTable(bytes, { dialect });
        expect(problems).toEqual([]);
        expect(read?.entries).toHaveLength(1);
        const entry = read?.entries[0]?.value.value;
        expect(entry instanceof Uint8Array ? Uint8Array.from(entry) : entry).toEqual(value);
        expect(Buffer.from(encodeTable(read as FieldTable, dialect)).toString('hex')).toBe(bytes.toString('hex'));
      });
    }
  }

  it('knows U in the standard only, x in the de-facto dialect only', () => {
    const code = (bytes: Buffer, dialect: Dialect) =>
      decodeTable(bytes, { dialect }).problems.map((entry) => entry.code);
    expect(code(tableOf('U', '0001'), 'de-facto')).toEqual(['AMQP_TABLE_TYPE']);
    expect(code(tableOf('x', '00000000'), 'standard')).toEqual(['AMQP_TABLE_TYPE']);
    expect(code(tableOf('Z', '00'), 'de-facto')).toEqual(['AMQP_TABLE_TYPE']);
  });

  it('keeps order and repeated names', () => {
    const entries = ['b', 'a', 'b'].map((name, at) => ({ name, value: { type: 'I', value: at } }));
    expect(decodeTable(encodeTable({ entries })).table).toEqual({ entries });
    expect(plain({ entries })).toEqual({ b: 2, a: 1 });
  });

  it('keeps what came before the fault', () => {
    const { table: read, problems } = decodeTable(hex('0000 0008 | 01 61 7401 | 01 62 5A 00'));
    expect(read?.entries.map(({ name }) => name)).toEqual(['a']);
    expect(problems).toMatchObject([{ code: 'AMQP_TABLE_TYPE', span: { offset: 10, length: 1 } }]);
  });

  it('refuses lengths that lie', () => {
    for (const bytes of [
      '0000 0005 | 01 61 7401',
      '0000 0001 | 61',
      '0000 0002 | 01 61',
      '0000 0005 | 05 61 74 01 00',
      '0000 0009 | 01 61 53 0000 0005 61 62',
      '0000 0008 | 01 61 46 0000 0002 61',
      '0000 0008 | 01 61 41 0000 0003 74',
      '0000 0003 | 01 61 74',
    ]) {
      const { problems } = decodeTable(hex(bytes));
      expect(problems.map(({ code }) => code)).toContain('AMQP_TABLE_INVALID');
    }
  });

  it('checks field names', () => {
    const named = (name: Buffer) =>
      decodeTable(encodeRaw(Buffer.concat([Buffer.of(name.length), name, Buffer.from('V')]))).problems;
    expect(named(Buffer.from('x-match'))).toEqual([]);
    expect(named(Buffer.from('값'))).toEqual([]);
    expect(named(Buffer.from('7up')).map(({ code }) => code)).toEqual(['AMQP_TABLE_NAME']);
    expect(named(Buffer.from('\ufeffa')).map(({ code }) => code)).toEqual(['AMQP_TABLE_NAME']);
    expect(named(Buffer.alloc(129, 'a')).map(({ code }) => code)).toEqual(['AMQP_TABLE_NAME']);
    expect(named(Buffer.of(0xff)).map(({ code }) => code)).toEqual(['AMQP_STRING_UTF8']);
  });

  it('stops at its limits of depth and size', () => {
    let nested: FieldTable = { entries: [] };
    for (let depth = 0; depth < 200; depth++)
      nested = { entries: [{ name: 'k', value: { type: 'F', value: nested } }] };
    const bytes = encodeTable(nested);
    expect(decodeTable(bytes).problems.map(({ code }) => code)).toEqual(['AMQP_TABLE_DEPTH']);
    expect(decodeTable(bytes, { maximumDepth: 200 }).problems).toEqual([]);
    expect(decodeTable(bytes, { maximumSize: 64 }).problems.map(({ code }) => code)).toEqual(['AMQP_TABLE_SIZE']);
  });

  it('never throws and never reads past its end', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.constantFrom<Dialect>('standard', 'de-facto'),
        (noise, dialect) => {
          decodeTable(noise, { dialect });
          decodeTable(encodeRaw(noise), { dialect });
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is read as it was written, whatever it holds', () => {
    fc.assert(
      fc.property(tableArbitrary, (written) => {
        const { table: read, problems } = decodeTable(encodeTable(written));
        expect(problems.filter(({ code }) => code !== 'AMQP_TABLE_NAME')).toEqual([]);
        expect(read).toEqual(written);
      }),
    );
  });

  it('is built from plain values and read back', () => {
    const values = {
      'x-match': 'all',
      n: 5,
      big: 2 ** 40,
      half: 0.5,
      yes: true,
      none: null,
      list: ['a', 1],
      in: { a: 'b' },
    };
    expect(
      table(values)
        .entries.map(({ value }) => value.type)
        .join(''),
    ).toBe('SIldtVAF');
    expect(plain(table(values))).toEqual(values);
    const when = new Date(1_700_000_000_000);
    expect(plain(table({ when }))).toEqual({ when });
  });

  it('is shown in one line', () => {
    expect(tableText(table({ 'x-match': 'all', n: 5, list: ['a', null], in: { a: true } }))).toBe(
      '{x-match: "all", n: 5, list: ["a", void], in: {a: true}}',
    );
  });
});

function encodeRaw(body: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

const { value: valueArbitrary } = fc.letrec<{ value: FieldTableValue; table: FieldTable }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.boolean().map((value) => ({ type: 't', value })),
    fc.integer({ min: -128, max: 127 }).map((value) => ({ type: 'b', value })),
    fc.integer({ min: -32768, max: 32767 }).map((value) => ({ type: 's', value })),
    fc.integer().map((value) => ({ type: 'I', value })),
    fc.nat(0xffffffff).map((value) => ({ type: 'i', value })),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => ({ type: 'l', value })),
    fc.double({ noNaN: true }).map((value) => ({ type: 'd', value })),
    fc.string({ unit: 'grapheme', maxLength: 20 }).map((value) => ({ type: 'S', value })),
    fc.constant({ type: 'V', value: null }),
    fc.array(tie('value'), { maxLength: 4 }).map((value) => ({ type: 'A', value })),
    tie('table').map((value) => ({ type: 'F', value })),
  ),
  table: fc
    .array(fc.record({ name: fc.string({ unit: 'grapheme', maxLength: 8 }), value: tie('value') }), { maxLength: 4 })
    .map((entries) => ({ entries })),
}));

const tableArbitrary: fc.Arbitrary<FieldTable> = fc
  .array(fc.record({ name: fc.string({ unit: 'grapheme', maxLength: 8 }), value: valueArbitrary }), { maxLength: 5 })
  .map((entries) => ({ entries }));
