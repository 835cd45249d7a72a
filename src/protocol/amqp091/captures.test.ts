import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { beside } from '../../testing/oracles.js';
import { decodeFrame } from './decode.js';
import type { AmqpFrame } from './frame.js';
import { measureFrame } from './framing.js';

const found = beside('captures');
const available = found !== undefined;
const captures = found ?? '';

/** Classic little-endian pcap over Ethernet and IPv4, in order: what can be read in a few lines. */
const names = [
  'amqp091-exchanges-consume-get-amqplib',
  'amqp091-channel-and-connection-errors',
  'amqp091-confirms-returns-qos',
  'amqp091-big-body-400k-many-frames',
  'amqp091-many-channels-interleaved',
  'amqp091-tx-flow-recover-dripped-segments',
  'amqp091-amqp-tools-rabbitmq-c',
];

interface Pdu {
  readonly pdu: string;
  readonly size: number;
  readonly f: Readonly<Record<string, unknown>>;
}

describe.skipIf(!available)('frames that real clients and brokers sent', () => {
  for (const name of names) {
    it(`are read in ${name} as tshark reads them`, () => {
      const truth = readFileSync(join(captures, 'truth', `${name}.pcap.pdus.jsonl`), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Pdu)
        .map(({ pdu, size, f }) => `${pdu} ${size} ${f.channel}${detail(f)}`);
      const frames = directions(readFileSync(join(captures, `${name}.pcap`))).flatMap(framesOf);
      const ours = frames
        .filter(({ frame }) => frame.type !== 'protocol-header')
        .map(({ frame, size }) => words(frame, size));
      expect(ours.sort()).toEqual(truth.sort());
    });
  }
});

function framesOf(bytes: Buffer): { readonly frame: AmqpFrame; readonly size: number }[] {
  const frames = [];
  for (let offset = 0; offset < bytes.length; ) {
    const size = measureFrame(bytes, offset);
    if (size <= 0) break;
    const { frame, problems } = decodeFrame(bytes.subarray(offset, offset + size), { frameMax: 0x20000 });
    expect(problems).toEqual([]);
    if (frame) frames.push({ frame, size });
    offset += size;
  }
  return frames;
}

function words(frame: AmqpFrame, size: number): string {
  if (frame.type === 'protocol-header') return '';
  const name = frame.type === 'method' ? frame.method : frame.type;
  const values = frame.type === 'method' ? frame.arguments : {};
  const given = ['exchange', 'queue', 'routing-key', 'delivery-tag', 'reply-code'].map((key) => values[key] ?? '');
  const bodySize = frame.type === 'content-header' ? frame.bodySize : '';
  return `${name} ${size} ${frame.channel}|${given.join('|')}|${bodySize}`;
}

function detail(f: Pdu['f']): string {
  const of = (key: string) => f[`method.arguments.${key}`] ?? '';
  const given = ['exchange', 'queue', 'routing_key', 'delivery_tag', 'reply_code'].map(of);
  return `|${given.join('|')}|${f['header.body-size'] ?? ''}`;
}

/** The octets of each direction of each TCP connection, retransmissions dropped. */
function directions(file: Buffer): Buffer[] {
  expect(file.readUInt32LE(0)).toBe(0xa1b2c3d4);
  const streams = new Map<string, { parts: Buffer[]; next: number }>();
  for (let offset = 24; offset + 16 <= file.length; offset += 16 + file.readUInt32LE(offset + 8)) {
    const packet = file.subarray(offset + 16, offset + 16 + file.readUInt32LE(offset + 8));
    if (packet.readUInt16BE(12) !== 0x0800 || packet[23] !== 6) continue;
    const tcp = 14 + ((packet[14] ?? 0) & 15) * 4;
    const end = 14 + packet.readUInt16BE(16);
    const data = packet.subarray(tcp + ((packet[tcp + 12] ?? 0) >> 4) * 4, end);
    const key = `${packet.toString('hex', 26, 34)}${packet.toString('hex', tcp, tcp + 4)}`;
    const sequence = packet.readUInt32BE(tcp + 4);
    const synchronise = ((packet[tcp + 13] ?? 0) & 2) !== 0;
    const stream = streams.get(key) ?? { parts: [], next: sequence };
    streams.set(key, stream);
    if (synchronise) stream.next = sequence + 1;
    else if (sequence === stream.next && data.length > 0) {
      stream.parts.push(data);
      stream.next += data.length;
    }
  }
  return Array.from(streams.values(), ({ parts }) => Buffer.concat(parts));
}
