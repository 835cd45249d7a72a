// Part of the build: writes dist/scenarios.json, from which `conform list` and `conform explain` know the scenarios.
import { writeScenarioList } from '../dist/suite/plan/scenario-index.js';

await writeScenarioList(new URL('../dist/scenarios.json', import.meta.url));
