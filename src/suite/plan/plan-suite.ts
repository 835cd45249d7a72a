import { type FeatureSource, parseFeatures } from '../../engine/feature.js';
import { makePlan, type Plan } from '../../engine/plan.js';
import { buildVocabulary } from '../../engine/vocabulary.js';
import { UsageError } from '../../result/expectation.js';
import type { StepDefinition } from '../step.js';
import { vocabulary } from '../steps/vocabulary.js';
import { parameterTypes } from '../words/parameter-types.js';
import type { World } from '../world.js';
import { readFeatures } from './features.js';
import { type Selection, selectPickles } from './select.js';
import { protocolOf, readTags } from './tags.js';

/** Which scenarios, out of which features. */
export interface PlanOptions extends Selection {
  /** Instead of the package's own features. */
  readonly features?: readonly FeatureSource[];
  /** Instead of the whole vocabulary. */
  readonly steps?: readonly StepDefinition[];
}

export interface SuitePlan extends Plan<World> {
  /** How many scenarios there are in all. */
  readonly total: number;
}

/** Reads, parses, selects and matches; rejects with a UsageError before anything runs. */
export async function planSuite(options: PlanOptions = {}): Promise<SuitePlan> {
  const { features, problems } = parseFeatures(options.features ?? (await readFeatures()));
  refuse(problems, 'cannot parse');
  const wanted = selectPickles(features, options);
  const words = buildVocabulary<World>(options.steps ?? vocabulary, parameterTypes);
  const plan = makePlan(features, words, (pickle) => wanted.has(pickle));
  refuse(plan.problems, 'cannot run');
  return { ...plan, total: features.reduce((sum, { pickles }) => sum + pickles.length, 0) };
}

/** Leaves out the scenarios that none of the targets could understand. */
export function speaking(plan: SuitePlan, protocols: readonly ('mqtt' | 'amqp')[]): SuitePlan {
  const scenarios = plan.scenarios.filter(({ tags }) => {
    const { spec } = readTags(tags);
    return spec !== undefined && protocols.includes(protocolOf[spec]);
  });
  if (scenarios.length > 0) return { ...plan, scenarios };
  throw new UsageError(
    'no scenario is left to run',
    `what is selected does not speak ${protocols.map((name) => name.toUpperCase()).join(' or ')}, the target does`,
    `add a target:  --target ${protocols.includes('mqtt') ? 'amqp://localhost:5672' : 'mqtt://localhost:1883'}`,
  );
}

function refuse(problems: Plan<World>['problems'], what: string): void {
  const [first] = problems;
  if (first === undefined) return;
  const more = problems.length === 1 ? undefined : `and ${problems.length - 1} more of this kind`;
  throw new UsageError(`${what} ${first.uri}:${first.line}`, first.message.split('\n').join(' '), more);
}
