import { PickleStepType } from '@cucumber/messages';
import { type FeatureSource, parseFeatures } from '../../engine/feature.js';
import { makePlan } from '../../engine/plan.js';
import type { ParameterKind } from '../../engine/vocabulary.js';
import { SUITE_PROTOCOLS } from '../protocols.js';
import type { StepDefinition } from '../step.js';
import { BYTE_STEPS } from '../steps/bytes.js';
import { CONNECTION_STEPS } from '../steps/connections.js';
import { parameterTypesOf, sentencesOf, vocabularies } from '../steps/vocabulary.js';
import { readFeatures } from './features.js';
import { spokenIn } from './tags.js';

/** A sentence that features may say, and how they use it. */
export interface StepEntry {
  /** A cucumber expression. */
  readonly pattern: string;
  /** All of them, for what any actor can do; else those of the features that say it. */
  readonly protocols: readonly string[];
  /** As what it is said. */
  readonly kinds: readonly StepKind[];
  readonly table: StepDefinition['table'];
  /** What it does, where the sentence does not say so itself. */
  readonly about?: string;
}

export type StepKind = 'Given' | 'When' | 'Then';

/** The whole vocabulary, the sentences that more protocols say first, in each the Givens first, then by the alphabet. */
export async function stepList(sources?: readonly FeatureSource[]): Promise<StepEntry[]> {
  const { features } = parseFeatures(sources ?? (await readFeatures()));
  const pickles = features.flatMap((feature) => feature.pickles);
  const { scenarios } = makePlan(features, vocabularies());
  const uses = new Map(
    allSentences().map((step) => [step, { protocols: new Set<string>(), kinds: new Set<StepKind>() }]),
  );
  scenarios.forEach(({ tags, steps }, index) => {
    const { protocol } = spokenIn(tags);
    steps.forEach(({ sentence }, at) => {
      const use = uses.get(sentence as StepDefinition);
      const kind = KIND_OF[pickles[index]?.steps[at]?.type ?? PickleStepType.UNKNOWN];
      use?.protocols.add(protocol);
      if (kind !== undefined) use?.kinds.add(kind);
    });
  });
  return [...uses]
    .map(([{ pattern, table, about }, { protocols, kinds }]) => ({
      pattern,
      protocols: PROTOCOLS.filter((name) => protocols.has(name) || SHARED.has(pattern)),
      kinds: KINDS.filter((kind) => kinds.has(kind)),
      table,
      ...(about === undefined ? {} : { about }),
    }))
    .sort(
      (a, b) =>
        b.protocols.length - a.protocols.length ||
        b.protocols.join().localeCompare(a.protocols.join()) ||
        KINDS.indexOf(a.kinds[0] ?? 'Then') - KINDS.indexOf(b.kinds[0] ?? 'Then') ||
        a.pattern.localeCompare(b.pattern, 'en'),
    );
}

/** The words between braces in them, each once. */
export function allParameterTypes(): readonly ParameterKind[] {
  return [...new Set(SUITE_PROTOCOLS.flatMap(parameterTypesOf))];
}

/** Every sentence once, whoever says it. */
export function allSentences(): readonly StepDefinition[] {
  return [...new Set(SUITE_PROTOCOLS.flatMap(sentencesOf))];
}

const PROTOCOLS: readonly string[] = SUITE_PROTOCOLS.map(({ id }) => id);

const SHARED: ReadonlySet<string> = new Set([...CONNECTION_STEPS, ...BYTE_STEPS].map(({ pattern }) => pattern));

const KINDS: readonly StepKind[] = ['Given', 'When', 'Then'];

const KIND_OF: Readonly<Partial<Record<PickleStepType, StepKind>>> = {
  [PickleStepType.CONTEXT]: 'Given',
  [PickleStepType.ACTION]: 'When',
  [PickleStepType.OUTCOME]: 'Then',
};
