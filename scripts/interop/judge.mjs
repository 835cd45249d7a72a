// @ts-check
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conform, dataFolder } from '../process.mjs';

/** First part of every name on the wire; what comes behind it is another one in each scenario of each run. */
export const namespace = 'interop';

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
 * @param {{ url: string, selectors: readonly string[], user?: string | undefined, password?: string | undefined, exclude?: readonly string[], webSocket?: string | undefined }} options
 * @returns {Promise<Judgement & { wallMs: number }>}
 */
export async function judge({ url, selectors, user, password, exclude = [], webSocket }) {
  const folder = dataFolder();
  // With -v the JSON holds the conversations of what did not pass.
  const args = ['run', ...selectors, '--target', webSocket === undefined ? url : 'broker', '--json', '-v'];
  args.push('--namespace', namespace);
  if (webSocket !== undefined) {
    const config = join(folder.path, 'conform.toml');
    writeFileSync(config, `[targets.broker]\nmqtt = "${url}"\nwebsocket = "${webSocket}"\n`);
    args.push('--config', config);
  }
  if (exclude.length > 0) args.push('--exclude', exclude.join(','));
  if (user !== undefined) args.push('--user', user);
  if (password !== undefined) {
    const file = join(folder.path, 'password');
    writeFileSync(file, `${password}\n`, { mode: 0o600 });
    args.push('--password-file', file);
  }
  try {
    const began = performance.now();
    const { code, out, err } = await conform(args, { cwd: tmpdir() });
    const wallMs = performance.now() - began;
    if (out.trim() === '') throw new Error(`conform ${args.join(' ')} ended ${code} without a result:\n${err}`);
    return { ...JSON.parse(out), wallMs };
  } finally {
    folder.remove();
  }
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
