import { existsSync, readFileSync } from 'node:fs';
import type { PlannedResult } from '../../result/run.js';
import { scenarioListFile } from '../package-files.js';

/** What `list` and `explain` know of a scenario. */
export type ScenarioEntry = PlannedResult;

/**
 * Every scenario of the package, from the list that the build writes beside the code; without one (run from the
 * sources) the features are parsed, which costs loading Cucumber's parts.
 */
export async function scenarioList(): Promise<readonly ScenarioEntry[]> {
  if (existsSync(scenarioListFile)) return JSON.parse(readFileSync(scenarioListFile, 'utf8')) as ScenarioEntry[];
  const { collectScenarios } = await import('./scenario-index.js');
  return collectScenarios();
}
