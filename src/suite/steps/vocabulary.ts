import type { StepDefinition } from '../step.js';

/** Every sentence that a feature may say: the tables of the files beside this one. */
export const vocabulary: readonly StepDefinition[] = [];
