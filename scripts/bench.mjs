#!/usr/bin/env node
// @ts-check
/**
 * How fast captures are decoded, beside other tools, in one run on one machine. Only ratios and peak memory are printed:
 * records per second differ from machine to machine, their ratio hardly does.
 *
 *   npm run bench -- [options]
 *
 *   --records N    records of the MQTT capture; the AMQP one has half as many (1,000,000)
 *   --repeat N     runs of each quick tool, of which the fastest counts (3)
 *   --check        exit 1 where a goal is missed
 *   --big SIZE     also a capture of that size (4G), read with --stats: peak memory, and time against a quarter of it
 *   --crowd N      also a capture of that many connections at once (10,000)
 *   --keep         leave the captures in the folder that is printed
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measure } from './bench/measure.mjs';
import { tools } from './bench/tools.mjs';
import { generateCapture } from './generate-capture.mjs';

/** @typedef {import('./bench/measure.mjs').Measured} Measured */

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '1000000' },
    repeat: { type: 'string', default: '3' },
    check: { type: 'boolean', default: false },
    big: { type: 'string' },
    crowd: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'conform-bench-'));
let missed = 0;

try {
  await compare('mqtt', Number(values.records));
  await compare('amqp', Number(values.records) / 2);
  if (values.crowd !== undefined) await crowd(Number(values.crowd));
  if (values.big !== undefined) await big(Number(values.big.replace(/G$/, 'e9').replace(/M$/, 'e6')));
} finally {
  if (values.keep) console.log(`captures: ${folder}`);
  else rmSync(folder, { recursive: true });
}
if (values.check && missed > 0) process.exitCode = 1;

/**
 * @param {'mqtt' | 'amqp'} protocol
 * @param {number} records
 */
async function compare(protocol, records) {
  const path = join(folder, `${protocol}.pcap`);
  const made = generateCapture({ path, protocol, records });
  console.log(`\n${protocol}: ${made.records.toLocaleString('en')} records, ${Math.round(made.bytes / 1e6)} MB`);
  /** @type {Measured | undefined} */
  let baseline;
  for (const tool of tools(root)) {
    const measured = await measure(tool.command(path, protocol), tool.slow ? 1 : Number(values.repeat));
    if (measured === undefined) {
      console.log(`  ${tool.name.padEnd(36)} not here`);
      continue;
    }
    baseline ??= measured;
    const ratio = baseline.seconds / measured.seconds;
    // In a short capture the start of the program is all that is measured.
    const judged = tool.goal !== undefined && Number(values.records) >= 1_000_000;
    const goal = judged ? verdict(ratio >= Number(tool.goal), `goal ${tool.goal}×`) : '';
    console.log(`  ${tool.name.padEnd(36)} ${ratio.toFixed(1).padStart(7)}×   ${megabytes(measured)}${goal}`);
  }
}

/** @param {number} connections */
async function crowd(connections) {
  const path = join(folder, 'crowd.pcap');
  generateCapture({ path, protocol: 'mqtt', records: connections * 40, connections });
  console.log(`\n${connections.toLocaleString('en')} connections at once`);
  for (const tool of tools(root).filter(({ ours }) => ours)) {
    const measured = await measure(tool.command(path, 'mqtt'), 1);
    if (measured !== undefined) {
      const goal = verdict(measured.peakBytes < 300e6, 'goal 300 MB');
      console.log(`  ${tool.name.padEnd(36)}            ${megabytes(measured)}${goal}`);
    }
  }
}

/** @param {number} bytes */
async function big(bytes) {
  const quarterPath = join(folder, 'quarter.pcap');
  const path = join(folder, 'big.pcap');
  generateCapture({ path: quarterPath, protocol: 'mqtt', bytes: bytes / 4, connections: 1_000 });
  generateCapture({ path, protocol: 'mqtt', bytes, connections: 1_000 });
  console.log(`\n${(bytes / 1e9).toFixed(1)} GB`);
  for (const tool of tools(root).filter(({ ours }) => ours)) {
    const quarter = await measure(tool.command(quarterPath, 'mqtt'), 1);
    const whole = await measure(tool.command(path, 'mqtt'), 1);
    if (quarter === undefined || whole === undefined) continue;
    const goal = verdict(whole.peakBytes < 150e6, 'goal 150 MB');
    const cost = `${(whole.seconds / quarter.seconds).toFixed(1)} times the time of a quarter`;
    console.log(`  ${tool.name.padEnd(36)}            ${megabytes(whole)}${goal}   ${cost}`);
  }
}

/**
 * @param {boolean} reached
 * @param {string} goal
 */
function verdict(reached, goal) {
  if (!reached) missed++;
  return `   ${reached ? 'reached' : 'MISSED'}: ${goal}`;
}

/** @param {Measured} measured */
function megabytes({ peakBytes }) {
  return peakBytes === 0
    ? ''
    : `${Math.round(peakBytes / 1e6)
        .toString()
        .padStart(5)} MB`;
}
