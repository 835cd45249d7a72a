import { DEFECTS, defectById } from '../broker/defects.js';
import type { PlannedScenario } from '../engine/plan.js';
import { schedule } from '../engine/schedule.js';
import { UsageError } from '../result/expectation.js';
import type { ScenarioResult } from '../result/run.js';
import { planSuite } from '../suite/plan/plan-suite.js';
import type { Selection } from '../suite/plan/select.js';
import { readTags } from '../suite/plan/tags.js';
import type { Judged } from '../suite/run/verdict.js';
import type { World } from '../suite/world.js';
import { type Pair, type ProofDefect, pairUp } from './pairs.js';
import { StageHand } from './stage-hand.js';

/** Which defects, against which scenarios. */
export interface ProveOptions extends Selection {
  /** Ids of the defects to prove; all that the selected scenarios could see where absent. */
  readonly only?: readonly string[];
  /** Brokers at once, 96; those that wait on a clock have as many places again. */
  readonly jobs?: number;
  /** Milliseconds that a broker has for an answer, 2000: they run in this process and answer in a few. */
  readonly timeoutMs?: number;
  readonly onProgress?: (done: number, of: number) => void;
}

/** A defect, and what saw it. */
export interface ProvenDefect {
  readonly id: string;
  /** Keys of those that it breaks. */
  readonly statements: readonly string[];
  readonly verdict: 'caught' | 'survived';
  /** Scenarios that caught it. */
  readonly by: readonly string[];
  /** Why each candidate of a survivor did not catch it. */
  readonly misses: readonly string[];
}

/** What a proof says in the end. */
export interface Proof {
  readonly durationMs: number;
  readonly defects: readonly ProvenDefect[];
  /** How many were played. */
  readonly scenarios: number;
  /** How many of them caught something. */
  readonly catching: number;
  /** Scenarios that no defect made fail; not told where `only` leaves defects out. */
  readonly idle: readonly string[];
  /** Scenarios that do not pass on the broker without defects: what they catch proves nothing. */
  readonly unsound: readonly { readonly id: string; readonly why: string }[];
  /** Errors that no step should throw. */
  readonly bugs: readonly unknown[];
}

/** Sets every defect against the scenarios of the statements that it breaks. */
export async function prove(options: ProveOptions = {}): Promise<Proof> {
  const began = performance.now();
  const plan = await planSuite(options);
  const defects = chosenDefects(options.only, plan.scenarios, (options.select ?? []).length > 0);
  const hand = new StageHand(options.timeoutMs ?? 2000);
  const ledger = new Ledger();
  const playAll = (works: readonly Work[], before = 0) =>
    schedule(works, {
      jobs: options.jobs ?? 96,
      laneOf: ({ scenario }) => (scenario.tags.includes('@clock') ? 'waiting' : 'quick'),
      run: async (work) => {
        if (!('defect' in work)) ledger.noteSound(work.scenario, await hand.play(work.scenario, []));
        else if (!ledger.isSettled(work)) ledger.note(work, await hand.play(work.scenario, [work.defect.id]));
        options.onProgress?.(before + ++done, before + works.length);
      },
    });
  let done = 0;
  const pairs = pairUp(defects, plan.scenarios);
  await playAll([...soundness(pairs, plan.scenarios, options.only), ...pairs]);
  const missed = defects.filter(({ id }) => !ledger.isCaught(id));
  const others = await scenariosElsewhere(missed, plan.scenarios, options);
  const morePairs = pairUp(missed, others);
  await playAll([...soundness(morePairs, others, []), ...morePairs], done);
  return ledger.close(defects, plan.scenarios, options.only === undefined, performance.now() - began);
}

type Work = Pair | { readonly scenario: PlannedScenario<World> };

/** A defect that breaks several statements may be seen only by the scenarios of one that was not selected; `only` asks about the selection alone. */
async function scenariosElsewhere(
  missed: readonly { readonly breaks: readonly string[] }[],
  selected: readonly PlannedScenario<World>[],
  { only, exclude, include }: ProveOptions,
): Promise<readonly PlannedScenario<World>[]> {
  if (missed.length === 0 || only !== undefined) return [];
  const select = [...new Set(missed.flatMap(({ breaks }) => breaks))];
  const { scenarios } = await planSuite({
    select,
    ...(exclude === undefined ? {} : { exclude }),
    ...(include === undefined ? {} : { include }),
  });
  const known = new Set(selected.map(({ id }) => id));
  return scenarios.filter(({ id }) => !known.has(id));
}

/** Each scenario once without a defect. */
function soundness(
  pairs: readonly Pair[],
  scenarios: readonly PlannedScenario<World>[],
  only?: readonly string[],
): Work[] {
  const used = new Set(pairs.map(({ scenario }) => scenario));
  return scenarios.filter((scenario) => only === undefined || used.has(scenario)).map((scenario) => ({ scenario }));
}

function chosenDefects(
  only: readonly string[] | undefined,
  scenarios: readonly PlannedScenario<World>[],
  selected: boolean,
) {
  for (const id of only ?? []) {
    if (defectById(id) === undefined)
      throw new UsageError(`there is no defect "${id}"`, undefined, 'see them all:  conform broker --list-defects');
  }
  const keys = new Set(scenarios.flatMap(({ tags }) => readTags(tags).statements));
  return DEFECTS.filter(({ id, breaks }) => {
    if (only !== undefined) return only.includes(id);
    return !selected || breaks.some((key) => keys.has(key));
  });
}

class Ledger {
  private readonly caughtBy = new Map<string, Set<string>>();
  private readonly misses = new Map<string, string[]>();
  private readonly catching = new Set<string>();
  private readonly unsound = new Map<string, string>();
  private readonly bugs: unknown[] = [];

  /** The defect is caught and the scenario has caught something: nothing more to learn. */
  isSettled({ defect, scenario }: Pair): boolean {
    return this.caughtBy.has(defect.id) && this.catching.has(scenario.id);
  }

  isCaught(defect: string): boolean {
    return this.caughtBy.has(defect);
  }

  noteSound({ id }: PlannedScenario<World>, { result, breaches, bug }: Judged): void {
    if (bug !== undefined) this.bugs.push(bug);
    const [bad] = [result, ...breaches].filter(({ verdict }) => verdict !== 'pass');
    if (bad !== undefined) this.unsound.set(id, `${bad.verdict}: ${bad.actual ?? bad.reason ?? ''}`);
  }

  note({ defect, scenario }: Pair, { result, breaches, bug }: Judged): void {
    if (bug !== undefined) this.bugs.push(bug);
    const rows = [result, ...breaches];
    if (rows.some((row) => catches(row, defect.breaks))) {
      this.caughtBy.set(defect.id, (this.caughtBy.get(defect.id) ?? new Set()).add(scenario.id));
      this.catching.add(scenario.id);
      return;
    }
    const said = `${scenario.id}: ${result.verdict}${result.reason === null ? '' : `, ${result.reason}`}`;
    this.misses.set(defect.id, [...(this.misses.get(defect.id) ?? []), said]);
  }

  close(
    defects: readonly ProofDefect[],
    scenarios: readonly PlannedScenario<World>[],
    all: boolean,
    durationMs: number,
  ): Proof {
    const sound = (id: string) => !this.unsound.has(id);
    return {
      durationMs,
      defects: defects.map(({ id, breaks }) => {
        const by = [...(this.caughtBy.get(id) ?? [])].filter(sound).sort();
        const verdict = by.length > 0 ? 'caught' : 'survived';
        return { id, statements: breaks, verdict, by, misses: by.length > 0 ? [] : (this.misses.get(id) ?? []) };
      }),
      scenarios: scenarios.length,
      catching: scenarios.filter(({ id }) => this.catching.has(id) && sound(id)).length,
      idle: all ? scenarios.map(({ id }) => id).filter((id) => !(this.catching.has(id) && sound(id))) : [],
      unsound: [...this.unsound].map(([id, why]) => ({ id, why })),
      bugs: this.bugs,
    };
  }
}

/** A violation of a statement that the defect breaks; where only a SHOULD is tested, an advisory is all there can be. */
function catches({ verdict, statements, level }: ScenarioResult, breaks: readonly string[]): boolean {
  if (verdict !== 'fail' && !(verdict === 'advisory' && level === 'should')) return false;
  return statements.some((key) => breaks.includes(key));
}
