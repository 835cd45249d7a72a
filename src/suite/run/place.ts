import type { PlannedScenario } from '../../engine/plan.js';
import type { Target } from '../../net/target.js';
import type { TargetResult } from '../../result/run.js';
import type { Capabilities } from '../capabilities.js';
import type { World } from '../world.js';
import type { Pulse } from './pulse.js';
import type { TargetWatch } from './target-watch.js';

/** A scenario that was in flight when its target went down, and the listener that it was played on. */
export interface Suspect {
  readonly scenario: PlannedScenario<World>;
  readonly target: Target;
}

/** A target and what is going on there. */
export class Place {
  readonly target: Target;
  readonly capabilities: Capabilities;
  readonly watch: TargetWatch;
  readonly pulse: Pulse | undefined;
  readonly suspects: Suspect[] = [];
  private inFlight = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(target: Target, capabilities: Capabilities, watch: TargetWatch, pulse?: Pulse) {
    this.target = target;
    this.capabilities = capabilities;
    this.watch = watch;
    this.pulse = pulse;
  }

  get told(): TargetResult {
    return { url: this.target.url, protocol: this.target.protocol, capabilities: this.capabilities };
  }

  /** Counts a scenario as in flight until `played` is settled. */
  async during<T>(played: Promise<T>): Promise<T> {
    this.inFlight += 1;
    try {
      return await played;
    } finally {
      this.inFlight -= 1;
      if (this.inFlight === 0) for (const wake of this.waiting.splice(0)) wake();
    }
  }

  /** Resolves when no scenario is in flight. */
  async quiet(): Promise<void> {
    while (this.inFlight > 0) await new Promise<void>((wake) => this.waiting.push(wake));
  }
}
