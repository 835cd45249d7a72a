import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readCapture } from './capture-reader.js';
import { formatTime } from './capture-time.js';
import { dataOf, latin1, pcapOf, read, segment } from './testing/scripted-capture.js';

const folder = mkdtempSync(join(tmpdir(), 'conform-capture-'));
afterAll(() => rmSync(folder, { recursive: true }));

const say = (seq: number, data: string): Uint8Array => segment({ from: 'client', seq, data });
const silent = { onData: () => undefined, onGap: () => undefined };
const capture = pcapOf([say(1, 'one'), say(4, 'two'), say(7, 'three')]);

describe('a capture under gzip', () => {
  it('is read like the capture itself, whatever the chunks', async () => {
    const packed = gzipSync(capture);
    for (const chunk of [packed.length, 1, 30]) {
      const reading = await read(packed, {}, chunk);
      expect(dataOf(reading)).toEqual(['0> one @1', '0> two @2', '0> three @3']);
      expect(reading.summary).toMatchObject({ format: 'pcap', compressed: true, problem: undefined });
    }
  });

  it('may be of several members', async () => {
    const packed = Uint8Array.from([...gzipSync(capture.slice(0, 70)), ...gzipSync(capture.slice(70))]);
    expect((await read(packed)).summary.records).toBe(3);
  });

  it('that ends too early gives what could be unpacked', async () => {
    const packed = gzipSync(capture, { level: 0 });
    const reading = await read(packed.subarray(0, packed.length - 30));
    expect(dataOf(reading)).toEqual(['0> one @1', '0> two @2']);
    expect(reading.summary.problem?.code).toBe('CAPTURE_TRUNCATED');
  });

  it('that is damaged gives what stands before, but for the last few kilobytes', async () => {
    const records = Array.from({ length: 1_000 }, (_, index) => say(1 + index * 100, 'x'.repeat(100)));
    const packed = gzipSync(pcapOf(records), { level: 0 });
    packed.fill(0x55, packed.length - 8);
    const { summary } = await read(packed);
    expect(summary.problem?.code).toBe('CAPTURE_COMPRESSION_BAD');
    expect(summary.records).toBeGreaterThan(1_000 - (16 * 1024) / 156 - 1);
  });

  it('that blows up a thousandfold stays within bounds', async () => {
    const { summary } = await read(gzipSync(new Uint8Array(64 * 1024 * 1024)));
    expect(summary.problem?.code).toBe('CAPTURE_FOREIGN');
  });
});

describe('what is no capture', () => {
  it('is a file that does not exist', async () => {
    const { problem } = await readCapture(join(folder, 'nothing.pcap'), silent);
    expect(problem).toMatchObject({ code: 'CAPTURE_MISSING', why: 'there is no such file' });
  });

  it('is a directory', async () => {
    expect((await readCapture(folder, silent)).problem).toMatchObject({
      code: 'CAPTURE_UNREADABLE',
      why: 'it is a directory',
    });
  });

  it('is an empty file', async () => {
    expect((await read(new Uint8Array(0))).summary.problem?.code).toBe('CAPTURE_EMPTY');
    expect((await read(gzipSync(new Uint8Array(0)))).summary.problem?.code).toBe('CAPTURE_EMPTY');
  });

  it.each([
    ['\x7fELF\x02\x01\x01', 'it begins like neither'],
    ['{"a": 1}', 'it begins like neither'],
    ['the quick brown fox', 'it begins like neither'],
    ['\x28\xb5\x2f\xfd....', 'it is compressed with zstd'],
    ['PK\x03\x04', 'it is a zip archive'],
    ['snoop\0\0\0', 'it is a snoop capture'],
  ])('is a file that begins with %j', async (text, why) => {
    const { problem } = (await read(latin1(text))).summary;
    expect(problem?.code).toBe('CAPTURE_FOREIGN');
    expect(problem?.why).toContain(why);
  });

  it('is a source that breaks off; what came before is delivered', async () => {
    const data: number[] = [];
    async function* broken(): AsyncIterable<Uint8Array> {
      yield capture.subarray(0, 100);
      throw new Error('the pipe is gone');
    }
    const summary = await readCapture(broken(), { ...silent, onData: (...args) => data.push(args[5]) });
    expect(data).toEqual([1]);
    expect(summary.problem).toMatchObject({ code: 'CAPTURE_UNREADABLE', why: 'the pipe is gone' });
  });
});

describe('a growing file', () => {
  it('is followed until the signal', async () => {
    const path = join(folder, 'growing.pcap');
    writeFileSync(path, capture.subarray(0, 90));
    const stop = new AbortController();
    const frames: number[] = [];
    const summary = await readCapture(
      path,
      {
        ...silent,
        onData: (...args) => {
          frames.push(args[5]);
          if (frames.length === 3) stop.abort();
        },
        onChunk: () => {
          // The file pauses in the middle of the second record; its rest comes now.
          if (frames.length === 1) appendFileSync(path, capture.subarray(90));
        },
      },
      { follow: true, signal: stop.signal },
    );
    expect(frames).toEqual([1, 2, 3]);
    expect(summary).toMatchObject({ records: 3, problem: undefined });
  });

  it('stops waiting at once when told so', async () => {
    const path = join(folder, 'still.pcap');
    writeFileSync(path, capture);
    const closed: number[] = [];
    const stop = new AbortController();
    const onChunk = (): void => stop.abort();
    const onClose = (stream: { number: number }): number => closed.push(stream.number);
    await readCapture(path, { ...silent, onChunk, onClose }, { follow: true, signal: stop.signal });
    expect(closed).toEqual([0]);
  });
});

describe('a source that never ends', () => {
  it('is left when told so', async () => {
    const stop = new AbortController();
    const endless = new Readable({ read: () => undefined });
    endless.push(capture);
    const summary = await readCapture(endless, { ...silent, onData: () => stop.abort() }, { signal: stop.signal });
    expect(summary.records).toBe(3);
    endless.destroy();
  });
});

describe('progress', () => {
  it('is told after each chunk', async () => {
    const path = join(folder, 'progress.pcap');
    writeFileSync(path, capture);
    const told: unknown[] = [];
    const onChunk: (progress: { bytesRead: number; bytesTotal: number | undefined; records: number }) => void = (
      progress,
    ) => told.push([progress.bytesRead, progress.bytesTotal, progress.records]);
    await readCapture(path, { ...silent, onChunk });
    expect(told).toEqual([[capture.length, capture.length, 3]]);
  });
});

describe('times', () => {
  it.each([
    [1_700_000_000, 123_456_789, '1700000000.123456789'],
    [0, 1, '0.000000001'],
    [-1, 500_000_000, '-0.500000000'],
    [-2, 0, '-2.000000000'],
  ])('of %d s and %d ns are written exactly', (seconds, nanos, text) => {
    expect(formatTime(seconds, nanos)).toBe(text);
  });
});
