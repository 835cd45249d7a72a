import { describe, expect, it } from 'vitest';
import { Writer } from '../bytes/writer.js';
import { dataOf, pcapOf, read, segment } from './testing/scripted-capture.js';

const say = (seq: number, data: string): Uint8Array => segment({ from: 'client', seq, data });

/** A file of one kind: its magic as it stands in the file, its byte order, and the octets after a record's header. */
function fileOf(
  magic: number,
  little: boolean,
  extra: number,
  records: readonly Uint8Array[],
  fraction = 123_456,
): Uint8Array {
  const word = (value: number): Uint8Array =>
    little ? new Writer().u32(value).bytes().reverse() : new Writer().u32(value).bytes();
  const file = new Writer().u32(magic).raw(little ? Uint8Array.of(2, 0, 4, 0) : Uint8Array.of(0, 2, 0, 4));
  file.raw(word(0)).raw(word(0)).raw(word(65_535)).raw(word(101));
  for (const octets of records) {
    file.raw(word(1_700_000_000)).raw(word(fraction)).raw(word(octets.length)).raw(word(octets.length));
    file.raw(new Uint8Array(extra)).raw(octets);
  }
  return Uint8Array.from(file.bytes());
}

describe('classic pcap', () => {
  it.each([
    ['microseconds, big endian', 0xa1b2c3d4, false, 0, 123_456_000],
    ['microseconds, little endian', 0xd4c3b2a1, true, 0, 123_456_000],
    ['nanoseconds, big endian', 0xa1b23c4d, false, 0, 123_456],
    ['nanoseconds, little endian', 0x4d3cb2a1, true, 0, 123_456],
    ['modified, big endian', 0xa1b2cd34, false, 8, 123_456_000],
    ['modified, little endian', 0x34cdb2a1, true, 8, 123_456_000],
  ])('in %s', async (_, magic, little, extra, nanos) => {
    const reading = await read(fileOf(magic, little, extra, [say(1, 'one'), say(4, 'two')]));
    expect(dataOf(reading)).toEqual(['0> one @1', '0> two @2']);
    expect(reading.summary).toMatchObject({
      format: 'pcap',
      compressed: false,
      records: 2,
      capturedBytes: 86,
      firstTime: { seconds: 1_700_000_000, nanos },
      lastTime: { seconds: 1_700_000_000, nanos },
      interfaces: [{ linkType: 101, linkName: 'raw IP', snapLength: 65_535, name: undefined }],
      problem: undefined,
    });
  });

  it('carries a fraction of more than a second over', async () => {
    const { summary } = await read(fileOf(0xd4c3b2a1, true, 0, [say(1, 'x')], 2_500_000));
    expect(summary.firstTime).toEqual({ seconds: 1_700_000_002, nanos: 500_000_000 });
  });

  it('without records is whole and empty', async () => {
    const { lines, summary } = await read(pcapOf([]));
    expect(lines).toEqual([]);
    expect(summary).toMatchObject({ records: 0, firstTime: undefined, lastTime: undefined, problem: undefined });
  });

  it('cut anywhere gives what stands before, and says so', async () => {
    const file = pcapOf([say(1, 'one'), say(4, 'two')]);
    const record = 16 + 43;
    for (let length = 4; length < file.length; length++) {
      const { summary } = await read(file.slice(0, length));
      const whole = length === 24 || length === 24 + record;
      expect(summary.problem?.code ?? 'none').toBe(whole ? 'none' : 'CAPTURE_TRUNCATED');
      expect(summary.records).toBe(length >= 24 + record ? 1 : 0);
    }
  });

  it('with a length beyond all reason is damaged, and what stands before is delivered', async () => {
    const file = pcapOf([say(1, 'one'), say(4, 'two'), say(7, 'three')]);
    file[24 + 59 + 11] = 0x7f;
    const reading = await read(file);
    expect(dataOf(reading)).toEqual(['0> one @1']);
    expect(reading.summary.problem).toMatchObject({ code: 'CAPTURE_DAMAGED', offset: 24 + 59 });
  });

  it('may hold records longer than one read', async () => {
    const long = 'x'.repeat(40_000);
    const records = Array.from({ length: 60 }, (_, index) => say(1 + index * long.length, long));
    const { summary } = await read(pcapOf(records), {}, 1_000);
    expect(summary).toMatchObject({ records: 60, capturedBytes: 60 * 40_040 });
  });
});
