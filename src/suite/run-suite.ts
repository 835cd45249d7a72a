import type { Envelope } from '@cucumber/messages';
import { metaEnvelope, runFinishedEnvelope, runStartedEnvelope } from '../engine/envelope.js';
import type { PlannedScenario } from '../engine/plan.js';
import { skipScenario } from '../engine/scenario-run.js';
import { schedule } from '../engine/schedule.js';
import type { Target } from '../net/target.js';
import { UsageError } from '../result/expectation.js';
import type { RunEvent, RunResult, ScenarioResult } from '../result/run.js';
import type { MakeActor } from './actors.js';
import { type Capabilities, probe, unmetRequirement } from './capabilities.js';
import { type KnownDeviation, withKnown } from './known.js';
import { type Namespace, namespaces } from './namespace.js';
import { Place } from './place.js';
import { type PlanOptions, planSuite, type SuitePlan, speaking } from './plan-suite.js';
import { type PlayOptions, play, type Stage } from './stage.js';
import { protocolOf, readTags } from './tags.js';
import { type Stopped, summarise } from './tally.js';
import { TargetWatch } from './target-watch.js';
import { type Judged, killed, notRun, rowOf, wentDown } from './verdict.js';
import type { World } from './world.js';

export interface RunOptions extends PlanOptions {
  /** Made beforehand by `planSuite`, which then says what is selected. */
  readonly plan?: SuitePlan;
  /** One for MQTT, one for AMQP, or both. */
  readonly targets: readonly Target[];
  /** Scenarios at once; those that wait on a clock have as many places again. */
  readonly jobs?: number;
  /** Milliseconds that the broker has for an answer. */
  readonly timeoutMs?: number;
  /** First part of every name on the wire, at most 10 letters and digits. */
  readonly namespace?: string;
  /** Stops at the first violation; with `strict` also at the first advisory. */
  readonly failFast?: boolean;
  readonly strict?: boolean;
  readonly known?: readonly KnownDeviation[];
  /** What the user says of the target; outweighs the probe. */
  readonly capabilities?: Capabilities;
  /** A target whose listener has these settings (`maximum-qos` → `1`), if there is one. */
  readonly setup?: (settings: Readonly<Record<string, string>>, target: Target) => Promise<Target | undefined>;
  /** Restarts a target; offers the capability `restart`. */
  readonly restart?: (target: Target) => Promise<void>;
  /** Milliseconds to wait for a target that went down. */
  readonly patienceMs?: number;
  readonly onEvent?: (event: RunEvent) => void;
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
 * Runs the selected scenarios against the targets and judges them.
 * Rejects with a UsageError when nothing can run; whatever a broker does is in the result.
 */
export async function runSuite(options: RunOptions): Promise<RunResult> {
  const [first] = options.targets;
  if (first === undefined) throw new UsageError('there is no target', undefined, 'try:  --target localhost:1883');
  const plan = speaking(
    options.plan ?? (await planSuite(options)),
    options.targets.map(({ protocol }) => protocol),
  );
  const timeoutMs = options.timeoutMs ?? 2000;
  const spoken = new Set(plan.scenarios.map(({ tags }) => protocolOf[readTags(tags).spec ?? 'mqtt5']));
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
        return new Place(target, capabilities, new TargetWatch(target, options.patienceMs ?? 10_000, options.isUp));
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
  private stopped: Stopped | undefined;
  private readonly idle: (() => void)[] = [];
  private readonly namespace: () => Namespace;

  constructor(options: RunOptions, plan: SuitePlan, places: readonly Place[], timeoutMs: number) {
    this.options = options;
    this.plan = plan;
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
    await schedule(this.plan.scenarios, {
      jobs: this.options.jobs ?? 64,
      laneOf: (one) => (one.tags.includes('@exclusive') ? 'alone' : isWaiting(one) ? 'waiting' : 'quick'),
      run: (scenario) => this.runOne(scenario),
      gate: () => this.mayStart(),
    });
    for (const { watch } of this.places) await watch.usable();
    const order = new Map(this.plan.scenarios.map(({ id }, index) => [id, index]));
    const place = ({ id }: ScenarioResult) => order.get(id) ?? Number.POSITIVE_INFINITY;
    const scenarios = [...this.finished.values()].sort((a, b) =>
      place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0,
    );
    const result = summarise({
      targets,
      started: started.toISOString(),
      durationMs: performance.now() - began,
      scenarios,
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
    const place = this.places.find(({ target }) => target.protocol === protocolOf[meaning.spec ?? 'mqtt5']);
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
    place.inFlight += 1;
    const judged = await this.play(scenario, place, target, {
      interrupted: async (outcome, world) => {
        const suspicious = outcome.failed !== undefined || sawAnEnd(world);
        const down = suspicious && !(await watch.isUp());
        if (!down && !(suspicious && watch.isRecovering)) return false;
        place.suspects.push(scenario);
        if (!watch.isRecovering) this.recover(place);
        return true;
      },
    });
    place.inFlight -= 1;
    if (place.inFlight === 0) for (const wake of this.idle.splice(0)) wake();
    if (judged !== undefined) this.finish(judged);
  }

  /** The target went down: once it is back, whatever was in flight is repeated, one by one. */
  private recover(place: Place): void {
    const { watch, target } = place;
    this.tell({ type: 'notice', text: `${target.url} went down; waiting for it to come back` });
    watch
      .recover(async (isBack) => {
        while (place.inFlight > 0) await new Promise<void>((wake) => this.idle.push(wake));
        if (isBack)
          this.tell({ type: 'notice', text: `${target.url} is back; repeating what was in flight, one by one` });
        await this.repeatAll(place.suspects.splice(0), place);
      })
      .then((isUsable) => {
        if (!isUsable) this.stopped = { reason: 'targetGone', text: `${target.url} went down and stayed away` };
      });
  }

  /**
   * Each alone, so that the one who does it again is known. Those that only wait on a clock are played together, which
   * saves minutes; alone they are played only if the target goes down under them once more.
   */
  private async repeatAll(suspects: readonly PlannedScenario<World>[], place: Place): Promise<void> {
    const waiting = suspects.filter(isWaiting);
    for (const scenario of suspects.filter((one) => !isWaiting(one))) await this.repeat(scenario, place);
    const fell = new Set<PlannedScenario<World>>();
    const together = await Promise.all(
      waiting.map((scenario) =>
        place.watch.isGone ? undefined : this.replay(scenario, place, () => fell.add(scenario)),
      ),
    );
    if (fell.size > 0) {
      await place.watch.comesBack();
      for (const scenario of waiting) await this.repeat(scenario, place);
      return;
    }
    for (const [index, scenario] of waiting.entries()) this.finish(together[index] ?? wentDown(scenario));
  }

  private async repeat(scenario: PlannedScenario<World>, place: Place): Promise<void> {
    if (place.watch.isGone) {
      this.finish(wentDown(scenario));
      return;
    }
    let fell = false;
    const judged = await this.replay(scenario, place, () => {
      fell = true;
    });
    if (judged === undefined) return;
    this.finish(fell ? { ...judged, result: killed(judged), breaches: [] } : judged);
    if (fell) await place.watch.comesBack();
  }

  private replay(scenario: PlannedScenario<World>, place: Place, onFall: () => void): Promise<Judged | undefined> {
    return this.play(scenario, place, place.target, {
      attempt: 1,
      interrupted: async (outcome, world) => {
        if ((outcome.failed !== undefined || sawAnEnd(world)) && !(await place.watch.isUp())) onFall();
        return false;
      },
    });
  }

  private play(
    scenario: PlannedScenario<World>,
    { capabilities }: Place,
    target: Target,
    how: PlayOptions,
  ): Promise<Judged | undefined> {
    const { onEnvelope, makeActor, restart } = this.options;
    const stage: Stage = {
      target,
      capabilities,
      timeoutMs: this.timeoutMs,
      namespace: this.namespace,
      ...(makeActor === undefined ? {} : { makeActor }),
      ...(restart === undefined ? {} : { restart: () => restart(target) }),
    };
    return play(scenario, stage, { ...how, ...(onEnvelope === undefined ? {} : { emit: onEnvelope }) });
  }

  private finish({ result, breaches, bug }: Judged): void {
    if (bug !== undefined) this.bugs.push(bug);
    for (const one of [result, ...breaches]) {
      // A packet that no broker may send is told once a statement, not once a scenario.
      if (this.finished.has(one.id) && one !== result) continue;
      const told = withKnown(one, this.options.known ?? [], this.today);
      this.finished.set(told.id, told);
      this.tell({ type: 'scenario-finished', result: told });
      const counts = told.verdict === 'fail' || (this.options.strict === true && told.verdict === 'advisory');
      if (counts && this.options.failFast === true)
        this.stopped ??= { reason: 'failFast', text: 'stopped at the first violation' };
    }
  }

  private tell(event: RunEvent): void {
    this.options.onEvent?.(event);
  }
}

function isWaiting({ tags }: PlannedScenario<World>): boolean {
  return tags.includes('@clock');
}

function sawAnEnd(world: World): boolean {
  return world.transcript.entries.some(({ direction, title }) => direction === 'event' && title === 'closed');
}
