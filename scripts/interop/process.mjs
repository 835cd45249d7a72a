// @ts-check
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A program that runs until `stop`: ended by its own pid, and with us should we end first.
 * @typedef {{ readonly pid: number, readonly output: () => string, readonly ended: Promise<number | null>, stop(): Promise<void> }} Running
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const alive = new Set();
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => process.exit(130));

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, graceMs?: number }} [options]
 * @returns {Running}
 */
export function run(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      text = `${text}${chunk}`.slice(-20_000);
    });
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => {
      text += error.message;
      alive.delete(child);
      resolve(null);
    });
    child.once('exit', (code) => {
      alive.delete(child);
      resolve(code);
    });
  });
  return {
    pid: child.pid ?? 0,
    output: () => text,
    ended,
    async stop() {
      child.kill('SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGKILL'), options.graceMs ?? 10_000);
      await ended;
      clearTimeout(impatience);
    },
  };
}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export async function runToEnd(command, args, options) {
  const running = run(command, args, options);
  const code = await running.ended;
  return { code, output: running.output() };
}

/** A folder of our own, and how to get rid of it. */
export function dataFolder() {
  const path = mkdtempSync(join(tmpdir(), 'conform-interop-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}
