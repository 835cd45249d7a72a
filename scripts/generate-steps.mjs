#!/usr/bin/env node
/** Writes docs/steps.md from the vocabulary as it is built: `npm run build && node scripts/generate-steps.mjs`. */
import { existsSync, writeFileSync } from 'node:fs';

if (!existsSync(new URL('../dist/suite/plan/step-list.js', import.meta.url))) {
  console.error('there is no dist/: npm run build');
  process.exit(2);
}
const { allParameterTypes, stepList } = await import('../dist/suite/plan/step-list.js');
const { stepPage } = await import('../dist/suite/plan/step-page.js');

writeFileSync(new URL('../docs/steps.md', import.meta.url), stepPage(await stepList(), allParameterTypes()));
