import { describe, expect, it } from 'vitest';
import { Writer } from '../bytes/writer.js';
import type { CaptureSummary } from './capture-reader.js';
import { dataOf, latin1, read, segment } from './testing/scripted-capture.js';

/** Blocks in either byte order. */
class Order {
  constructor(readonly little: boolean) {}

  u32(value: number): Uint8Array {
    const octets = new Writer().u32(value >>> 0).bytes();
    return this.little ? octets.reverse() : octets;
  }

  u16(value: number): Uint8Array {
    const octets = new Writer().u16(value).bytes();
    return this.little ? octets.reverse() : octets;
  }

  block(type: number, ...body: readonly Uint8Array[]): Uint8Array {
    const content = join(...body);
    const total = 12 + content.length + (-content.length & 3);
    return join(this.u32(type), this.u32(total), content, new Uint8Array(-content.length & 3), this.u32(total));
  }

  section(...options: readonly Uint8Array[]): Uint8Array {
    return this.block(
      0x0a0d0d0a,
      this.u32(0x1a2b3c4d),
      this.u16(1),
      this.u16(0),
      this.u32(0xffffffff),
      this.u32(0xffffffff),
      ...options,
    );
  }

  interface(linkType: number, snapLength = 0, ...options: readonly Uint8Array[]): Uint8Array {
    return this.block(1, this.u16(linkType), this.u16(0), this.u32(snapLength), ...options);
  }

  option(code: number, value: Uint8Array): Uint8Array {
    return join(this.u16(code), this.u16(value.length), value, new Uint8Array(-value.length & 3));
  }

  enhanced(
    octets: Uint8Array,
    { id = 0, stamp = 0n, original = octets.length, options = [] as readonly Uint8Array[] } = {},
  ): Uint8Array {
    const high = this.u32(Number(stamp >> 32n));
    const low = this.u32(Number(stamp & 0xffffffffn));
    const padding = new Uint8Array(-octets.length & 3);
    return this.block(
      6,
      this.u32(id),
      high,
      low,
      this.u32(octets.length),
      this.u32(original),
      octets,
      padding,
      ...options,
    );
  }

  simple(octets: Uint8Array, original = octets.length): Uint8Array {
    return this.block(3, this.u32(original), octets);
  }

  obsolete(octets: Uint8Array, id = 0): Uint8Array {
    return this.block(
      2,
      this.u16(id),
      this.u16(9),
      this.u32(0),
      this.u32(0),
      this.u32(octets.length),
      this.u32(octets.length),
      octets,
    );
  }
}

const join = (...parts: readonly Uint8Array[]): Uint8Array =>
  parts
    .reduce((all, part) => all.raw(part), new Writer())
    .bytes()
    .slice();
const say = (seq: number, data: string): Uint8Array => segment({ from: 'client', seq, data });
const ether = (packet: Uint8Array): Uint8Array => join(new Uint8Array(12), Uint8Array.of(8, 0), packet);
const timeOf = ({ firstTime }: CaptureSummary): string =>
  `${firstTime?.seconds}.${String(firstTime?.nanos).padStart(9, '0')}`;

const little = new Order(true);
const big = new Order(false);

describe.each([
  ['little endian', little],
  ['big endian', big],
])('pcapng, %s', (_, order) => {
  it('holds packets in enhanced, simple and obsolete blocks', async () => {
    const file = join(
      order.section(),
      order.interface(101),
      order.enhanced(say(1, 'one')),
      order.simple(say(4, 'two')),
      order.obsolete(say(7, 'three')),
    );
    const reading = await read(file);
    expect(dataOf(reading)).toEqual(['0> one @1', '0> two @2', '0> three @3']);
    expect(reading.summary).toMatchObject({ format: 'pcapng', records: 3, problem: undefined });
  });

  it('steps over custom and unknown blocks, which are no records', async () => {
    const unknown = order.block(0x12345, new Uint8Array(3000));
    const custom = order.block(0xbad, order.u32(32_473), latin1('mine'));
    const file = join(
      order.section(),
      custom,
      order.interface(101),
      unknown,
      custom,
      order.enhanced(say(1, 'one')),
      custom,
    );
    for (const chunk of [file.length, 1, 100]) {
      expect(dataOf(await read(file, {}, chunk))).toEqual(['0> one @1']);
    }
  });

  it('passes comments and secrets on', async () => {
    const comment = (text: string): Uint8Array => order.option(1, latin1(text));
    const { lines } = await read(
      join(
        order.section(comment('the file'), order.option(0, new Uint8Array(0))),
        order.interface(101, 0, order.option(2, latin1('eth0')), comment('the card')),
        order.block(10, order.u32(0x544c534b), order.u32(5), latin1('KEYS!')),
        order.enhanced(say(1, 'one'), { options: [comment('the packet')] }),
      ),
    );
    expect(lines).toEqual([
      'comment on section 0: the file',
      'comment on interface 0: the card',
      'secrets 544c534b KEYS!',
      'open 0',
      '0> one @1',
      'comment on packet 1: the packet',
      'close 0 end by undefined @1',
    ]);
  });

  it.each([
    ['microseconds by default', 6, 1_700_000_000_123_456n, '1700000000.123456000'],
    ['nanoseconds', 9, 1_700_000_000_123_456_789n, '1700000000.123456789'],
    ['seconds', 0, 1_700_000_000n, '1700000000.000000000'],
    ['picoseconds, cut to nanoseconds', 12, 17_000_000_123_456_789n * 1000n + 999n, '17000000.123456789'],
    ['2^-10 s', 0x8a, 1_700_000_000n * 1024n + 1023n, '1700000000.999023437'],
    ['2^-30 s', 0x9e, (1_700_000_000n << 30n) + 1n, '1700000000.000000000'],
    ['2^-32 s', 0xa0, (1_700_000_000n << 32n) + 0x80000000n, '1700000000.500000000'],
  ])('reads times in %s exactly', async (_name, resolution, stamp, expected) => {
    const options = resolution === 6 ? [] : [order.option(9, Uint8Array.of(resolution))];
    const file = join(order.section(), order.interface(101, 0, ...options), order.enhanced(say(1, 'x'), { stamp }));
    expect(timeOf((await read(file)).summary)).toBe(expected);
  });

  it('adds if_tsoffset, which may be negative', async () => {
    const offset = (value: bigint): Uint8Array => {
      const octets = new Writer().u64(value).bytes();
      return order.option(14, order.little ? octets.reverse() : octets);
    };
    for (const [value, expected] of [
      [1000n, '1700001000.000001000'],
      [-1000n, '1699999000.000001000'],
      [5_000_000_000n, '6700000000.000001000'],
    ] as const) {
      const stamp = 1_700_000_000_000_001n;
      const file = join(
        order.section(),
        order.interface(101, 0, offset(value)),
        order.enhanced(say(1, 'x'), { stamp }),
      );
      expect(timeOf((await read(file)).summary)).toBe(expected);
    }
  });

  it('keeps link types and snap lengths of several interfaces apart', async () => {
    const file = join(
      order.section(),
      order.interface(101, 43),
      order.interface(1),
      order.enhanced(ether(say(1, 'one')), { id: 1 }),
      order.simple(say(4, 'two').slice(0, 43), 44 - 1),
      order.simple(join(say(7, 'abc'), new Uint8Array(1)), 50),
    );
    const reading = await read(file);
    expect(dataOf(reading)).toEqual(['0> one @1', '0> two @2', '0> abc @3']);
    expect(reading.summary.interfaces.map(({ linkName }) => linkName)).toEqual(['raw IP', 'Ethernet']);
    expect(reading.summary.cutRecords).toBe(1);
  });

  it.each([
    ['of an interface that is not described', (o: Order) => o.enhanced(say(1, 'one'), { id: 7 })],
    [
      'that claims more than it holds',
      (o: Order) => o.block(6, o.u32(0), o.u32(0), o.u32(0), o.u32(999), o.u32(999), latin1('abc')),
    ],
    ['too short to be one', (o: Order) => o.block(6, o.u32(0))],
    ['of secrets that end too early', (o: Order) => o.block(10, o.u32(1), o.u32(99), latin1('abc'))],
  ])('steps over a block %s', async (_name, bad) => {
    const file = join(order.section(), order.interface(101), bad(order), order.enhanced(say(1, 'one')));
    const { lines } = await read(file);
    expect(lines).toEqual(['CAPTURE_BLOCK_BAD @0', 'open 0', '0> one @1', 'close 0 end by undefined @1']);
  });

  it('cut anywhere gives what stands before, and says so', async () => {
    const file = join(
      order.section(),
      order.interface(101),
      order.enhanced(say(1, 'one')),
      order.enhanced(say(4, 'two')),
    );
    const blocks = [28, 48, 48 + 76, file.length];
    for (let length = 4; length < file.length; length++) {
      const { summary } = await read(file.slice(0, length));
      expect(summary.problem?.code ?? 'none').toBe(blocks.includes(length) ? 'none' : 'CAPTURE_TRUNCATED');
      expect(summary.records).toBe(length >= 48 + 76 ? 1 : 0);
    }
  });

  it.each([
    ['a length below 12', (o: Order) => join(o.u32(6), o.u32(8), o.u32(0))],
    ['a length beyond all reason', (o: Order) => join(o.u32(6), o.u32(0x7fffffff), o.u32(0))],
    ['two lengths that differ', (o: Order) => join(o.u32(6), o.u32(16), o.u32(0), o.u32(20))],
    ['a section without its magic', (o: Order) => o.block(0x0a0d0d0a, new Uint8Array(16))],
  ])('is damaged by %s, and what stands before is delivered', async (_name, bad) => {
    const file = join(
      order.section(),
      order.interface(101),
      order.enhanced(say(1, 'one')),
      bad(order),
      order.enhanced(say(4, 'two')),
    );
    const reading = await read(file);
    expect(reading.summary.problem?.code).toBe('CAPTURE_DAMAGED');
    expect(dataOf(reading)).toEqual(['0> one @1']);
  });
});

describe('pcapng sections', () => {
  it('may differ in byte order, and each describes its own interfaces', async () => {
    const file = join(
      little.section(),
      little.interface(101),
      little.enhanced(say(1, 'one')),
      big.section(),
      big.interface(1),
      big.enhanced(ether(say(4, 'two'))),
      little.section(),
      little.enhanced(say(7, 'lost')),
    );
    const reading = await read(file);
    expect(dataOf(reading)).toEqual(['0> one @1', '0> two @2']);
    expect(reading.summary.notices).toEqual({ CAPTURE_BLOCK_BAD: 1 });
  });
});
