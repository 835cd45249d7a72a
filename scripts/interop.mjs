#!/usr/bin/env node
// @ts-check
/**
 * Runs the suite against every broker that is installed here, and compares with what is written down in
 * scripts/interop/expected: `npm run interop -- [options]`.
 *
 *   --broker NAME    only this one (repeatable): mosquitto, rabbitmq, ejabberd, activemq, aedes
 *   --repeat N       N runs, which must agree in every verdict
 *   --delay MS       a further run through a relay that holds back every octet: no verdict may change
 *   --exclude TAGS   passed on to conform, such as clock
 *   --accept         write down what is seen; explanations are then added by hand
 *   --document       write docs/brokers.md and the table of the README
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brokers } from './interop/brokers.mjs';
import { brokersDocument, brokersTable, withTable } from './interop/document.mjs';
import { accept, expected, surprises } from './interop/expected.mjs';
import { judge, nameOf } from './interop/judge.mjs';
import { startRelay } from './interop/relay.mjs';
import { endOnSignals } from './process.mjs';

/**
 * @typedef {import('./interop/judge.mjs').Judged} Judged
 * @typedef {import('./interop/brokers.mjs').Started} Started
 * @typedef {import('./interop/brokers.mjs').Starter} Starter
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({
  options: {
    broker: { type: 'string', multiple: true, default: [] },
    repeat: { type: 'string', default: '1' },
    delay: { type: 'string' },
    exclude: { type: 'string', multiple: true, default: [] },
    accept: { type: 'boolean', default: false },
    document: { type: 'boolean', default: false },
  },
});

endOnSignals();
process.exitCode = await main();

async function main() {
  if (!existsSync(join(root, 'dist/cli/main.js'))) {
    process.stderr.write('nothing is built yet: npm run build\n');
    return 2;
  }
  const unknown = options.broker.filter((name) => !brokers.some((broker) => broker.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`no such broker: ${unknown.join(', ')}\n`);
    return 2;
  }
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  /** @type {import('./interop/document.mjs').Report[]} */
  const reports = [];
  for (const broker of brokers) {
    if (options.broker.length > 0 && !options.broker.includes(broker.name)) continue;
    if (!broker.installed()) {
      say(`SKIPPED ${broker.name}: not installed (Debian: ${broker.packages.join(' ')})`);
      skipped++;
      continue;
    }
    try {
      const { report, complaints } = await tryBroker(broker);
      reports.push(report);
      passed += report.scenarios.length - Math.min(complaints.length, report.scenarios.length);
      failed += complaints.length;
      for (const complaint of complaints) say(`  ✗ ${complaint}`);
    } catch (error) {
      failed++;
      say(`  ✗ ${broker.name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (options.document) {
    mkdirSync(join(root, 'docs'), { recursive: true });
    const file = join(root, 'docs/brokers.md');
    writeFileSync(file, brokersDocument(reports, existsSync(file) ? readFileSync(file, 'utf8') : ''));
    const readme = join(root, 'README.md');
    writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), brokersTable(reports)));
  }
  say(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0 ? 0 : 1;
}

/** Every run that was asked for, and what is to complain of. @param {Starter} broker */
async function tryBroker(broker) {
  let started = await broker.start();
  say(`${broker.name} ${started.version}`);
  /** @type {string[]} */
  const complaints = [];
  const again = async (/** @type {number} */ delayMs = 0) => {
    if (broker.fresh) {
      await started.stop();
      started = await broker.start();
    }
    return (await runAll(broker, started, delayMs)).scenarios;
  };
  try {
    const first = await runAll(broker, started);
    for (let run = 2; run <= Number(options.repeat); run++)
      complaints.push(...differences(first.scenarios, await again(), `run ${run}`));
    if (options.delay !== undefined)
      complaints.push(
        ...differences(first.scenarios, await again(Number(options.delay)), `with ${options.delay} ms of delay`),
      );
    if (options.accept) accept(broker.name, started.version, first.scenarios);
    const written = expected(broker.name);
    if (written.version !== started.version && written.deviations.length > 0)
      say(`  the deviations written down are those of ${written.version}`);
    complaints.push(...surprises(written.deviations, first.scenarios));
    for (const name of (await started.leftovers?.()) ?? []) complaints.push(`left behind on the broker: ${name}`);
    const { name, selectors } = broker;
    return { report: { name, version: started.version, selectors, ...first }, complaints };
  } finally {
    await started.stop();
  }
}

/**
 * One run for each protocol that the broker speaks.
 * @param {Starter} broker
 * @param {Started} started
 * @param {number} [delayMs]
 */
async function runAll(broker, started, delayMs = 0) {
  /** @type {Record<string, number>} */
  const counts = {};
  /** @type {Judged[]} */
  const scenarios = [];
  for (const [protocol, direct] of Object.entries(started.urls)) {
    const selectors = broker.selectors.filter(
      (selector) =>
        selector.startsWith('mqtt') === (protocol === 'mqtt') && existsSync(join(root, 'features', selector)),
    );
    /** @type {Awaited<ReturnType<typeof startRelay>>[]} */
    const relays = [];
    const through = async (/** @type {string} */ direct) => {
      if (delayMs === 0) return direct;
      const relay = await startRelay({ port: Number(new URL(direct).port), delayMs });
      relays.push(relay);
      return direct.replace(/:\d+/, `:${relay.port}`);
    };
    const result = await judge({
      url: await through(direct),
      selectors,
      user: started.user,
      password: started.password,
      exclude: options.exclude,
      webSocket: protocol !== 'mqtt' || started.webSocket === undefined ? undefined : await through(started.webSocket),
    });
    await Promise.all(relays.map((relay) => relay.close()));
    for (const [name, count] of Object.entries(result.counts)) counts[name] = (counts[name] ?? 0) + count;
    scenarios.push(...result.scenarios);
    const told = Object.entries(result.counts).map(([name, count]) => `${count} ${name}`);
    say(`  ${selectors.join(' ')}: ${told.join(', ')}; ${(result.wallMs / 1000).toFixed(1)} s`);
  }
  return { counts, scenarios };
}

/**
 * @param {readonly Judged[]} first
 * @param {readonly Judged[]} other
 * @param {string} what
 */
function differences(first, other, what) {
  const before = new Map(first.map((scenario) => [scenario.id, scenario]));
  const after = new Map(other.map((scenario) => [scenario.id, scenario]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const [one, two] = [before.get(id), after.get(id)];
    const shown = one ?? two;
    // A rule that is held for every packet is named only where it is broken.
    const [was, is] = [one?.verdict ?? 'pass', two?.verdict ?? 'pass'];
    if (was === is || shown === undefined) return [];
    const seen = [one, two].map((scenario) => scenario?.actual ?? scenario?.reason ?? '').filter((text) => text !== '');
    return [`${nameOf(shown)}: first ${was}, ${what} ${is}; ${seen.join(' | ')}`];
  });
}

/** @param {string} text */
function say(text) {
  process.stdout.write(`${text}\n`);
}
