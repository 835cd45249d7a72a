import type { Level } from '../catalogue/statement.js';
import type { Evidence } from './expectation.js';
import type { TranscriptEntry } from './transcript.js';
import type { Verdict } from './verdict.js';

/** One scenario (an outline's row counts as one), judged. The JSON of `conform run` is made from these. */
export interface ScenarioResult {
  /** `features/mqtt5/…/3.08-subscribe.feature:41` */
  readonly id: string;
  readonly name: string;
  /** Of a rule for every packet: the scenario in which it was first seen broken. */
  readonly seenIn?: string;
  /** `mqtt5/MQTT-3.8.3-4` */
  readonly statements: readonly string[];
  readonly level: Level;
  readonly verdict: Verdict;
  /** Permitted outcomes of the step that failed; empty for a pass. */
  readonly expected: readonly string[];
  readonly actual: string | null;
  /** For notApplicable, known and blocked. */
  readonly reason: string | null;
  readonly durationMs: number;
  readonly tags: readonly string[];
  readonly steps: readonly StepResult[];
  readonly evidence: Evidence;
  readonly transcript: readonly TranscriptEntry[];
}

/** What is known of a scenario before it runs. */
export type PlannedResult = Pick<ScenarioResult, 'id' | 'name' | 'statements' | 'level' | 'tags'>;

export interface StepResult {
  readonly keyword: string;
  readonly text: string;
  readonly status: 'passed' | 'failed' | 'advisory' | 'notApplicable' | 'skipped';
}

export interface StatementResult {
  readonly key: string;
  readonly level: Level;
  readonly verdict: Verdict;
}

export interface TargetResult {
  readonly url: string;
  readonly protocol: 'mqtt' | 'amqp';
  readonly capabilities: Readonly<Record<string, unknown>>;
}

export interface RunResult {
  readonly targets: readonly TargetResult[];
  /** ISO 8601. */
  readonly started: string;
  readonly durationMs: number;
  readonly counts: Readonly<Record<Verdict | 'scenarios', number>>;
  readonly scenarios: readonly ScenarioResult[];
  readonly statements: readonly StatementResult[];
  /** Entries of the user's list of known deviations that are none any more. */
  readonly staleKnown: readonly { readonly statement: string; readonly reason: string }[];
  /** Why scenarios that were selected are missing. */
  readonly stopped?: { readonly reason: 'interrupted' | 'failFast' | 'targetGone'; readonly text: string };
  /** Stacks of errors that no step should throw: mistakes of the suite, not of the broker. */
  readonly bugs: readonly string[];
}

/** What reporters hear, in order. */
export type RunEvent =
  | {
      readonly type: 'run-started';
      readonly targets: readonly TargetResult[];
      /** What will be run, in the order of the features. */
      readonly planned: readonly PlannedResult[];
      /** How many scenarios there are in all. */
      readonly total: number;
    }
  | { readonly type: 'scenario-started'; readonly id: string; readonly name: string }
  | { readonly type: 'scenario-finished'; readonly result: ScenarioResult }
  | { readonly type: 'notice'; readonly text: string }
  | { readonly type: 'run-finished'; readonly result: RunResult };
