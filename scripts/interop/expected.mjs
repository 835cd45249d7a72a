// @ts-check
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nameOf } from './judge.mjs';

/** @typedef {import('./judge.mjs').Judged} Judged */

/**
 * A scenario that a certain version of a broker is known not to pass, and our reading of why.
 * @typedef {{ scenario: string, verdict: 'fail' | 'blocked', why: string }} Deviation
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
 * Where a run differs from what is written down: a new deviation, one that is gone, one without an explanation.
 * @param {readonly Deviation[]} deviations
 * @param {readonly Judged[]} scenarios
 * @returns {readonly string[]}
 */
export function surprises(deviations, scenarios) {
  const known = new Map(deviations.map((deviation) => [deviation.scenario, deviation]));
  return scenarios.flatMap((scenario) => {
    const name = nameOf(scenario);
    const deviation = known.get(name);
    const seen = deviates(scenario) ? scenario.verdict : 'pass';
    if (seen !== (deviation?.verdict ?? 'pass'))
      return [
        `${name}: ${scenario.verdict} (${deviation?.verdict ?? 'no deviation'} is written down); ${scenario.actual ?? scenario.reason ?? ''}`,
      ];
    return deviation !== undefined && deviation.why === '' ? [`${name}: ${scenario.verdict}, not explained yet`] : [];
  });
}

/**
 * Writes down what was seen; explanations that are there stay, new ones wait to be written.
 * @param {string} broker
 * @param {string} version
 * @param {readonly Judged[]} scenarios
 */
export function accept(broker, version, scenarios) {
  const reasons = new Map(expected(broker).deviations.map(({ scenario, why }) => [scenario, why]));
  const deviations = scenarios.filter(deviates).map((scenario) => {
    const name = nameOf(scenario);
    return { scenario: name, verdict: scenario.verdict, why: reasons.get(name) ?? '' };
  });
  writeFileSync(fileOf(broker), `${JSON.stringify({ version, deviations }, null, 2)}\n`);
}

/** @param {Judged} scenario */
export function deviates(scenario) {
  return scenario.verdict === 'fail' || scenario.verdict === 'blocked';
}

/** @param {string} broker */
function fileOf(broker) {
  return join(dirname(fileURLToPath(import.meta.url)), 'expected', `${broker}.json`);
}
