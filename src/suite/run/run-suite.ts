import type { Envelope } from '@cucumber/messages';
import { metaEnvelope, runFinishedEnvelope, runStartedEnvelope } from '../../engine/envelope.js';
import type { PlannedScenario } from '../../engine/plan.js';
import { skipScenario } from '../../engine/scenario-run.js';
import { schedule } from '../../engine/schedule.js';
import type { Target } from '../../net/target.js';
import { UsageError } from '../../result/expectation.js';
import type { RunEvent, RunResult, ScenarioResult } from '../../result/run.js';
import { type Capabilities, unmetRequirement } from '../capabilities.js';
import { type PlanOptions, planSuite, type SuitePlan, speaking } from '../plan/plan-suite.js';
import { readTags, spokenIn } from '../plan/tags.js';
import { probe } from '../probe.js';
import { feelPulse } from '../visit.js';
import { type Namespace, namespaces } from '../words/namespace.js';
import type { MakeActor, World } from '../world.js';
import { type KnownDeviation, withKnown } from './known.js';
import { Place } from './place.js';
import { isSuspicious, isWaiting, type Repeater, repeatAll } from './repetition.js';
import { type PlayOptions, play, type Stage } from './stage.js';
import { type Stopped, summarise } from './tally.js';
import { TargetWatch } from './target-watch.js';
import { type Judged, notRun, rowOf } from './verdict.js';

/** Defaults stand in the comments; what is absent and has none is simply not done. */
export interface RunOptions extends PlanOptions {
  /** Made beforehand by `planSuite`, which then says what is selected. */
  readonly plan?: SuitePlan;
  /** One for each protocol at most. */
  readonly targets: readonly Target[];
  /** Scenarios at once, 64; those that wait on a clock have as many places again. */
  readonly jobs?: number;
  /** Milliseconds that the broker has for an answer, 2000. */
  readonly timeoutMs?: number;
  /** First part of every name on the wire, 1 to 10 letters and digits; random where absent. */
  readonly namespace?: string;
  /** Stops at the first violation; with `strict` also at the first advisory. */
  readonly failFast?: boolean;
  /** Advisories count as violations; the verdicts stay what they are. */
  readonly strict?: boolean;
  readonly known?: readonly KnownDeviation[];
  /** What the user says of the target, `{ sharedSubscriptions: false }`; outweighs the probe. */
  readonly capabilities?: Capabilities;
  /** A target whose listener has these settings (`{ 'maximum-qos': '1' }`); `undefined` where there is none. */
  readonly setup?: (settings: Readonly<Record<string, string>>, target: Target) => Promise<Target | undefined>;
  /** Restarts a target and resolves when it answers again; its presence offers the capability `restart`. */
  readonly restart?: (target: Target) => Promise<void>;
  /** Milliseconds to wait for a target that went down, 10,000. */
  readonly patienceMs?: number;
  /** Hears what happens, in order, from `run-started` to `run-finished`. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Hears the same as messages of Cucumber. */
  readonly onEnvelope?: (envelope: Envelope) => void;
  /** Aborted: no more scenarios start, those in flight end. */
  readonly signal?: AbortSignal;
  /** Instead of asking the target what it offers. */
  readonly probe?: (target: Target) => Promise<Capabilities>;
  /** Instead of connecting to see whether the target is still there. */
  readonly isUp?: (target: Target) => Promise<boolean>;
  /** Instead of the actors of the suite. */
  readonly makeActor?: MakeActor;
}

/**
 * Runs the selected scenarios against the targets, many at once, and judges them.
 *
 * Rejects with a UsageError where nothing can run (no target, a selector that matches nothing, a feature that cannot be
 * parsed), with a TargetUnreachable where nobody answers or somebody else does. Whatever a broker does, even going
 * down for good, is in the result.
 */
export async function runSuite(options: RunOptions): Promise<RunResult> {
  const [first] = options.targets;
  if (first === undefined) throw new UsageError('there is no target', undefined, 'try:  --target localhost:1883');
  const plan = speaking(
    options.plan ?? (await planSuite(options)),
    options.targets.map(({ protocol }) => protocol),
  );
  const timeoutMs = options.timeoutMs ?? 2000;
  const spoken = new Set(plan.scenarios.map(({ tags }) => spokenIn(tags).protocol));
  const targets = await Promise.all(
    options.targets
      .filter(({ protocol }) => spoken.has(protocol))
      .map(async (target) => {
        const operated = options.restart === undefined ? {} : { restart: true };
        const capabilities = {
          ...(await (options.probe?.(target) ?? probe(target, { timeoutMs }))),
          ...operated,
          ...options.capabilities,
        };
        const watch = new TargetWatch(target, options.patienceMs ?? 10_000, options.isUp);
        const isReal = options.probe === undefined && options.makeActor === undefined;
        const pulse = isReal
          ? await feelPulse(target, capabilities, namespaces(options.namespace), timeoutMs)
          : undefined;
        return new Place(target, capabilities, watch, pulse);
      }),
  );
  return new Run(options, plan, targets, timeoutMs).perform();
}

class Run {
  private readonly options: RunOptions;
  private readonly plan: SuitePlan;
  private readonly places: readonly Place[];
  private readonly timeoutMs: number;
  private readonly today = new Date().toISOString().slice(0, 10);
  private readonly finished = new Map<string, ScenarioResult>();
  private readonly bugs: unknown[] = [];
  private readonly order: ReadonlyMap<string, number>;
  private stopped: Stopped | undefined;
  /** What a listener threw while what was in flight was repeated. */
  private mishap: { readonly error: unknown } | undefined;
  private readonly namespace: () => Namespace;

  constructor(options: RunOptions, plan: SuitePlan, places: readonly Place[], timeoutMs: number) {
    this.options = options;
    this.plan = plan;
    this.order = new Map(plan.scenarios.map(({ id }, index) => [id, index]));
    this.places = places;
    this.timeoutMs = timeoutMs;
    this.namespace = namespaces(options.namespace);
  }

  async perform(): Promise<RunResult> {
    const started = new Date();
    const began = performance.now();
    const targets = this.places.map((place) => place.told);
    this.tell({ type: 'run-started', targets, planned: this.plan.scenarios.map(rowOf), total: this.plan.total });
    const emit = this.options.onEnvelope;
    if (emit !== undefined)
      for (const one of [metaEnvelope(), ...this.plan.envelopes(this.plan.scenarios), runStartedEnvelope()]) emit(one);
    // What no correct client sends may be met by silence, which has to be waited out: that begins first.
    const isMalformed = (one: PlannedScenario<World>) => one.tags.includes('@malformed');
    const scenarios = this.plan.scenarios;
    await schedule([...scenarios.filter(isMalformed), ...scenarios.filter((one) => !isMalformed(one))], {
      jobs: this.options.jobs ?? 64,
      laneOf: (one) => (one.tags.includes('@exclusive') ? 'alone' : isWaiting(one) ? 'waiting' : 'quick'),
      run: (scenario) => this.runOne(scenario),
      gate: () => this.mayStart(),
    });
    for (const { watch } of this.places) await watch.usable();
    if (this.mishap !== undefined) throw this.mishap.error;
    // As planned; the rows of rules for every packet come last.
    const { length } = this.plan.scenarios;
    const place = (one: ScenarioResult) => (one.seenIn === undefined ? this.rank(one) : length + this.rank(one));
    const judged = [...this.finished.values()].sort((a, b) => place(a) - place(b));
    const result = summarise({
      targets,
      started: started.toISOString(),
      durationMs: performance.now() - began,
      scenarios: judged,
      known: this.options.known ?? [],
      stopped: this.stopped,
      bugs: this.bugs,
    });
    emit?.(runFinishedEnvelope(result.counts.fail + result.counts.blocked === 0));
    this.tell({ type: 'run-finished', result });
    return result;
  }

  private async mayStart(): Promise<boolean> {
    for (const { watch } of this.places) if (!(await watch.usable())) return false;
    if (this.options.signal?.aborted === true) this.stopped ??= { reason: 'interrupted', text: 'interrupted' };
    return this.stopped === undefined;
  }

  private async runOne(scenario: PlannedScenario<World>): Promise<void> {
    const meaning = readTags(scenario.tags);
    const place = this.places.find(({ target }) => target.protocol === spokenIn(scenario.tags).protocol);
    if (place === undefined) return;
    const unmet = unmetRequirement(meaning, place.capabilities);
    if (unmet !== undefined) return this.skip(scenario, unmet);
    const settings = Object.entries(meaning.setup);
    if (settings.length === 0) return this.attempt(scenario, place, place.target);
    const target = await this.options.setup?.(meaning.setup, place.target);
    if (target !== undefined) return this.attempt(scenario, place, target);
    const wanted = settings.map(([key, value]) => `${key}=${value}`).join(', ');
    return this.skip(scenario, `no listener with ${wanted} is configured`);
  }

  private skip(scenario: PlannedScenario<World>, reason: string): void {
    skipScenario(scenario, this.options.onEnvelope);
    this.finish({ result: notRun(scenario, 'notApplicable', reason), breaches: [] });
  }

  private async attempt(scenario: PlannedScenario<World>, place: Place, target: Target): Promise<void> {
    const { watch } = place;
    this.tell({ type: 'scenario-started', id: scenario.id, name: scenario.name });
    const played = this.play(scenario, place, target, {
      interrupted: async (outcome, world) => {
        const suspicious = isSuspicious(outcome, world);
        const down = suspicious && !(await watch.isUp());
        if (!down && !(suspicious && watch.isRecovering)) return false;
        place.suspects.push({ scenario, target });
        if (!watch.isRecovering) this.recover(place);
        return true;
      },
    });
    const judged = await place.during(played);
    if (judged !== undefined) this.finish(judged);
  }

  /** The target went down: once it is back, whatever was in flight is repeated, one by one. */
  private recover(place: Place): void {
    const { watch, target } = place;
    this.tell({ type: 'notice', text: `${target.url} went down; waiting for it to come back` });
    const repeater: Repeater = {
      play: (suspect, how) => this.play(suspect.scenario, place, suspect.target, how),
      finish: (judged) => this.finish(judged),
    };
    watch
      .recover(async (isBack) => {
        await place.quiet();
        if (isBack)
          this.tell({ type: 'notice', text: `${target.url} is back; repeating what was in flight, one by one` });
        await repeatAll(place.suspects.splice(0), watch, repeater);
      })
      .then(
        (isUsable) => {
          if (!isUsable) this.stopped = { reason: 'targetGone', text: `${target.url} went down and stayed away` };
        },
        // Whoever stands at the gate is refused with it; where nobody does, the run is.
        (error: unknown) => {
          this.mishap ??= { error };
        },
      );
  }

  private play(
    scenario: PlannedScenario<World>,
    { capabilities, pulse }: Place,
    target: Target,
    how: PlayOptions,
  ): Promise<Judged | undefined> {
    const { onEnvelope, makeActor, restart } = this.options;
    const stage: Stage = {
      target,
      capabilities,
      timeoutMs: this.timeoutMs,
      namespace: this.namespace,
      ...(pulse === undefined ? {} : { pulse }),
      ...(makeActor === undefined ? {} : { makeActor }),
      ...(restart === undefined ? {} : { restart: () => restart(target) }),
    };
    return play(scenario, stage, { ...how, ...(onEnvelope === undefined ? {} : { emit: onEnvelope }) });
  }

  private finish({ result, breaches, bug }: Judged): void {
    if (bug !== undefined) this.bugs.push(bug);
    for (const one of [result, ...breaches]) {
      const told = withKnown(one, this.options.known ?? [], this.today);
      // A packet that no broker may send is told once a statement, not once a scenario; the first as planned is kept,
      // for which of them ends first is chance.
      const before = this.finished.get(one.id);
      if (before !== undefined && one !== result) {
        if (this.rank(one) < this.rank(before)) this.finished.set(told.id, told);
        continue;
      }
      this.finished.set(told.id, told);
      this.tell({ type: 'scenario-finished', result: told });
      const counts = told.verdict === 'fail' || (this.options.strict === true && told.verdict === 'advisory');
      if (counts && this.options.failFast === true)
        this.stopped ??= { reason: 'failFast', text: 'stopped at the first violation' };
    }
  }

  /** Where a scenario stands in the plan; of a rule for every packet, the scenario in which it was broken. */
  private rank({ id, seenIn }: ScenarioResult): number {
    return this.order.get(seenIn ?? id) ?? this.order.size;
  }

  private tell(event: RunEvent): void {
    this.options.onEvent?.(event);
  }
}
