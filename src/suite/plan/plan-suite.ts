import { type FeatureSource, parseFeatures } from '../../engine/feature.js';
import { makePlan, type Plan } from '../../engine/plan.js';
import { usualUrl } from '../../net/target.js';
import { SERVICE_NAMES, type ServiceName } from '../../protocol/services.js';
import { UsageError } from '../../result/expectation.js';
import type { StepDefinition } from '../step.js';
import { vocabularies } from '../steps/vocabulary.js';
import type { World } from '../world.js';
import { readFeatures } from './features.js';
import { type Selection, selectPickles } from './select.js';
import { readTags, spokenIn } from './tags.js';

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
  const plan = makePlan(features, vocabularies(options.steps), (pickle) => wanted.has(pickle));
  refuse(plan.problems, 'cannot run');
  return { ...plan, total: features.reduce((sum, { pickles }) => sum + pickles.length, 0) };
}

/** Leaves out the scenarios that none of the targets could understand. */
export function speaking(plan: SuitePlan, protocols: readonly ServiceName[]): SuitePlan {
  const scenarios = plan.scenarios.filter(
    ({ tags }) => readTags(tags).spec !== undefined && protocols.includes(spokenIn(tags).protocol),
  );
  if (scenarios.length > 0) return { ...plan, scenarios };
  const another = SERVICE_NAMES.find((name) => !protocols.includes(name));
  throw new UsageError(
    'no scenario is left to run',
    `what is selected does not speak ${protocols.map((name) => name.toUpperCase()).join(' or ')}, the target does`,
    another && `add a target:  --target ${usualUrl(another)}`,
  );
}

function refuse(problems: Plan<World>['problems'], what: string): void {
  const [first] = problems;
  if (first === undefined) return;
  const more = problems.length === 1 ? undefined : `and ${problems.length - 1} more of this kind`;
  throw new UsageError(`${what} ${first.uri}:${first.line}`, first.message.split('\n').join(' '), more);
}
