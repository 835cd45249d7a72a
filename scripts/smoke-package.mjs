#!/usr/bin/env node
// @ts-check
/**
 * Packs the package, installs it into an empty folder and runs it there: the only way to notice a missing file.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'conform-package-'));

try {
  const [packed] = JSON.parse(call('npm', ['pack', '--json', '--pack-destination', folder], root));
  /** @type {string[]} */
  const files = packed.files.map((/** @type {{ path: string }} */ file) => file.path);
  const stray = files.filter((file) => /\.test\.|^src\/|^scripts\/|tsbuildinfo/.test(file));
  if (stray.length > 0) throw new Error(`the package holds what it should not: ${stray.join(', ')}`);

  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  call('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', join(folder, packed.filename)], folder);
  const conform = join(folder, 'node_modules/.bin/conform');

  expectThat(call(conform, ['--version'], folder).includes(packed.version), 'conform --version names the version');
  expectThat(/passed/.test(call(conform, ['run', '--exclude', 'clock'], folder)), 'conform run passes');
  const listed = JSON.parse(call(conform, ['list', '--json'], folder));
  expectThat(listed.counts.scenarios > 0, 'conform list finds its scenarios');
  const library = "import('conform-mq').then((it) => process.stdout.write(Object.keys(it).sort().join(' ')))";
  const names = call(process.execPath, ['--eval', library], folder).split(' ');
  for (const name of ['decode', 'runSuite', 'startBroker', 'statements'])
    expectThat(names.includes(name), `the library exports ${name}`);
  process.stdout.write(`the package works: ${files.length} files, ${Math.round(packed.size / 1024)} kB\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 */
function call(command, args, cwd) {
  return execFileSync(command, [...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 28,
  });
}

/**
 * @param {boolean} holds
 * @param {string} what
 */
function expectThat(holds, what) {
  if (!holds) throw new Error(`does not hold in the installed package: ${what}`);
  process.stdout.write(`ok  ${what}\n`);
}
