#!/usr/bin/env node
// @ts-check
/**
 * Joins the modules of the command line into a few files, for `npm run build`: opening a hundred small ones one by one
 * takes longer than reading a capture of a hundred thousand records. The library in dist stays as it is, and packages
 * stay outside.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const bundle = await rolldown({
  input: join(root, 'dist/cli/main.js'),
  platform: 'node',
  external: (id) => !id.startsWith('.') && !id.startsWith('/'),
});
// As deep in dist as the modules were: from there they find package.json, the features and the list of scenarios.
await bundle.write({ dir: join(root, 'dist/bin'), cleanDir: true });
await bundle.close();
