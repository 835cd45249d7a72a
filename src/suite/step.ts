import type { Sentence } from '../engine/vocabulary.js';
import type { World } from './world.js';

/**
 * One sentence of the vocabulary: a cucumber expression and what it does.
 * `run` gets the world, the expression's arguments and, where a table follows, its cells row by row.
 */
export type StepDefinition = Sentence<World>;

/** A step without a table. */
export const step = (pattern: string, run: StepDefinition['run'], about?: string): StepDefinition => ({
  pattern,
  table: false,
  run,
  ...(about === undefined ? {} : { about }),
});

/** A step that ends with a table: `run` gets `string[][]` as its last argument. */
export const stepWith = (pattern: string, run: StepDefinition['run'], about?: string): StepDefinition => ({
  ...step(pattern, run, about),
  table: true,
});

/** A step that may end with "with" and a table: `run` gets an empty one where there is none. */
export const stepMaybeWith = (pattern: string, run: StepDefinition['run'], about?: string): StepDefinition => ({
  ...step(`${pattern}( with)`, run, about),
  table: 'optional',
});
