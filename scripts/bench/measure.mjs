// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * @typedef {{ readonly seconds: number, readonly peakBytes: number }} Measured
 */

/**
 * Runs a command to its end, its output thrown away; the fastest of `repeat` runs. `undefined` where it cannot run.
 *
 * @param {readonly string[]} command
 * @param {number} repeat
 * @returns {Promise<Measured | undefined>}
 */
export async function measure(command, repeat) {
  const [name = '', ...rest] = command;
  if (spawnSync('which', [name]).status !== 0) return undefined;
  /** @type {Measured | undefined} */
  let best;
  for (let run = 0; run < repeat; run++) {
    const measured = await once(name, rest);
    if (measured === undefined) return undefined;
    if (best === undefined || measured.seconds < best.seconds) best = measured;
  }
  return best;
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Promise<Measured | undefined>}
 */
function once(name, args) {
  return new Promise((resolve) => {
    const started = process.hrtime.bigint();
    const child = spawn(name, args, { stdio: 'ignore' });
    let peakBytes = 0;
    const watch = setInterval(() => {
      peakBytes = Math.max(peakBytes, peakOf(child.pid));
    }, 20);
    child.on('error', () => {
      clearInterval(watch);
      resolve(undefined);
    });
    child.on('exit', (code) => {
      clearInterval(watch);
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      resolve(code === 0 ? { seconds, peakBytes } : undefined);
    });
  });
}

/**
 * The most memory that the process ever had (Linux).
 *
 * @param {number | undefined} pid
 */
function peakOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
