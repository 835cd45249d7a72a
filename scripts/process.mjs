// @ts-check
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A program that runs until `stop`: ended by its own pid, and with us should we end first.
 * @typedef {object} Running
 * @property {number} pid
 * @property {() => string} output The last of what it printed.
 * @property {(pattern: RegExp) => Promise<RegExpExecArray>} printed Resolves when the output has it; rejects when the program ends before.
 * @property {Promise<number | null>} ended
 * @property {() => Promise<void>} stop
 */

/** @typedef {{ env?: NodeJS.ProcessEnv | undefined, cwd?: string | undefined, graceMs?: number }} Options */

/** @type {Set<import('node:child_process').ChildProcess>} */
const alive = new Set();
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** Ends with what was started when somebody ends us. */
export function endOnSignals() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => process.exit(130));
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} [options]
 * @returns {Running}
 */
export function run(command, args, options = {}) {
  let text = '';
  /** @type {(() => void)[]} */
  const listeners = [];
  const { child, ended } = start(command, args, options, (chunk) => {
    text = `${text}${chunk}`.slice(-20_000);
    for (const listener of listeners) listener();
  });
  return {
    pid: child.pid ?? 0,
    output: () => text,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(text);
          if (found !== null) resolve(found);
        };
        listeners.push(look);
        look();
        ended.then((code) => reject(new Error(`${command} ended ${code} and did not print ${pattern}:\n${text}`)));
      }),
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
 * @param {Options} [options]
 * @returns {Promise<{ code: number | null, out: string, err: string }>}
 */
export async function runToEnd(command, args, options = {}) {
  const said = { out: '', err: '' };
  const { ended } = start(command, args, options, (chunk, stream) => {
    said[stream] += chunk;
  });
  return { code: await ended, ...said };
}

/**
 * `conform` as a user runs it.
 * @param {readonly string[]} args
 * @param {Options} [options]
 */
export function conform(args, options = {}) {
  return runToEnd(process.execPath, [conformScript, ...args], options);
}

export const conformScript = join(dirname(fileURLToPath(import.meta.url)), '../bin/conform.js');

/** A folder of our own, and how to get rid of it. */
export function dataFolder() {
  const path = mkdtempSync(join(tmpdir(), 'conform-interop-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} options
 * @param {(text: string, stream: 'out' | 'err') => void} onText
 */
function start(command, args, { cwd, env = process.env }, onText) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  alive.add(child);
  child.stdout.setEncoding('utf8').on('data', (text) => onText(text, 'out'));
  child.stderr.setEncoding('utf8').on('data', (text) => onText(text, 'err'));
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => {
      onText(error.message, 'err');
      alive.delete(child);
      resolve(null);
    });
    // Not `exit`: what it printed last may still be on its way then.
    child.once('close', (code) => {
      alive.delete(child);
      resolve(code);
    });
  });
  return { child, ended };
}
