#!/usr/bin/env node
/** Writes docs/steps.md from the vocabulary as it is built: `npm run build && node scripts/generate-steps.mjs`. */
import { writeFileSync } from 'node:fs';
import { allParameterTypes, stepList } from '../dist/suite/plan/step-list.js';
import { stepPage } from '../dist/suite/plan/step-page.js';

writeFileSync(new URL('../docs/steps.md', import.meta.url), stepPage(await stepList(), allParameterTypes()));
