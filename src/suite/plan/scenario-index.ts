import { writeFile } from 'node:fs/promises';
import { type FeatureSource, parseFeatures } from '../../engine/feature.js';
import { lineOf, rulesOf } from '../../engine/plan.js';
import type { PlannedResult } from '../../result/run.js';
import { readFeatures } from './features.js';
import { readTags, spokenIn } from './tags.js';

/** What `list` and `explain` know of a scenario. */
export type ScenarioEntry = PlannedResult;

/** Parses the features and lists their scenarios, rows of outlines each, in order. Steps are not matched. */
export async function collectScenarios(sources?: readonly FeatureSource[]): Promise<ScenarioEntry[]> {
  const { features } = parseFeatures(sources ?? (await readFeatures()));
  return features.flatMap((feature) => {
    const { uri, pickles } = feature;
    const ruleOf = rulesOf(feature);
    return pickles.map((pickle) => {
      const tags = pickle.tags.map(({ name }) => name);
      const { statements, level } = readTags(tags);
      const id = `${uri}:${lineOf(pickle)}`;
      return { id, name: pickle.name, rule: ruleOf(pickle), ...spokenIn(tags), statements, level, tags };
    });
  });
}

/** Part of the build: writes the list that `scenarioList` reads. */
export async function writeScenarioList(file: URL): Promise<void> {
  await writeFile(file, `${JSON.stringify(await collectScenarios())}\n`);
}
