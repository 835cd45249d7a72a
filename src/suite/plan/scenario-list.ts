import { existsSync, readFileSync } from 'node:fs';
import { scenarioListFile } from '../package-files.js';
import type { ScenarioEntry } from './scenario-index.js';

/**
 * Every scenario of the package, from the list that the build writes beside the code; without one (run from the
 * sources) the features are parsed, which costs loading Cucumber's parts.
 */
export async function scenarioList(): Promise<readonly ScenarioEntry[]> {
  if (existsSync(scenarioListFile)) return JSON.parse(readFileSync(scenarioListFile, 'utf8')) as ScenarioEntry[];
  const { collectScenarios } = await import('./scenario-index.js');
  return collectScenarios();
}
