#!/usr/bin/env node
// @ts-check
/**
 * Mutates captures and packets and reads them with the built product: no crash, no hang, no unbounded memory.
 *
 *   npm run fuzz -- [options]
 *
 *   --count N      mutated captures to read (1,000,000)
 *   --seed N       the same seed gives the same captures (1)
 *   --from N       begin with this one
 *   --only N       this one alone, and write it to `fuzz-N.bin`
 *   --corpus DIR   captures to begin with (../shared/captures, and fixtures/)
 *   --target NAME  capture, list, follow, tree, hex, stats, json, ndjson, filter; all in turn when not given
 *
 * The reading happens in a worker; the parent watches its clock and the memory of the process.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';

const HANG_MILLISECONDS = 20_000;
const MEMORY_BYTES = 700e6;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    only: { type: 'string' },
    corpus: { type: 'string', multiple: true },
    target: { type: 'string' },
  },
});

if (!existsSync(join(root, 'dist/capture/capture-reader.js'))) {
  console.error('there is no dist/: npm run build');
  process.exit(2);
}

const only = values.only === undefined ? undefined : Number(values.only);
const from = only ?? Number(values.from);
const count = only === undefined ? Number(values.count) : 1;
const shared = process.env.CONFORM_SHARED ?? join(root, '../shared');
const corpus = values.corpus ?? [join(shared, 'captures'), join(root, 'fixtures')];

/** Written by the worker: how many it has read. */
const progress = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(new URL('./fuzz/worker.mjs', import.meta.url), {
  workerData: { root, corpus, seed: Number(values.seed), from, count, only, target: values.target, progress },
});

const started = Date.now();
let last = -1;
let lastChange = Date.now();
let peak = 0;

/** @param {string} what */
async function fail(what) {
  console.error(`FAILED at ${from + Math.max(0, last)} (seed ${values.seed}): ${what}`);
  console.error(`again: npm run fuzz -- --seed ${values.seed} --only ${from + Math.max(0, last)}`);
  await worker.terminate();
  process.exit(1);
}

const watch = setInterval(() => {
  const done = Atomics.load(progress, 0);
  peak = Math.max(peak, process.memoryUsage.rss());
  if (done !== last) {
    last = done;
    lastChange = Date.now();
  } else if (Date.now() - lastChange > HANG_MILLISECONDS) {
    void fail(`no answer for ${HANG_MILLISECONDS / 1000} s`);
  }
  if (peak > MEMORY_BYTES) void fail(`${Math.round(peak / 1e6)} MB of memory`);
}, 250);

let told = Date.now();
const report = setInterval(() => {
  if (process.stderr.isTTY || Date.now() - told > 30_000) {
    told = Date.now();
    console.error(`${Math.max(0, last)} of ${count}, ${Math.round(peak / 1e6)} MB`);
  }
}, 5_000);

worker.on('message', (/** @type {{ index: number, name: string, error: string }} */ { index, name, error }) => {
  last = index - from;
  void fail(`${name}: ${error}`);
});
worker.on('error', (error) => void fail(String(error.stack ?? error)));
worker.on('exit', (code) => {
  clearInterval(watch);
  clearInterval(report);
  if (code !== 0) {
    process.exitCode = 1;
    return;
  }
  const seconds = (Date.now() - started) / 1000;
  console.log(
    `${Atomics.load(progress, 0)} mutated captures read, nothing broke (seed ${values.seed}, ${seconds.toFixed(0)} s, ${Math.round(peak / 1e6)} MB at most)`,
  );
});
