import type { PlannedScenario } from '../../engine/plan.js';
import type { ScenarioOutcome } from '../../engine/scenario-run.js';
import type { World } from '../world.js';
import type { Suspect } from './place.js';
import type { PlayOptions } from './stage.js';
import type { TargetWatch } from './target-watch.js';
import { type Judged, killed, wentDown } from './verdict.js';

/** What a run lends to the repetition of its scenarios. */
export interface Repeater {
  readonly play: (suspect: Suspect, how: PlayOptions) => Promise<Judged | undefined>;
  readonly finish: (judged: Judged) => void;
}

/**
 * Repeats what was in flight when a target went down. Each alone, so that the one who does it again is known. Those
 * that only wait on a clock are played together, which saves minutes; alone they are played only if the target goes
 * down under them once more.
 */
export async function repeatAll(suspects: readonly Suspect[], watch: TargetWatch, repeater: Repeater): Promise<void> {
  const waiting = suspects.filter(({ scenario }) => isWaiting(scenario));
  for (const one of suspects.filter(({ scenario }) => !isWaiting(scenario))) await repeat(one, watch, repeater);
  let anyFell = false;
  const together = await Promise.all(
    waiting.map((one) =>
      watch.isGone
        ? undefined
        : replay(one, watch, repeater, () => {
            anyFell = true;
          }),
    ),
  );
  if (anyFell) {
    await watch.comesBack();
    for (const one of waiting) await repeat(one, watch, repeater);
    return;
  }
  for (const [index, { scenario }] of waiting.entries()) repeater.finish(together[index] ?? wentDown(scenario));
}

/** Waits on the protocol's own clock, most of the time. */
export function isWaiting({ tags }: PlannedScenario<World>): boolean {
  return tags.includes('@clock');
}

/** A scenario that may have met a target on its way down: a step failed, or a connection ended. */
export function isSuspicious({ failed }: ScenarioOutcome<World>, { transcript }: World): boolean {
  const ended = transcript.entries.some(({ direction, title }) => direction === 'event' && title === 'closed');
  return failed !== undefined || ended;
}

async function repeat(suspect: Suspect, watch: TargetWatch, repeater: Repeater): Promise<void> {
  if (watch.isGone) {
    repeater.finish(wentDown(suspect.scenario));
    return;
  }
  let fell = false;
  const judged = await replay(suspect, watch, repeater, () => {
    fell = true;
  });
  if (judged === undefined) return;
  repeater.finish(fell ? { ...judged, result: killed(judged), breaches: [] } : judged);
  if (fell) await watch.comesBack();
}

function replay(
  suspect: Suspect,
  watch: TargetWatch,
  { play }: Repeater,
  onFall: () => void,
): Promise<Judged | undefined> {
  return play(suspect, {
    attempt: 1,
    interrupted: async (outcome, world) => {
      if (isSuspicious(outcome, world) && !(await watch.isUp())) onFall();
      return false;
    },
  });
}
