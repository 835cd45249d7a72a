import type { Level } from '../catalogue/statement.js';
import type { ServiceName } from '../protocol/services.js';
import type { Evidence } from './expectation.js';
import type { TranscriptEntry } from './transcript.js';
import type { Verdict } from './verdict.js';

/** One scenario (an outline's row counts as one), judged. The JSON of `conform run` is made from these. */
export interface ScenarioResult {
  /** `features/mqtt5/…/3.08-subscribe.feature:41` */
  readonly id: string;
  readonly name: string;
  /** What was spoken, as targets name it, and in which version: `mqtt`, `5.0`. */
  readonly protocol: ServiceName;
  readonly version: string;
  /** What the feature's `Rule:` above it says: the statement in our own words. */
  readonly rule: string | null;
  /** Of a rule for every packet: the scenario in which it was first seen broken. */
  readonly seenIn?: string;
  /** `mqtt5/MQTT-3.8.3-4` */
  readonly statements: readonly string[];
  /** The strongest of its statements' levels. */
  readonly level: Level;
  readonly verdict: Verdict;
  /** Permitted outcomes of the step that failed; empty for a pass. */
  readonly expected: readonly string[];
  /** What was seen in their place; null for a pass. */
  readonly actual: string | null;
  /** For notApplicable, known and blocked. */
  readonly reason: string | null;
  readonly durationMs: number;
  /** With their @, the feature's included. */
  readonly tags: readonly string[];
  readonly steps: readonly StepResult[];
  /** Where in the transcript to look. */
  readonly evidence: Evidence;
  readonly transcript: readonly TranscriptEntry[];
}

/** What is known of a scenario before it runs. */
export type PlannedResult = Pick<
  ScenarioResult,
  'id' | 'name' | 'protocol' | 'version' | 'rule' | 'statements' | 'level' | 'tags'
>;

/** One step as it went; those behind the first that did not pass are skipped. */
export interface StepResult {
  /** `Given`, `When`, `Then`, `And`. */
  readonly keyword: string;
  readonly text: string;
  readonly status: 'passed' | 'failed' | 'advisory' | 'notApplicable' | 'skipped';
}

/** A statement of a standard, by the scenarios that ran. */
export interface StatementResult {
  /** `mqtt5/MQTT-3.8.3-4` */
  readonly key: string;
  /** The catalogue's. */
  readonly level: Level;
  /** The worst of its scenarios. */
  readonly verdict: Verdict;
}

/** A broker that was tested. */
export interface TargetResult {
  readonly url: string;
  readonly protocol: ServiceName;
  /** What it offers: `true` or a number; where it does not, `false` or the reason in one line. Keys in camelCase. */
  readonly capabilities: Readonly<Record<string, unknown>>;
}

/** What a run says in the end. */
export interface RunResult {
  /** Who is judged. */
  readonly role: 'broker' | 'client';
  readonly targets: readonly TargetResult[];
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly durationMs: number;
  /** How many rows of `scenarios` there are, in all and with each verdict. */
  readonly counts: Readonly<Record<Verdict | 'scenarios', number>>;
  /** In the order of the features; after them rows of rules for every packet, `invariant:<key>`, where one was broken. */
  readonly scenarios: readonly ScenarioResult[];
  /** Each statement that a scenario of these names, once. */
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
