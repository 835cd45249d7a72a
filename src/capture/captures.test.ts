import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { beside } from '../testing/oracles.js';
import type { CaptureProblemCode } from './capture-problem.js';
import { type CaptureSummary, readCapture } from './capture-reader.js';
import type { CaptureSink, GapReason } from './capture-sink.js';
import type { RecordSink } from './container.js';
import { containerOf } from './file-format.js';
import type { TcpStream } from './flow.js';

const found = beside('captures');
const available = found !== undefined;
const captures = found ?? '';
const names = available ? readdirSync(captures).filter((name) => /\.(pcap|pcapng|gz)$/.test(name)) : [];

/**
 * Custom blocks: tshark counts them as frames. They hold no packet, so they are no records here. In the captures named,
 * that is the whole difference.
 */
const customBlocks: Readonly<Record<string, number>> = {
  'hadrielk-be-test017.pcapng': 4,
  'hadrielk-le-test018.pcapng': 4,
  'hadrielk-le-test102.pcapng': 3,
  'hadrielk-le-test202.pcapng': 3,
  'mqtt-amqp-pcapng-multi-section-mixed-endian.pcapng': 1,
  'mqtt311-pcapng-big-endian-tsresol9-tsoffset.pcapng': 1,
};

const problems: Readonly<Record<string, CaptureProblemCode>> = {
  'amqp091-file-cut-mid-record.pcap': 'CAPTURE_TRUNCATED',
  'amqp091-pcapng-cut-mid-block.pcapng': 'CAPTURE_TRUNCATED',
};

describe.skipIf(!available)('captures by other hands', () => {
  it.each(names)('%s has the records and streams that tshark counts', async (name) => {
    const truth = JSON.parse(readFileSync(join(captures, 'truth', `${name}.summary.json`), 'utf8')) as {
      readonly packets: number;
      readonly tcpStreams: number;
    };
    const { summary } = await bytesOf(name);
    expect(summary.problem?.code).toBe(problems[name]);
    expect(summary.records).toBe(truth.packets - (customBlocks[name] ?? 0));
    expect(summary.tcpStreams).toBe(truth.tcpStreams);
  });

  it.each([
    ['mqtt311-out-of-order-segments.pcap', 'mqtt311-big-payload-mss1448-first-420.pcap'],
    ['mqtt311-overlapping-retransmissions.pcap', 'mqtt311-big-payload-mss1448-first-420.pcap'],
    ['mqtt311-tcp-sequence-wraparound.pcap', 'mqtt311-big-payload-mss1448-first-420.pcap'],
    ['mqtt311-big-payload-mss1448.pcap', 'mqtt311-big-payload-300k-segmented.pcap'],
    ['mqtt311-vlan-tagged.pcap', 'mqtt311-mosquitto-qos012-retain-will.pcap'],
    ['mqtt311-linktype-raw-ip.pcap', 'mqtt311-mosquitto-qos012-retain-will.pcap'],
    ['mqtt311-linktype-null-loopback.pcap', 'mqtt311-mosquitto-qos012-retain-will.pcap'],
    ['mqtt311-big-endian-microsecond.pcap', 'mqtt311-mosquitto-qos012-retain-will.pcap'],
    ['amqp091-out-of-order-segments.pcap', 'amqp091-exchanges-consume-get-amqplib.pcap'],
    ['amqp091-retransmitted-duplicates.pcap', 'amqp091-exchanges-consume-get-amqplib.pcap'],
    ['amqp091-resegmented-200-bytes.pcap', 'amqp091-exchanges-consume-get-amqplib.pcap'],
    ['amqp091-resegmented-520-bytes.pcap', 'amqp091-exchanges-consume-get-amqplib.pcap'],
    ['amqp091-linktype-loop-openbsd.pcap', 'amqp091-exchanges-consume-get-amqplib.pcap'],
    ['amqp091-qinq-double-vlan.pcap', 'amqp091-exchanges-consume-get-amqplib.pcap'],
    ['amqp091-big-endian-nanosecond.pcap', 'amqp091-exchanges-consume-get-amqplib.pcap'],
    ['amqp091-any-device-sll1.pcap', 'amqp091-nanosecond.pcap'],
    ['amqp091-any-device-sll2.pcap', 'amqp091-nanosecond.pcap'],
    ['mqtt-session-resume.pcapng.gz', 'mqtt-session-resume-offline-queue.pcap'],
    ['mqtt5-mqttjs-mixed.pcapng', 'mqtt5-mqttjs-mixed.pcap'],
    ['mqtt5-resegmented-24-bytes.pcap', 'mqtt5-mqttjs-mixed.pcap'],
  ])('%s holds the octets of %s', async (variant, plain) => {
    const [got, expected] = [await bytesOf(variant), await bytesOf(plain)];
    expect(got.gaps).toEqual([]);
    expect(got.streams).toEqual(expected.streams);
  });

  it('fragments give the octets of the unfragmented, as far as there are any', async () => {
    const got = await bytesOf('mqtt311-ipv4-fragments.pcap');
    const expected = await bytesOf('mqtt311-big-payload-300k-segmented.pcap');
    expect(got.gaps).toEqual([]);
    // The variant leaves out the datagrams at the end of each connection.
    const beginnings = got.streams.map((stream, index) => {
      const [forth = '', back = ''] = stream.split(' ');
      const [allForth = '', allBack = ''] = expected.streams[index]?.split(' ') ?? [];
      return allForth.startsWith(forth) && allBack.startsWith(back) && forth.length + back.length > 80;
    });
    expect(beginnings).toEqual([true, true, true]);
  });

  it.each([
    ['mqtt311-capture-loss-gaps.pcap', ['2896 lost', '1448 lost']],
    ['amqp091-capture-loss-gaps.pcap', ['83 lost', '83 lost']],
    ['mqtt5-capture-loss-gaps.pcap', ['24 lost', '24 lost', '2 lost']],
  ])('%s says what was lost', async (name, gaps) => {
    expect((await bytesOf(name)).gaps).toEqual(gaps);
  });

  it('in a pcapng keep their times exactly', async () => {
    const times: string[] = [];
    const onData: CaptureSink['onData'] = (...args) => times.push(`${args[6]}.${String(args[7]).padStart(9, '0')}`);
    await readCapture(join(captures, 'mqtt-dumpcap-two-interfaces.pcapng'), { onData, onGap: () => undefined });
    expect(times[0]).toMatch(/^\d{10}\.\d{9}$/);
    expect(new Set(times.map((time) => time.slice(-3))).size).toBeGreaterThan(10);
  });

  it('pass secrets and comments on', async () => {
    const found: string[] = [];
    const sink: CaptureSink = {
      onData: () => undefined,
      onGap: () => undefined,
      onSecrets: ({ type, data }) => found.push(`${type.toString(16)} ${data.length > 100}`),
      onComment: ({ on }) => found.push(on),
    };
    await readCapture(join(captures, 'mqtt-tls13-8883-with-dsb.pcapng'), sink);
    expect(found).toContain('544c534b true');
    await readCapture(join(captures, 'mqtt311-pcapng-big-endian-tsresol9-tsoffset.pcapng'), sink);
    expect(found).toContain('packet');
  });
});

interface ParsedPacket {
  readonly header: {
    readonly capturedLength: number;
    readonly originalLength: number;
    readonly timestampSeconds: number;
  };
  readonly data: Uint8Array;
}
interface Parser {
  on(event: 'packet', listener: (packet: ParsedPacket) => void): void;
  on(event: 'end' | 'error', listener: () => void): void;
}
const pcapParser = createRequire(import.meta.url)('pcap-parser') as { parse(path: string): Parser };

/** The kinds that pcap-parser knows. */
const classic = names.filter((name) => {
  const magic = readFileSync(join(captures, name)).subarray(0, 4).toString('hex');
  return magic === 'a1b2c3d4' || magic === 'd4c3b2a1';
});

describe.skipIf(!available)('records of classic pcap', () => {
  it.each(classic)('in %s are those of pcap-parser', async (name) => {
    const expected = await new Promise<string[]>((resolve) => {
      const records: string[] = [];
      const parser = pcapParser.parse(join(captures, name));
      parser.on('packet', ({ header, data }) => {
        records.push(`${header.timestampSeconds} ${header.originalLength} ${Buffer.from(data).toString('hex')}`);
      });
      parser.on('end', () => resolve(records));
      parser.on('error', () => resolve(records));
    });
    expect(recordsOf(readFileSync(join(captures, name)))).toEqual(expected);
  });
});

function recordsOf(file: Uint8Array): string[] {
  const records: string[] = [];
  const sink: RecordSink = {
    addInterface: () => 0,
    record: (buffer, start, end, original, _handle, seconds) => {
      records.push(`${seconds} ${original} ${Buffer.from(buffer.subarray(start, end)).toString('hex')}`);
    },
    bytes: () => undefined,
    comment: () => undefined,
    secrets: () => undefined,
    badBlock: () => undefined,
  };
  const container = containerOf(file, 'the file', sink);
  if ('push' in container) container.push(file, 0, file.length);
  return records;
}

interface Octets {
  readonly summary: CaptureSummary;
  /** By stream: what each side sent, in hex, without empty streams. */
  readonly streams: readonly string[];
  /** "24 lost", in the order of the capture. */
  readonly gaps: readonly string[];
}

async function bytesOf(name: string): Promise<Octets> {
  const streams = new Map<number, readonly [Uint8Array[], Uint8Array[]]>();
  const gaps: string[] = [];
  const summary = await readCapture(join(captures, name), {
    onOpen: (stream: TcpStream) => streams.set(stream.number, [[], []]),
    onData: (stream, direction, buffer, start, end) => {
      streams.get(stream.number)?.[direction].push(Uint8Array.from(buffer.subarray(start, end)));
    },
    onGap: (_stream, _direction, bytes: number, reason: GapReason) => gaps.push(`${bytes} ${reason}`),
  });
  const hex = (parts: readonly Uint8Array[]): string => Buffer.concat(parts).toString('hex');
  return { summary, gaps, streams: [...streams.values()].map(([a, b]) => `${hex(a)} ${hex(b)}`) };
}
