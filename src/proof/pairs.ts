import type { PlannedScenario } from '../engine/plan.js';
import { readTags } from '../suite/plan/tags.js';
import type { World } from '../suite/world.js';

/** What a proof needs to know of a defect. */
export interface ProofDefect {
  readonly id: string;
  /** Keys of the statements that it breaks. */
  readonly breaks: readonly string[];
}

/** One defect against one scenario of a statement that it breaks. */
export interface Pair {
  readonly defect: ProofDefect;
  readonly scenario: PlannedScenario<World>;
}

/**
 * Every defect with every scenario that should see it. The first candidates of all defects come before the second
 * ones: by the time a later pair is due, both of its halves may already be proven.
 */
export function pairUp(defects: readonly ProofDefect[], scenarios: readonly PlannedScenario<World>[]): Pair[] {
  const byStatement = new Map<string, PlannedScenario<World>[]>();
  for (const scenario of scenarios) {
    for (const key of readTags(scenario.tags).statements) {
      byStatement.set(key, [...(byStatement.get(key) ?? []), scenario]);
    }
  }
  const ranked = defects.flatMap((defect) => {
    const candidates = new Set(defect.breaks.flatMap((key) => byStatement.get(key) ?? []));
    return [...candidates].map((scenario, rank) => ({ defect, scenario, rank }));
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ defect, scenario }) => ({ defect, scenario }));
}
