// Part of the build: writes dist/scenarios.json, from which `conform list` and `conform explain` know the scenarios.
import { writeFileSync } from 'node:fs';
import { collectScenarios } from '../dist/suite/scenario-index.js';
import { scenarioListUrl } from '../dist/suite/scenario-list.js';

const scenarios = await collectScenarios();
writeFileSync(scenarioListUrl, `${JSON.stringify(scenarios)}\n`);
