import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Envelope } from '@cucumber/messages';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../result/verdict.js';
import { packageRoot } from './package-files.js';

const built = existsSync(path.join(packageRoot, 'dist/suite/cucumber-adapter.js'));
if (!built) console.warn('skipped: the stock runner reads dist/, which is not built (npm run build)');

const tags = 'not @clock and not @exclusive and not @long';
const run = promisify(execFile);
const options = { cwd: packageRoot, maxBuffer: 1 << 30 };

/** pass and advisory are passed, not applicable is skipped, the rest failed. */
const stockWord: Readonly<Record<Verdict, string>> = {
  pass: 'PASSED',
  advisory: 'PASSED',
  notApplicable: 'SKIPPED',
  fail: 'FAILED',
  known: 'FAILED',
  blocked: 'FAILED',
};

async function ourVerdicts(): Promise<Map<string, string>> {
  const script = ['bin/conform.js', 'run', '--broker', '--tags', tags, '--json'];
  const { stdout } = await run(process.execPath, script, options).catch(outputOf);
  const { scenarios } = JSON.parse(stdout) as { scenarios: readonly { id: string; verdict: Verdict }[] };
  const own = scenarios.filter(({ id }) => id.startsWith('features/'));
  return new Map(own.map(({ id, verdict }) => [id, stockWord[verdict]]));
}

async function stockVerdicts(): Promise<Map<string, string>> {
  const script = ['node_modules/@cucumber/cucumber/bin/cucumber.js', '--tags', tags, '--format', 'message'];
  const env = { ...process.env, CONFORM_TARGET: '' };
  const { stdout } = await run(process.execPath, script, { ...options, env }).catch(outputOf);
  const envelopes = stdout.split('\n').filter((line) => line.startsWith('{'));
  return worstByScenario(envelopes.map((line) => JSON.parse(line) as Envelope));
}

const order = ['PASSED', 'SKIPPED', 'FAILED', 'UNDEFINED', 'AMBIGUOUS'];

function worstByScenario(envelopes: readonly Envelope[]): Map<string, string> {
  const pickles = new Map<string, string>();
  const cases = new Map<string, string>();
  const attempts = new Map<string, string>();
  const worst = new Map<string, string>();
  for (const { pickle, testCase, testCaseStarted, testStepFinished } of envelopes) {
    if (pickle !== undefined) pickles.set(pickle.id, `${pickle.uri}:${pickle.location?.line}`);
    if (testCase !== undefined) cases.set(testCase.id, pickles.get(testCase.pickleId) ?? '');
    if (testCaseStarted !== undefined) attempts.set(testCaseStarted.id, cases.get(testCaseStarted.testCaseId) ?? '');
    if (testStepFinished === undefined) continue;
    const id = attempts.get(testStepFinished.testCaseStartedId) ?? '';
    const status = testStepFinished.testStepResult.status;
    if (order.indexOf(status) >= order.indexOf(worst.get(id) ?? 'PASSED')) worst.set(id, status);
  }
  return worst;
}

/** Violations end both with an exit code that is not 0; a run that says nothing could not begin, and stderr says why. */
function outputOf(error: unknown): { stdout: string } {
  const stdout = typeof error === 'object' && error !== null && 'stdout' in error ? String(error.stdout) : '';
  if (stdout === '') throw error;
  return { stdout };
}

describe.skipIf(!built)('the stock runner', () => {
  it('comes to the same verdicts on the same features', { timeout: 300_000 }, async () => {
    const [ours, stock] = [await ourVerdicts(), await stockVerdicts()];
    expect(stock.size).toBeGreaterThan(0);
    expect(Object.fromEntries(stock)).toEqual(Object.fromEntries(ours));
  });
});
