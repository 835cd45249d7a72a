import {
  type Attachment,
  AttachmentContentEncoding,
  type Envelope,
  IdGenerator,
  TestStepResultStatus,
  TimeConversion,
} from '@cucumber/messages';
import { now } from './envelope.js';
import type { PlannedScenario, PlannedStep } from './plan.js';

export interface StepOutcome<World> {
  readonly step: PlannedStep<World>;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly durationMs: number;
  /** Whatever the step threw. */
  readonly error?: unknown;
}

export interface ScenarioOutcome<World> {
  readonly steps: readonly StepOutcome<World>[];
  /** The first step that threw; those after it were skipped. */
  readonly failed?: StepOutcome<World>;
  readonly durationMs: number;
}

export interface ScenarioRunOptions<World> {
  readonly world: World;
  /** Milliseconds that one step may take before it counts as hanging; as many again while `progress` grows, ten times at most. */
  readonly stepTimeoutMs: number;
  /** Grows whenever something happens in the scenario. */
  readonly progress?: () => number;
  /** 0, or how often this scenario was run before. */
  readonly attempt?: number;
  /** How a thrown error counts in Cucumber's words. */
  readonly statusOf?: (error: unknown) => 'failed' | 'skipped';
  /** Text that belongs to the step that threw. */
  readonly attach?: (error: unknown) => readonly string[];
  /** Runs after the last step, before the outcome is told: clears the stage. */
  readonly after?: (outcome: ScenarioOutcome<World>) => Promise<void>;
  /** True when this attempt does not count and another will follow. */
  readonly again?: (outcome: ScenarioOutcome<World>) => boolean;
  readonly emit?: (envelope: Envelope) => void;
}

/** A step neither ended nor failed in time. */
export class StepTimeout extends Error {
  constructor(text: string, milliseconds: number) {
    super(`the step "${text}" did not end within ${milliseconds} ms`);
    this.name = 'StepTimeout';
  }
}

/** Runs the steps of one scenario in order up to the first that throws. Never rejects for what a step does. */
export async function runScenario<World>(
  scenario: PlannedScenario<World>,
  options: ScenarioRunOptions<World>,
): Promise<ScenarioOutcome<World>> {
  const stream = new CaseStream(scenario.testCase.id, options.attempt ?? 0, options.emit);
  stream.started();
  const began = performance.now();
  const steps: StepOutcome<World>[] = [];
  let failed: StepOutcome<World> | undefined;
  for (const step of scenario.steps) {
    stream.stepStarted(step.id);
    const outcome: StepOutcome<World> =
      failed === undefined ? await runStep(step, options) : { step, status: 'skipped', durationMs: 0 };
    steps.push(outcome);
    if (outcome.status === 'failed') {
      failed = outcome;
      for (const text of options.attach?.(outcome.error) ?? []) stream.attach(step.id, text);
    }
    const skips = outcome.status === 'failed' && options.statusOf?.(outcome.error) === 'skipped';
    stream.stepFinished(step.id, skips ? { ...outcome, status: 'skipped' } : outcome);
  }
  const outcome: ScenarioOutcome<World> = {
    steps,
    ...(failed === undefined ? {} : { failed }),
    durationMs: performance.now() - began,
  };
  await options.after?.(outcome);
  stream.finished(options.again?.(outcome) ?? false);
  return outcome;
}

/** Tells a scenario that is not run: every step is skipped. */
export function skipScenario<World>(scenario: PlannedScenario<World>, emit?: (envelope: Envelope) => void): void {
  const stream = new CaseStream(scenario.testCase.id, 0, emit);
  stream.started();
  for (const { id } of scenario.steps) {
    stream.stepStarted(id);
    stream.stepFinished(id, { status: 'skipped', durationMs: 0 });
  }
  stream.finished(false);
}

async function runStep<World>(
  step: PlannedStep<World>,
  options: ScenarioRunOptions<World>,
): Promise<StepOutcome<World>> {
  const began = performance.now();
  let callOff: (() => void) | undefined;
  const took = () => performance.now() - began;
  try {
    const work = Promise.resolve(step.sentence.run(options.world, ...step.args()));
    const limit = new Promise<never>((_, reject) => {
      callOff = watch(options, (afterMs) => reject(new StepTimeout(step.text, afterMs)));
    });
    await Promise.race([work, limit]);
    return { step, status: 'passed', durationMs: took() };
  } catch (error) {
    return { step, status: 'failed', error, durationMs: took() };
  } finally {
    callOff?.();
  }
}

/** Calls `onHang` when nothing has happened from one look to the next; answers what calls it off. */
function watch<World>(
  { stepTimeoutMs, progress }: ScenarioRunOptions<World>,
  onHang: (afterMs: number) => void,
): () => void {
  let looks = 0;
  let seen = progress?.();
  const timer = setInterval(() => {
    const now = progress?.();
    looks += 1;
    if (now !== seen && looks < mostLooks) seen = now;
    else onHang(looks * stepTimeoutMs);
  }, stepTimeoutMs);
  return () => clearInterval(timer);
}

const mostLooks = 10;

const newId = IdGenerator.uuid();

const STATUSES = {
  passed: TestStepResultStatus.PASSED,
  failed: TestStepResultStatus.FAILED,
  skipped: TestStepResultStatus.SKIPPED,
} as const;

/** The messages of one attempt at one test case; silent without a listener. */
class CaseStream {
  private readonly testCaseId: string;
  private readonly attempt: number;
  private readonly emit: ((envelope: Envelope) => void) | undefined;
  private readonly testCaseStartedId: string;

  constructor(testCaseId: string, attempt: number, emit: ((envelope: Envelope) => void) | undefined) {
    this.testCaseId = testCaseId;
    this.attempt = attempt;
    this.emit = emit;
    this.testCaseStartedId = emit === undefined ? '' : newId();
  }

  started(): void {
    const { testCaseId, attempt, testCaseStartedId: id } = this;
    this.emit?.({ testCaseStarted: { id, testCaseId, attempt, timestamp: now() } });
  }

  stepStarted(testStepId: string): void {
    this.emit?.({ testStepStarted: { testCaseStartedId: this.testCaseStartedId, testStepId, timestamp: now() } });
  }

  attach(testStepId: string, body: string): void {
    const attachment: Attachment = {
      testCaseStartedId: this.testCaseStartedId,
      testStepId,
      body,
      mediaType: 'text/plain',
      contentEncoding: AttachmentContentEncoding.IDENTITY,
    };
    this.emit?.({ attachment });
  }

  stepFinished(
    testStepId: string,
    { status, durationMs, error }: { status: keyof typeof STATUSES; durationMs: number; error?: unknown },
  ): void {
    if (this.emit === undefined) return;
    const duration = TimeConversion.millisecondsToDuration(durationMs);
    const testStepResult = {
      status: STATUSES[status],
      duration,
      ...(error === undefined ? {} : { message: error instanceof Error ? error.message : String(error) }),
    };
    const { testCaseStartedId } = this;
    this.emit({ testStepFinished: { testCaseStartedId, testStepId, testStepResult, timestamp: now() } });
  }

  finished(willBeRetried: boolean): void {
    this.emit?.({
      testCaseFinished: { testCaseStartedId: this.testCaseStartedId, willBeRetried, timestamp: now() },
    });
  }
}
