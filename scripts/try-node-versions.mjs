#!/usr/bin/env node
// @ts-check
/**
 * Builds, tests and runs under each supported major of Node, fetched by npx: `npm run try-node-versions -- [major …]`.
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const majors = process.argv.length > 2 ? process.argv.slice(2) : ['20', '22', '24'];
const programs = [
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
  ['bin/conform.js', '--version'],
  ['bin/conform.js', 'run', '--quiet'],
  ['node_modules/vitest/vitest.mjs', 'run'],
];

let failed = 0;
for (const major of majors)
  for (const program of programs) {
    const args = ['-y', '-p', `node@${major}`, 'node', ...program];
    const { status } = spawnSync('npx', args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    if (status !== 0) failed++;
    process.stdout.write(`${status === 0 ? 'ok  ' : 'FAIL'}  Node ${major}: ${program.join(' ')}\n`);
  }
process.exitCode = failed === 0 ? 0 : 1;
