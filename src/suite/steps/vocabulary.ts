import { IdGenerator } from '@cucumber/messages';
import type { ParsedFeature } from '../../engine/feature.js';
import { buildVocabulary, type Vocabulary } from '../../engine/vocabulary.js';
import { spokenIn } from '../plan/tags.js';
import { suiteProtocol } from '../protocols.js';
import type { StepDefinition } from '../step.js';
import type { SuiteProtocol } from '../suite-protocol.js';
import { SHARED_PARAMETER_TYPES } from '../words/shared-parameter-types.js';
import type { World } from '../world.js';
import { BYTE_STEPS } from './bytes.js';
import { CONNECTION_STEPS } from './connections.js';

/** Every sentence that a feature of that protocol may say: those of all protocols, and its own. */
export function sentencesOf({ steps }: SuiteProtocol): readonly StepDefinition[] {
  return [...CONNECTION_STEPS, ...BYTE_STEPS, ...steps];
}

/** The words between braces in them. */
export function parameterTypesOf({ parameterTypes }: SuiteProtocol) {
  return [...SHARED_PARAMETER_TYPES, ...parameterTypes];
}

/**
 * From a feature to the vocabulary of its protocol. Each protocol has its own: two of them may have the same sentence.
 * With `steps` these are all there are.
 */
export function vocabularies(steps?: readonly StepDefinition[]): (feature: ParsedFeature) => Vocabulary<World> {
  // Counted through, for all of them may stand in one stream of messages.
  const newId = IdGenerator.incrementing();
  const byProtocol = new Map<string, Vocabulary<World>>();
  return ({ document }) => {
    const { protocol } = spokenIn((document.feature?.tags ?? []).map(({ name }) => name));
    const known = byProtocol.get(protocol);
    if (known !== undefined) return known;
    const spoken = suiteProtocol(protocol);
    const made = buildVocabulary<World>(steps ?? sentencesOf(spoken), parameterTypesOf(spoken), newId);
    byProtocol.set(protocol, made);
    return made;
  };
}
