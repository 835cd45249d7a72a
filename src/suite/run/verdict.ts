import type { PlannedScenario } from '../../engine/plan.js';
import { type ScenarioOutcome, StepTimeout } from '../../engine/scenario-run.js';
import { ExpectationFailed, NotApplicable, TargetUnreachable } from '../../result/expectation.js';
import type { PlannedResult, ScenarioResult, StepResult } from '../../result/run.js';
import type { TranscriptEntry } from '../../result/transcript.js';
import { readTags, spokenIn, statementKey } from '../plan/tags.js';
import type { World } from '../world.js';

export interface Judged {
  readonly result: ScenarioResult;
  /** Rows of statements that are not the scenario's own: broken in passing. */
  readonly breaches: readonly ScenarioResult[];
  /** An error that no step should throw: a mistake of ours. */
  readonly bug?: unknown;
}

/** From what the steps did to what that says about the broker. */
export function judge(
  scenario: PlannedScenario<World>,
  outcome: ScenarioOutcome<World>,
  world: World,
  transcript: readonly TranscriptEntry[] = world.transcript.entries,
): Judged {
  const found = find(outcome, world, readTags(scenario.tags).level === 'should');
  const result: ScenarioResult = {
    ...rowOf(scenario),
    verdict: found.verdict,
    expected: found.expected ?? [],
    actual: found.actual ?? null,
    reason: found.reason ?? null,
    durationMs: outcome.durationMs,
    steps: stepsOf(outcome),
    evidence: found.evidence ?? {},
    transcript,
  };
  return {
    result,
    breaches: [...breachedInPassing(result, outcome, world), ...breachedByPackets(result, world)],
    ...(found.bug === undefined ? {} : { bug: found.bug }),
  };
}

/** A scenario that is not run, and why. */
export function notRun(
  scenario: PlannedScenario<World>,
  verdict: 'notApplicable' | 'blocked',
  reason: string,
): ScenarioResult {
  const steps = scenario.steps.map(({ keyword, text }) => ({ keyword, text, status: 'skipped' as const }));
  return {
    ...rowOf(scenario),
    verdict,
    expected: [],
    actual: null,
    reason,
    durationMs: 0,
    steps,
    evidence: {},
    transcript: [],
  };
}

/** The target went down while this scenario was played, and there is no telling any more whose doing it was. */
export function wentDown(scenario: PlannedScenario<World>): Judged {
  return { result: notRun(scenario, 'blocked', 'the target went down'), breaches: [] };
}

/** The broker went down under this scenario, twice. */
export function killed({ result }: Judged): ScenarioResult {
  const lastSent = result.transcript.findLastIndex(({ direction }) => direction === 'sent');
  return {
    ...result,
    verdict: 'fail',
    expected: ['the broker goes on serving'],
    actual: 'the broker went down, and did so again when this scenario ran alone',
    reason: null,
    evidence: lastSent < 0 ? {} : { entry: lastSent, note: 'the last octets before it went down' },
  };
}

/** How an error counts in Cucumber's words. */
export function cucumberStatus(error: unknown): 'failed' | 'skipped' {
  return error instanceof NotApplicable ? 'skipped' : 'failed';
}

type Finding = Pick<ScenarioResult, 'verdict'> & {
  readonly [key in 'expected' | 'actual' | 'reason' | 'evidence']?: ScenarioResult[key];
} & { readonly bug?: unknown };

function find({ failed }: ScenarioOutcome<World>, world: World, soft: boolean): Finding {
  if (failed === undefined) {
    const [advice] = world.advice;
    if (advice === undefined) return { verdict: 'pass' };
    const evidence = advice.entry === undefined ? {} : { entry: advice.entry };
    return { verdict: 'advisory', expected: advice.expected, actual: advice.actual, evidence };
  }
  const { error, step } = failed;
  const said = `${step.keyword} ${step.text}`;
  if (error instanceof NotApplicable) return { verdict: 'notApplicable', reason: error.message };
  if (error instanceof ExpectationFailed) {
    const seen = { expected: error.expected, actual: error.actual, evidence: error.evidence };
    if (step.isContext) return { verdict: 'blocked', reason: `${said}: ${error.actual}`, ...seen };
    if (error.evidence.statements !== undefined)
      return { verdict: 'blocked', reason: `another statement was violated first: ${error.actual}`, ...seen };
    return { verdict: soft ? 'advisory' : 'fail', ...seen };
  }
  if (error instanceof StepTimeout) return { verdict: 'blocked', reason: error.message };
  if (error instanceof TargetUnreachable)
    return { verdict: 'blocked', reason: `${said}: ${[error.message, error.why].filter(Boolean).join(', ')}` };
  const text = error instanceof Error ? error.message : String(error);
  return { verdict: 'blocked', reason: `${said}: a mistake in the suite: ${text}`, bug: error };
}

function breachedInPassing(result: ScenarioResult, { failed }: ScenarioOutcome<World>, world: World): ScenarioResult[] {
  const error = failed?.error;
  if (!(error instanceof ExpectationFailed)) return [];
  return (error.evidence.statements ?? []).map((id) => ({
    ...result,
    ...invariantRow(statementKey(id, world.options.spec), result),
    expected: error.expected,
    actual: error.actual,
  }));
}

function breachedByPackets(result: ScenarioResult, world: World): ScenarioResult[] {
  return world.breaches.map((breach) => {
    const entry = result.transcript.findLastIndex(
      ({ actor, bytes }) => actor === breach.actor && bytes !== undefined && sameBytes(bytes, breach.bytes),
    );
    return {
      ...result,
      ...invariantRow(statementKey(breach.statement, world.options.spec), result),
      expected: ['every packet from the broker is well-formed and permitted'],
      actual: breach.message,
      evidence: entry < 0 ? {} : { entry, ...(breach.span === undefined ? {} : { span: breach.span }) },
    };
  });
}

/** Named by the statement alone: who sees the breach first is chance when all run at once. */
function invariantRow(key: string, { id }: ScenarioResult) {
  return {
    id: `invariant:${key}`,
    name: 'every packet that a client receives',
    rule: null,
    seenIn: id,
    statements: [key],
    level: 'must',
    verdict: 'fail',
    reason: null,
  } as const;
}

export function rowOf(scenario: PlannedScenario<World>): PlannedResult {
  const { statements, level } = readTags(scenario.tags);
  const { id, name, rule, tags } = scenario;
  return { id, name, rule, ...spokenIn(tags), statements, level, tags };
}

function stepsOf({ steps }: ScenarioOutcome<World>): StepResult[] {
  return steps.map(({ step, status, error }) => ({
    keyword: step.keyword,
    text: step.text,
    status: error instanceof NotApplicable ? 'notApplicable' : status,
  }));
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
