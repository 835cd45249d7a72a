import type { Envelope } from '@cucumber/messages';
import type { PlannedScenario } from '../../engine/plan.js';
import { runScenario, type ScenarioOutcome } from '../../engine/scenario-run.js';
import type { Target } from '../../net/target.js';
import type { TranscriptEntry } from '../../result/transcript.js';
import type { Capabilities } from '../capabilities.js';
import { specOf, spokenIn } from '../plan/tags.js';
import { suiteProtocol } from '../protocols.js';
import type { Namespace } from '../words/namespace.js';
import type { MakeActor } from '../world.js';
import { World } from '../world.js';
import type { Pulse } from './pulse.js';
import { cucumberStatus, type Judged, judge } from './verdict.js';

/** Where a scenario is played. */
export interface Stage {
  readonly target: Target;
  readonly capabilities: Capabilities;
  /** Milliseconds that the broker has for an answer. */
  readonly timeoutMs: number;
  readonly namespace: () => Namespace;
  readonly pulse?: Pulse;
  readonly makeActor?: MakeActor;
  /** Restarts the broker; scenarios that need it run alone. */
  readonly restart?: () => Promise<void>;
}

export interface PlayOptions {
  readonly attempt?: number;
  readonly emit?: (envelope: Envelope) => void;
  /** Asked when the last step is over and the actors are still there; true: play it again, this time does not count. */
  readonly interrupted?: (outcome: ScenarioOutcome<World>, world: World) => Promise<boolean>;
}

/** A step that waits on the protocol's clock may take this long; any other that takes longer than the rest is stuck. */
const clockLimitMs = 120_000;
const quickLimitMs = 30_000;

/** Plays one scenario and judges it; `undefined` when it was interrupted. */
export async function play(
  scenario: PlannedScenario<World>,
  stage: Stage,
  how: PlayOptions = {},
): Promise<Judged | undefined> {
  const world = new World({
    spec: specOf(scenario.tags),
    target: stage.target,
    timeoutMs: stage.timeoutMs,
    namespace: stage.namespace(),
    makeActor: stage.makeActor ?? suiteProtocol(spokenIn(scenario.tags).protocol).makeActor,
    capabilities: stage.capabilities,
    ...(stage.pulse === undefined ? {} : { pulse: stage.pulse }),
    ...(stage.restart === undefined ? {} : { restart: stage.restart }),
  });
  let interrupted = false;
  let conversation: readonly TranscriptEntry[] = [];
  const slow = scenario.tags.includes('@clock') || scenario.tags.includes('@long');
  const outcome = await runScenario(scenario, {
    world,
    stepTimeoutMs: Math.max(slow ? clockLimitMs : quickLimitMs, stage.timeoutMs * 10),
    // A hundred messages, one at a time to somebody far away, take their time.
    progress: () => world.transcript.entries.length,
    attempt: how.attempt ?? 0,
    statusOf: cucumberStatus,
    attach: () => [world.transcript.entries.map(transcriptLine).join('\n')],
    after: async (done) => {
      // What is said while the stage is cleared is no evidence.
      conversation = [...world.transcript.entries];
      interrupted = (await how.interrupted?.(done, world)) ?? false;
      await world.dispose();
    },
    again: () => interrupted,
    ...(how.emit === undefined ? {} : { emit: how.emit }),
  });
  return interrupted ? undefined : judge(scenario, outcome, world, conversation);
}

const ARROWS = { sent: '→', received: '←', event: '·' } as const;

function transcriptLine({ at, actor, direction, title, text }: TranscriptEntry): string {
  return `${actor} ${(at / 1000).toFixed(3)} ${ARROWS[direction]} ${title} ${text}`;
}
