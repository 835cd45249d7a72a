import { describe, expect, it } from 'vitest';
import { Writer } from '../bytes/writer.js';
import { dataOf, ipv4, latin1, pcapOf, read, segment, tcp } from './testing/scripted-capture.js';

const hex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
const join = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.reduce((all, part) => all.raw(part), new Writer()).bytes());

const four = segment({ from: 'client', seq: 1, data: 'hello' });

/** An IPv6 packet from ::1 to ::2 whose first header after IP's own is `next`. */
const ipv6 = (next: number, payload: Uint8Array, length = payload.length): Uint8Array =>
  Uint8Array.from(
    new Writer()
      .u32(0x60000000)
      .u16(length)
      .u8(next)
      .u8(64)
      .raw(hex('00000000000000000000000000000001'))
      .raw(hex('00000000000000000000000000000002'))
      .raw(payload)
      .bytes(),
  );
const hello = tcp({ from: 'client', seq: 1, data: 'hello' });
const six = ipv6(6, hello);

const addresses = '020000000001 020000000002';
const cooked = '0000 0001 0006 000000000001 0000';

const links: readonly (readonly [name: string, linkType: number, header: string, packet: Uint8Array])[] = [
  ['Ethernet', 1, `${addresses} 0800`, four],
  ['Ethernet with IPv6', 1, `${addresses} 86dd`, six],
  ['one VLAN tag', 1, `${addresses} 8100 0007 0800`, four],
  ['two VLAN tags', 1, `${addresses} 88a8 0007 8100 0008 86dd`, six],
  ['five VLAN tags', 1, `${addresses} 9100 0001 9100 0002 8100 0003 8100 0004 8100 0005 0800`, four],
  ['LLC and SNAP', 1, `${addresses} 0035 aaaa03 000000 0800`, four],
  ['LLC and SNAP behind a VLAN tag', 1, `${addresses} 8100 0007 0035 aaaa03 000000 0800`, four],
  ['LLC alone', 1, `${addresses} 0030 060603`, four],
  ['MPLS', 1, `${addresses} 8847 00010040 00020140`, four],
  ['MPLS with IPv6', 1, `${addresses} 8847 00010140`, six],
  ['PPPoE', 1, `${addresses} 8864 11000001 002f 0021`, four],
  ['Linux cooked v1', 113, `${cooked} 0800`, four],
  ['Linux cooked v1 with a VLAN tag', 113, `${cooked} 8100 0007 86dd`, six],
  ['Linux cooked v2', 276, '0800 0000 00000001 0001 00 06 0000000000010000', four],
  ['null, little endian', 0, '02000000', four],
  ['null, big endian', 0, '00000002', four],
  ['null with the IPv6 of macOS', 0, '1e000000', six],
  ['loop', 108, '00000002', four],
  ['loop with the IPv6 of OpenBSD', 108, '00000018', six],
  ['PPP', 9, 'ff03 0021', four],
  ['raw IP (12)', 12, '', four],
  ['raw IP (14)', 14, '', six],
  ['raw IP (101)', 101, '', six],
  ['raw IPv4 (228)', 228, '', four],
  ['raw IPv6 (229)', 229, '', six],
];

describe('links', () => {
  it.each(links)('%s carries IP', async (_, linkType, header, packet) => {
    expect(dataOf(await read(pcapOf([join(hex(header), packet)], linkType)))).toEqual(['0> hello @1']);
  });

  it.each(links)('%s cut anywhere is no danger', async (_, linkType, header, packet) => {
    const whole = join(hex(header), packet);
    for (let length = 0; length < whole.length; length++) {
      const record = { octets: whole.slice(0, length), original: whole.length };
      const { summary } = await read(pcapOf([record], linkType));
      expect(summary.records).toBe(1);
    }
  });

  it('that nobody knows are said', async () => {
    const { lines, summary } = await read(pcapOf([four], 147));
    expect(lines).toEqual(['CAPTURE_LINK_UNKNOWN @1']);
    expect(summary.interfaces).toEqual([
      { linkType: 147, linkName: 'link type 147', snapLength: 262_144, name: undefined },
    ]);
  });

  it('pad short frames, and the padding is no payload', async () => {
    const padded = join(hex(`${addresses} 0800`), segment({ from: 'client', seq: 1, data: 'a' }), new Uint8Array(9));
    expect(dataOf(await read(pcapOf([padded, padded], 1)))).toEqual(['0> a @1']);
  });

  it('carry other things than IP', async () => {
    const { lines } = await read(pcapOf([hex(`${addresses} 0806 0001080006040001`)], 1));
    expect(lines).toEqual([]);
  });
});

describe('IPv4', () => {
  const tail = (protocol: number, payload: Uint8Array, at: number, more: boolean): Uint8Array =>
    ipv4(protocol, payload, 'client', 0, (more ? 0x2000 : 0) | (at >>> 3));
  const long = tcp({ from: 'client', seq: 1, data: 'abcdefghijklmnopqrstuvwxyz' });
  const fragments = [
    tail(6, long.slice(0, 16), 0, true),
    tail(6, long.slice(16, 32), 16, true),
    tail(6, long.slice(32), 32, false),
  ] as const;
  const [a, b, c] = fragments;

  it('may have options', async () => {
    expect(dataOf(await read(pcapOf([ipv4(6, hello, 'client', 0, 0, 40)])))).toEqual(['0> hello @1']);
  });

  it.each([
    ['in order', 3, [a, b, c]],
    ['in reverse', 3, [c, b, a]],
    ['shuffled and repeated', 4, [b, c, b, a, a, b, c]],
  ])('is put together of fragments %s', async (_, frame, records) => {
    const reading = await read(pcapOf(records));
    expect(dataOf(reading)).toEqual([`0> abcdefghijklmnopqrstuvwxyz @${frame}`]);
    expect(reading.summary.notices).toEqual({});
  });

  it('keeps the first copy where fragments overlap', async () => {
    const other = tail(6, join(latin1('XXXXXXXX'), long.slice(32)), 24, false);
    expect(dataOf(await read(pcapOf([b, other, a])))).toEqual(['0> abcdefghijklmnopqrstuvwxyz @3']);
  });

  it('says when fragments are missing', async () => {
    const { lines } = await read(pcapOf([a, c]));
    expect(lines).toEqual(['CAPTURE_FRAGMENTS_MISSING @1']);
  });

  it('keeps no more fragments than it may', async () => {
    const parts = Array.from({ length: 100 }, (_, id) => {
      const part = a.slice();
      part[5] = id;
      return part;
    });
    const { summary } = await read(pcapOf(parts), { maxFragmented: 10 });
    expect(summary.notices).toEqual({ CAPTURE_FRAGMENTS_MISSING: 100 });
  });

  it('of total length 0 (left to the network card) reaches to the end of the frame', async () => {
    const packet = four.slice();
    packet[2] = 0;
    packet[3] = 0;
    expect(dataOf(await read(pcapOf([packet])))).toEqual(['0> hello @1']);
  });

  it('that claims more than the frame had is believed in what the frame had', async () => {
    const packet = four.slice();
    packet[2] = 0xff;
    expect(dataOf(await read(pcapOf([packet])))).toEqual(['0> hello @1']);
  });

  it('of total length 0 in a frame that claims gigabytes is believed in what is there', async () => {
    const packet = four.slice();
    packet[2] = 0;
    packet[3] = 0;
    const reading = await read(pcapOf([{ octets: packet, original: 0xffff0000 }]));
    expect(reading.lines).toEqual(['open 0', '0> hello @1', 'close 0 end by undefined @1']);
  });

  it.each([
    ['a header of 16 octets', 0, 0x44],
    ['a total length shorter than the header', 3, 19],
  ])('with %s is bad', async (_, at, value) => {
    const packet = four.slice();
    packet[at] = value;
    expect((await read(pcapOf([packet], 228))).lines).toEqual(['CAPTURE_HEADER_BAD @1']);
  });

  it('may stand in IPv4 and in IPv6', async () => {
    expect(dataOf(await read(pcapOf([ipv4(4, four)])))).toEqual(['0> hello @1']);
    expect(dataOf(await read(pcapOf([ipv6(4, four)])))).toEqual(['0> hello @1']);
    expect(dataOf(await read(pcapOf([ipv4(41, six)])))).toEqual(['0> hello @1']);
  });
});

describe('IPv6', () => {
  it('may have extension headers', async () => {
    // hop-by-hop → routing → destination options → authentication (7 words) → TCP
    const chain = join(
      hex('2b00010400000000'),
      hex('3c00010400000000'),
      hex('3300010400000000'),
      hex('0605 0000 00000001 00000001 000000000000000000000000 00000000'),
    );
    expect(dataOf(await read(pcapOf([ipv6(0, join(chain, hello))])))).toEqual(['0> hello @1']);
  });

  it('is put together of fragments, and an atomic fragment is whole', async () => {
    const part = (at: number, more: number, payload: Uint8Array): Uint8Array =>
      ipv6(
        44,
        join(
          new Writer()
            .u8(6)
            .u8(0)
            .u16(at | more)
            .u32(99)
            .bytes(),
          payload,
        ),
      );
    expect(dataOf(await read(pcapOf([part(8, 0, hello.slice(8)), part(0, 1, hello.slice(0, 8))])))).toEqual([
      '0> hello @2',
    ]);
    expect(dataOf(await read(pcapOf([part(0, 0, hello)])))).toEqual(['0> hello @1']);
  });

  it('of payload length 0 reaches to the end of the frame', async () => {
    expect(dataOf(await read(pcapOf([ipv6(6, hello, 0)])))).toEqual(['0> hello @1']);
  });
});

describe('UDP', () => {
  const datagram = (data: string, length = 8 + data.length): Uint8Array =>
    new Writer().u16(5000).u16(1884).u16(length).u16(0).raw(latin1(data)).bytes();

  it('is handed over datagram by datagram', async () => {
    const back = new Writer().u16(1884).u16(5000).u16(10).u16(0).raw(latin1('ok')).bytes();
    const reading = await read(pcapOf([ipv4(17, datagram('one')), ipv4(17, back, 'server'), ipv4(17, datagram(''))]));
    expect(reading.lines).toEqual(['udp 0> one @1', 'udp 0< ok @2', 'udp 0>  @3']);
    expect(reading.summary.udpFlows).toBe(1);
  });

  it('says what the snap length cut off', async () => {
    const packet = ipv4(17, datagram('one', 20), 'client', 9);
    expect(dataOf(await read(pcapOf([{ octets: packet, original: packet.length + 9 }])))).toEqual(['udp 0> one +9 @1']);
  });
});

describe('TCP headers', () => {
  it.each([
    ['an offset below 5', 32, 0x40],
    ['an offset behind the packet', 32, 0xf0],
  ])('with %s are bad', async (_, at, value) => {
    const packet = segment({ from: 'client', seq: 1, data: 'abc' });
    packet[at] = value;
    expect((await read(pcapOf([packet]))).lines).toEqual(['CAPTURE_HEADER_BAD @1']);
  });

  it('that the snap length cut still name their connection', async () => {
    const octets = segment({ from: 'client', seq: 1, data: 'abc' });
    const { lines } = await read(pcapOf([{ octets: octets.slice(0, 36), original: octets.length }]));
    expect(lines).toEqual(['CAPTURE_RECORD_CUT @1', 'open 0', '0> gap 3 cut @1', 'close 0 end by undefined @1']);
  });
});
