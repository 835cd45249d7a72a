// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nameOf } from './judge.mjs';

/** @typedef {import('./judge.mjs').Judged} Judged */

/**
 * Scenarios that a certain version of a broker is known not to pass, and our reading of why.
 * @typedef {{ why: string, fail?: readonly string[], blocked?: readonly string[] }} Deviation
 */

/**
 * @param {string} broker
 * @returns {{ version: string, deviations: readonly Deviation[] }}
 */
export function expected(broker) {
  const file = fileOf(broker);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { version: 'unknown', deviations: [] };
}

/**
 * Scenario → its verdict and our reading, as written down.
 * @param {readonly Deviation[]} deviations
 */
export function readings(deviations) {
  /** @type {Map<string, { verdict: 'fail' | 'blocked', why: string }>} */
  const all = new Map();
  for (const { why, fail = [], blocked = [] } of deviations) {
    for (const name of fail) all.set(name, { verdict: 'fail', why });
    for (const name of blocked) all.set(name, { verdict: 'blocked', why });
  }
  return all;
}

/**
 * Where a run differs from what is written down: a new deviation, one that is gone, one without an explanation.
 * What did not run is not missed, so a run may be narrowed. A scenario that is blocked tells nobody anything: it is as
 * much of a surprise as one that fails.
 * @param {readonly Deviation[]} deviations
 * @param {readonly Judged[]} scenarios
 * @returns {readonly string[]}
 */
export function surprises(deviations, scenarios) {
  const known = readings(deviations);
  return scenarios.flatMap((scenario) => {
    const name = nameOf(scenario);
    const reading = known.get(name);
    const seen = deviates(scenario) ? scenario.verdict : 'pass';
    const wanted = reading?.verdict ?? 'pass';
    if (seen !== wanted)
      return [`${name}: ${scenario.verdict}, written down is ${wanted}; ${scenario.actual ?? scenario.reason ?? ''}`];
    return reading?.why === '' ? [`${name}: ${scenario.verdict}, not explained yet; ${scenario.actual ?? ''}`] : [];
  });
}

/**
 * Writes down what was seen; explanations that are there stay, new deviations wait for one under an empty `why`.
 * @param {string} broker
 * @param {string} version
 * @param {readonly Judged[]} scenarios
 */
export function accept(broker, version, scenarios) {
  const before = expected(broker).deviations;
  const seen = new Map(scenarios.filter(deviates).map((scenario) => [nameOf(scenario), scenario.verdict]));
  /** @type {Map<string, string[]>} */
  const groups = new Map(before.map(({ why }) => [why, []]));
  const known = readings(before);
  for (const name of [...seen.keys()].sort()) {
    const why = known.get(name)?.why ?? '';
    groups.set(why, [...(groups.get(why) ?? []), name]);
  }
  const deviations = [...groups].flatMap(([why, names]) => {
    const fail = names.filter((name) => seen.get(name) === 'fail');
    const blocked = names.filter((name) => seen.get(name) === 'blocked');
    return names.length === 0 ? [] : [{ why, fail, ...(blocked.length === 0 ? {} : { blocked }) }];
  });
  mkdirSync(dirname(fileOf(broker)), { recursive: true });
  writeFileSync(fileOf(broker), `${JSON.stringify({ version, deviations }, null, 2)}\n`);
}

/** @param {Judged} scenario */
function deviates(scenario) {
  return scenario.verdict === 'fail' || scenario.verdict === 'blocked';
}

/** @param {string} broker */
function fileOf(broker) {
  return join(dirname(fileURLToPath(import.meta.url)), 'expected', `${broker}.json`);
}
