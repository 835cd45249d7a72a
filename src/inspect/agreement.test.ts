import { Buffer } from 'node:buffer';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import { readCapture } from '../capture/capture-reader.js';
import { decodeFrame } from '../protocol/amqp091/decode.js';
import { AmqpFacts } from '../protocol/amqp091/facts.js';
import { AmqpScan, scanAmqp } from '../protocol/amqp091/scan.js';
import { decodePacket } from '../protocol/mqtt/decode.js';
import { MqttFacts } from '../protocol/mqtt/facts.js';
import type { MqttVersion } from '../protocol/mqtt/packet.js';
import { MqttScan, scanMqtt } from '../protocol/mqtt/scan.js';
import { beside, fixture } from '../testing/oracles.js';
import { decodeCapture } from './decode-capture.js';
import { Inspector } from './inspector.js';
import type { PacketView } from './packet-view.js';
import { recordOf } from './record.js';
import type { Look } from './views/look.js';
import { NdjsonView } from './views/ndjson-view.js';
import { StatisticsView } from './views/statistics-view.js';

/** The quick paths agree with the codecs and with the record, on every capture and on packets with wrong octets. */

const folders = [beside('captures'), fixture('')].filter((folder) => folder !== undefined);
const captures = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.(pcap|pcapng|gz)$/.test(name))
    .map((name) => join(folder, name)),
);

const SAMPLED = /mqtt5-mosq|mqtt311-mosq|exchanges-consume-get|confirms-returns/;
const sampled = captures.some((name) => SAMPLED.test(name));

interface Sample {
  readonly bytes: Uint8Array;
  readonly version: MqttVersion | undefined;
  readonly fromClient: boolean | undefined;
}

describe.skipIf(captures.length === 0)('the quick way and the thorough way', () => {
  it('call the same packets well-formed', async () => {
    const wrong: string[] = [];
    for (const path of captures) {
      await read(path, (view) => {
        const { facts, from } = view;
        if (view.kind !== 'packet') return;
        if (facts instanceof MqttFacts && facts.scan.plain) {
          const version = facts.version === 0 ? {} : { version: facts.version as MqttVersion };
          const { packet, problems } = decodePacket(view.bytes(), { ...version, from: from ?? undefined });
          if (problems.length > 0 || packet?.type !== view.name) wrong.push(`${path} #${view.n} ${problems[0]?.code}`);
        }
        if (facts instanceof AmqpFacts && view.name !== 'protocol-header' && facts.scan.plain) {
          const { problems } = decodeFrame(view.bytes(), from === null ? {} : { from });
          if (problems.length > 0) wrong.push(`${path} #${view.n} ${problems[0]?.code}`);
        }
      });
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('write the same lines', async () => {
    for (const path of captures) {
      const records: unknown[] = [];
      const lines: string[] = [];
      const view = new NdjsonView((bytes, done) => {
        lines.push(Buffer.from(bytes).toString('utf8'));
        done();
      });
      await read(path, (packet) => {
        records.push(JSON.parse(JSON.stringify(recordOf(packet))));
        view.onPacket(packet);
      });
      view.flush();
      const written = lines
        .join('')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as unknown);
      expect({ path, written }).toEqual({ path, written: records });
    }
  }, 60_000);

  it('count the same packets', async () => {
    for (const path of captures) {
      const counts = await Promise.all((['counts', 'fields'] as const).map((level) => statistics(path, level)));
      expect({ path, counts: counts[0] }).toEqual({ path, counts: counts[1] });
    }
  }, 60_000);

  it.skipIf(!sampled)(
    'call no packet plain in which the codec finds a fault, whatever octet is wrong',
    async () => {
      const { mqtt, amqp } = await samples();
      const random = generator(1);
      const wrong: string[] = [];
      let plain = 0;
      for (let round = 0; round < 60_000; round++) {
        const isMqtt = round % 2 === 0;
        const list = isMqtt ? mqtt : amqp;
        const sample = list[random(list.length)];
        if (sample === undefined) continue;
        const bytes = Buffer.from(sample.bytes);
        for (let times = random(3); times > 0; times--) {
          bytes[random(bytes.length)] = random(4) === 0 ? random(256) : (NASTY[random(NASTY.length)] ?? 0);
        }
        const problems = isMqtt ? mqttProblems(bytes, sample) : amqpProblems(bytes, sample);
        if (problems === undefined) continue;
        plain++;
        if (problems.length > 0) wrong.push(`${problems[0]} in ${bytes.toString('hex')}`);
      }
      expect(wrong).toEqual([]);
      expect(plain).toBeGreaterThan(1000);
    },
    60_000,
  );
});

const NASTY = [0, 1, 2, 0x23, 0x2b, 0x30, 0x36, 0x7f, 0x80, 0xc0, 0xce, 0xff];

/** Problems of a packet that the quick way calls plain; `undefined` where it does not. */
function mqttProblems(bytes: Buffer, { version, fromClient }: Sample): string[] | undefined {
  const scan = new MqttScan();
  const first = (bytes[0] ?? 0) >>> 4;
  if (first === 1) return undefined;
  let length = 0;
  let at = 1;
  for (; at <= 4; at++) {
    length += ((bytes[at] ?? 0) & 0x7f) * 128 ** (at - 1);
    if ((bytes[at] ?? 0) < 0x80) break;
  }
  if (at > 4 || at + 1 + length !== bytes.length) return undefined;
  scanMqtt(scan, bytes, 0, bytes.length, version ?? 0, fromClient, true);
  if (!scan.plain) return undefined;
  const from = fromClient === undefined ? undefined : fromClient ? 'client' : 'server';
  return decodePacket(bytes, { version, from }).problems.map(({ code }) => code);
}

function amqpProblems(bytes: Buffer, { fromClient }: Sample): string[] | undefined {
  if (bytes.length < 8 || bytes.readUInt32BE(3) + 8 !== bytes.length) return undefined;
  const scan = new AmqpScan();
  scanAmqp(scan, bytes, 0, bytes.length, fromClient, true);
  if (!scan.plain) return undefined;
  const from = fromClient === undefined ? {} : ({ from: fromClient ? 'client' : 'server' } as const);
  return decodeFrame(bytes, from).problems.map(({ code }) => code);
}

async function samples(): Promise<{ readonly mqtt: readonly Sample[]; readonly amqp: readonly Sample[] }> {
  const mqtt: Sample[] = [];
  const amqp: Sample[] = [];
  for (const path of captures.filter((name) =>
    /mqtt5-mosq|mqtt311-mosq|exchanges-consume-get|confirms-returns/.test(name),
  )) {
    await read(path, (view) => {
      if (view.kind !== 'packet' || view.length > 300) return;
      const { facts, from } = view;
      const fromClient = from === null ? undefined : from === 'client';
      const bytes = view.bytes().slice();
      if (facts instanceof MqttFacts) mqtt.push({ bytes, version: facts.version as MqttVersion, fromClient });
      else if (view.name !== 'protocol-header') amqp.push({ bytes, version: undefined, fromClient });
    });
  }
  return { mqtt, amqp };
}

async function read(path: string, onPacket: (view: PacketView) => void): Promise<void> {
  await readCapture(path, new Inspector({ onPacket }, { level: 'fields' }));
}

/** What `--stats` says of a capture; without the problems, which only the level `fields` looks for. */
async function statistics(path: string, level: 'counts' | 'fields'): Promise<unknown> {
  let text = '';
  const view = new StatisticsView(path, (piece) => (text += piece), LOOK, true);
  await decodeCapture(path, view, { level });
  return JSON.parse(text, (key, value: unknown) => (key === 'problems' ? undefined : value));
}

const LOOK: Look = { paint: new Chalk({ level: 0 }), unicode: true, width: undefined };

/** Numbers below a limit, the same in every run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}
