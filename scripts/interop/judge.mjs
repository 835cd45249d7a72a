// @ts-check

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * What `conform run --json` says of one scenario.
 * @typedef {object} Judged
 * @property {string} id
 * @property {string} name
 * @property {readonly string[]} statements
 * @property {'must' | 'should' | 'may'} level
 * @property {'pass' | 'fail' | 'advisory' | 'notApplicable' | 'known' | 'blocked'} verdict
 * @property {readonly string[]} expected
 * @property {string | null} actual
 * @property {string | null} reason
 * @property {{ entry?: number }} [evidence] Index of the entry of the transcript that shows it.
 * @property {readonly { actor: string, direction: string, hex?: string, title: string, text: string }[]} [transcript]
 */

/**
 * @typedef {object} Judgement
 * @property {number} durationMs
 * @property {Record<string, number>} counts
 * @property {readonly Judged[]} scenarios
 */

/**
 * Runs the suite as a user would and reads its JSON.
 * @param {{ url: string, selectors: readonly string[], user?: string | undefined, password?: string | undefined, exclude?: readonly string[], timeout?: string | undefined, webSocket?: string | undefined }} options
 * @returns {Promise<Judgement & { wallMs: number }>}
 */
export async function judge({ url, selectors, user, password, exclude = [], timeout, webSocket }) {
  const folder = mkdtempSync(join(tmpdir(), 'conform-interop-'));
  // With -v the JSON holds the conversations of what did not pass.
  const args = ['run', ...selectors, '--target', webSocket === undefined ? url : 'broker', '--json', '-v'];
  if (webSocket !== undefined) {
    const config = join(folder, 'conform.toml');
    writeFileSync(config, `[targets.broker]\nmqtt = "${url}"\nwebsocket = "${webSocket}"\n`);
    args.push('--config', config);
  }
  if (exclude.length > 0) args.push('--exclude', exclude.join(','));
  if (timeout !== undefined) args.push('--timeout', timeout);
  if (user !== undefined) args.push('--user', user);
  if (password !== undefined) {
    const file = join(folder, 'password');
    writeFileSync(file, `${password}\n`, { mode: 0o600 });
    args.push('--password-file', file);
  }
  try {
    const began = performance.now();
    const { code, out, err } = await conform(args);
    const wallMs = performance.now() - began;
    if (out.trim() === '') throw new Error(`conform ${args.join(' ')} ended ${code} without a result:\n${err}`);
    return { ...JSON.parse(out), wallMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number | null, out: string, err: string }>}
 */
function conform(args) {
  const child = spawn(process.execPath, [join(root, 'bin/conform.js'), ...args], {
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

/**
 * What names a scenario though its line may move: the feature's path and the title. A rule that is held for every packet
 * has the statement only, for where it is broken first is chance.
 * @param {Judged} scenario
 */
export function nameOf(scenario) {
  return scenario.id.startsWith('invariant:')
    ? `every packet › ${scenario.id.slice('invariant:'.length)}`
    : `${scenario.id.replace(/:\d+$/, '')} › ${scenario.name}`;
}
