import type { Pickle } from '@cucumber/messages';
import { type FeatureSource, type ParsedFeature, parseFeatures } from '../engine/feature.js';
import { makePlan, type Plan } from '../engine/plan.js';
import { buildVocabulary } from '../engine/vocabulary.js';
import { UsageError } from '../result/expectation.js';
import { readFeatures } from './features.js';
import { parameterTypes } from './parameter-types.js';
import { type Selection, selectPickles } from './select.js';
import type { StepDefinition } from './step.js';
import { vocabulary } from './steps/vocabulary.js';
import { protocolOf, readTags } from './tags.js';
import type { World } from './world.js';

export interface PlanOptions extends Selection {
  /** Instead of the package's own features. */
  readonly features?: readonly FeatureSource[];
  /** Instead of the whole vocabulary. */
  readonly steps?: readonly StepDefinition[];
  /** Leaves out the scenarios of other protocols. */
  readonly protocols?: readonly ('mqtt' | 'amqp')[];
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
  const { protocols } = options;
  const spoken = (pickle: Pickle) => {
    const { spec } = readTags(pickle.tags.map(({ name }) => name));
    return protocols === undefined || (spec !== undefined && protocols.includes(protocolOf[spec]));
  };
  if (protocols !== undefined && ![...wanted].some(spoken)) throw otherProtocol(features, protocols);
  const plan = makePlan(features, buildVocabulary<World>(options.steps ?? vocabulary, parameterTypes), (pickle) => {
    return wanted.has(pickle) && spoken(pickle);
  });
  refuse(plan.problems, 'cannot run');
  return { ...plan, total: features.reduce((sum, { pickles }) => sum + pickles.length, 0) };
}

function refuse(problems: Plan<World>['problems'], what: string): void {
  const [first] = problems;
  if (first === undefined) return;
  const more = problems.length === 1 ? undefined : `and ${problems.length - 1} more of this kind`;
  throw new UsageError(`${what} ${first.uri}:${first.line}`, first.message.split('\n').join(' '), more);
}

function otherProtocol(features: readonly ParsedFeature[], protocols: readonly string[]): UsageError {
  const need = protocols.includes('mqtt') ? 'amqp://localhost:5672' : 'mqtt://localhost:1883';
  return new UsageError(
    'no scenario is left to run',
    features.length === 0
      ? 'there are no features'
      : `what is selected does not speak ${protocols.map((name) => name.toUpperCase()).join(' or ')}, the target does`,
    `add a target:  --target ${need}`,
  );
}
