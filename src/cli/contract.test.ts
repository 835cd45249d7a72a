import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { main } from './main.js';

/** What programs build upon: fields may be added, never renamed or left out. */
const level = z.enum(['must', 'should', 'may']);
const verdict = z.enum(['pass', 'fail', 'advisory', 'notApplicable', 'known', 'blocked']);
const count = z.int().nonnegative();
const place = z.string().regex(/^features\/.+\.feature:\d+$/);
const key = z.string().regex(/^(mqtt3|mqtt5|amqp091|rabbitmq)\/\S+$/);

const run = z.object({
  schema: z.literal('conform.run/1'),
  tool: z.object({ name: z.literal('conform'), version: z.string() }),
  targets: z.array(
    z.object({ url: z.url(), protocol: z.enum(['mqtt', 'amqp']), capabilities: z.record(z.string(), z.unknown()) }),
  ),
  started: z.iso.datetime(),
  durationMs: count,
  counts: z.object({
    scenarios: count,
    pass: count,
    fail: count,
    advisory: count,
    notApplicable: count,
    known: count,
    blocked: count,
  }),
  scenarios: z.array(
    z.object({
      id: place,
      name: z.string(),
      statements: z.array(key),
      level,
      verdict,
      expected: z.array(z.string()),
      actual: z.string().nullable(),
      reason: z.string().nullable(),
      durationMs: count,
    }),
  ),
  statements: z.array(z.object({ key, level, verdict })),
});

const list = z.object({
  schema: z.literal('conform.list/1'),
  statements: z.array(
    z.object({
      key,
      spec: z.string(),
      section: z.string(),
      level,
      actor: z.string(),
      observable: z.enum(['wire', 'config', 'client', 'no']),
      title: z.string(),
      scenarios: z.array(place),
      defects: z.array(z.string()),
      untestable: z.string().nullable(),
    }),
  ),
  counts: z.object({ statements: count, observable: count, withScenario: count, scenarios: count, defects: count }),
});

const prove = z.object({
  schema: z.literal('conform.prove/1'),
  durationMs: count,
  counts: z.object({ defects: count, caught: count, survived: count, scenarios: count, scenariosThatCatch: count }),
  defects: z.array(
    z.object({
      id: z.string(),
      statements: z.array(key),
      verdict: z.enum(['caught', 'survived']),
      by: z.array(place),
    }),
  ),
});

const packet = z.object({
  n: count,
  frame: count,
  time: z.string().regex(/^\d+\.\d{9}$/),
  stream: count,
  from: z.enum(['client', 'server']).nullable(),
  src: z.string(),
  dst: z.string(),
  protocol: z.enum(['mqtt', 'mqttsn', 'amqp091', 'amqp10']),
  version: z.string().nullable(),
  packet: z.string(),
  length: count,
  problems: z.array(
    z.object({
      code: z.string(),
      statement: z.string().nullable(),
      offset: count,
      length: count,
      message: z.string(),
    }),
  ),
});

async function said(line: string): Promise<string> {
  let out = '';
  await main(line.split(' '), {
    out: (text) => {
      out += text;
    },
    err: () => undefined,
    env: { CONFORM_CONFIG: '' },
    isTerminal: false,
    columns: undefined,
    exitCode: 0,
  });
  return out;
}

describe('the JSON of', () => {
  it.each([
    ['run', 'run --defect accepts-pubrel-flags-0 mqtt3/3.6 --json', run],
    ['list', 'list --json', list],
    ['prove', 'prove mqtt3/3.6 --json', prove],
  ] as const)('%s keeps its contract', async (_, line, schema) => {
    expect(schema.safeParse(JSON.parse(await said(line))).error?.issues ?? []).toEqual([]);
  });

  it('decode --ndjson keeps its contract, and says of a PUBLISH what it is about', async () => {
    const file = join(import.meta.dirname, '../../fixtures/session.pcap');
    const lines = (await said(`decode ${file} --ndjson`)).trim().split('\n');
    const packets = lines.map((line) => JSON.parse(line));
    for (const one of packets) expect(packet.safeParse(one).error?.issues ?? []).toEqual([]);
    expect(packets[2]).toMatchObject({
      packet: 'PUBLISH',
      packetId: 10,
      qos: 2,
      dup: false,
      retain: false,
      topic: 'meter/7',
      payloadLength: 6,
    });
  });

  it.each([
    'explain MQTT-3.6.1-1 --json',
    'broker --list-defects --json',
    'run --dry-run mqtt3/3.6 --json',
    'run --probe --broker --json',
  ])('%s is one document that says its schema first', async (line) => {
    const document = JSON.parse(await said(line)) as object;
    expect(Object.entries(document)[0]).toEqual(['schema', expect.stringMatching(/^conform\.[a-z-]+\/1$/)]);
  });

  it('two runs differ in times only', async () => {
    const timeless = (text: string) =>
      text.replace(/"(durationMs|started|url)": [^,\n]+/g, '').replace(/\b\d+ ms later/g, 'later');
    const line = 'run --defect accepts-pubrel-flags-0 mqtt3/3.6 --json';
    expect(timeless(await said(line))).toBe(timeless(await said(line)));
  });
});
