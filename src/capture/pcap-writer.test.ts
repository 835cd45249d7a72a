import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCapture } from './capture-reader.js';
import type { TcpStream } from './flow.js';
import { createPcapWriter, type WriterTime } from './pcap-writer.js';
import { dataOf, latin1, read } from './testing/scripted-capture.js';

const client = { address: '192.0.2.1', port: 50_412 };
const server = { address: '192.0.2.2', port: 1883 };
const at = (nanos: number): WriterTime => 1_700_000_000_000_000_000n + BigInt(nanos);

function written(script: (writer: ReturnType<typeof createPcapWriter>) => void): Uint8Array {
  const parts: Uint8Array[] = [];
  script(createPcapWriter((bytes) => parts.push(Uint8Array.from(bytes))));
  return Buffer.concat(parts);
}

const conversation = (from = client, to = server): Uint8Array =>
  written((writer) => {
    const connection = writer.connect(from, to, at(1));
    connection.data('client', latin1('hello'), at(2));
    connection.data('server', latin1('x'.repeat(3_000)), { seconds: 1_700_000_001, nanos: 7 });
    connection.data('client', latin1('bye'), at(4_000_000_000));
    connection.close('server', at(4_000_000_001));
    connection.data('client', latin1('too late'), at(4_000_000_002));
    connection.close('client', at(4_000_000_003));
  });

describe('a written conversation', () => {
  it('is read back as it was said', async () => {
    const reading = await read(conversation());
    expect(dataOf(reading).map((line) => line.replace(/x+/, (all) => `${all.length}x`))).toEqual([
      '0> hello @4',
      '0< 1460x @5',
      '0< 1460x @6',
      '0< 80x @7',
      '0> bye @8',
    ]);
    expect(reading.lines.at(-1)).toBe('close 0 fin by 1 @9');
    expect(reading.summary).toMatchObject({
      records: 11,
      firstTime: { seconds: 1_700_000_000, nanos: 1 },
      lastTime: { seconds: 1_700_000_004, nanos: 1 },
      notices: {},
      problem: undefined,
    });
  });

  it.each([
    ['IPv6', '2001:db8::1', '::1', '2001:db8::1', '::1'],
    ['IPv6 with IPv4 in it', '64:ff9b::192.0.2.33', '::1', '64:ff9b::c000:221', '::1'],
    ['IPv4 in IPv6', '::ffff:192.0.2.9', '192.0.2.8', '192.0.2.9', '192.0.2.8'],
    ['a zone', 'fe80::1%eth0', 'fe80::2', 'fe80::1', 'fe80::2'],
    ['a host name', 'broker.example', '192.0.2.8', '127.0.0.1', '192.0.2.8'],
    ['both versions', '::1', '192.0.2.8', '127.0.0.1', '192.0.2.8'],
  ])('keeps its addresses: %s', async (_, from, to, source, target) => {
    const file = conversation({ ...client, address: from }, { ...server, address: to });
    const streams: TcpStream[] = [];
    const chunks = async function* () {
      yield file;
    };
    await readCapture(chunks(), {
      onOpen: (stream) => streams.push(stream),
      onData: () => undefined,
      onGap: () => undefined,
    });
    expect(streams[0]?.endpoints).toEqual([
      { address: source, port: 50_412 },
      { address: target, port: 1883 },
    ]);
    expect(streams[0]?.initiator).toBe(0);
  });

  it('may be one of many at once, and may end by a reset', async () => {
    const file = written((writer) => {
      const one = writer.connect(client, server, at(1));
      const two = writer.connect({ ...client, port: 50_413 }, server, at(2));
      two.data('client', latin1('b'), at(3));
      one.data('client', latin1('a'), at(4));
      one.close('server', at(5), 'rst');
    });
    const { lines } = await read(file);
    expect(lines).toEqual([
      'open 0',
      'open 1',
      '1> b @7',
      '0> a @8',
      'close 0 rst by 1 @9',
      'close 1 end by undefined @9',
    ]);
  });
});

const tshark = spawnSync('tshark', ['--version']).status === 0;
if (!tshark) console.warn('SKIPPED: no tshark; written captures are not read by another tool');

describe.skipIf(!tshark)('another tool', () => {
  it.each([
    ['IPv4', client, server],
    ['IPv6', { ...client, address: '2001:db8::1' }, { ...server, address: '2001:db8::2' }],
  ])('finds nothing wrong with it, checksums included: %s', (_, from, to) => {
    const folder = mkdtempSync(join(tmpdir(), 'conform-writer-'));
    try {
      const path = join(folder, 'written.pcap');
      writeFileSync(path, conversation(from, to));
      const checks = ['ip.check_checksum', 'tcp.check_checksum'].flatMap((name) => ['-o', `${name}:TRUE`]);
      const ask = (...more: string[]): string =>
        execFileSync('tshark', ['-n', '-r', path, ...checks, ...more], { encoding: 'utf8' });
      expect(
        ask('-Y', 'tcp.analysis.flags or _ws.malformed or tcp.checksum.status == 0 or ip.checksum.status == 0'),
      ).toBe('');
      const fields = ask('-T', 'fields', '-e', 'frame.time_epoch', '-e', 'tcp.len', '-e', 'tcp.checksum.status')
        .trim()
        .split('\n');
      expect(fields).toHaveLength(11);
      expect(fields[3]).toBe('1700000000.000000002\t5\t1');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
