import type { World } from './world.js';

/**
 * One sentence of the vocabulary: a cucumber expression and what it does.
 * `run` gets the world, the expression's arguments and, where a table follows, its cells row by row.
 */
export interface StepDefinition {
  readonly pattern: string;
  /** True when the step is followed by a table. */
  readonly table: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: the arguments' types come from the expression's parameter types
  readonly run: (world: World, ...args: any[]) => void | Promise<void>;
}

/** A step without a table. */
export const step = (pattern: string, run: StepDefinition['run']): StepDefinition => ({ pattern, table: false, run });

/** A step that ends with a table: `run` gets `string[][]` as its last argument. */
export const stepWith = (pattern: string, run: StepDefinition['run']): StepDefinition => ({
  pattern,
  table: true,
  run,
});
