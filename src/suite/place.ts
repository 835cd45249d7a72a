import type { PlannedScenario } from '../engine/plan.js';
import type { Target } from '../net/target.js';
import type { TargetResult } from '../result/run.js';
import type { Capabilities } from './capabilities.js';
import type { TargetWatch } from './target-watch.js';
import type { World } from './world.js';

/** A target and what is going on there. */
export class Place {
  readonly target: Target;
  readonly capabilities: Capabilities;
  readonly watch: TargetWatch;
  /** Scenarios that are being played. */
  inFlight = 0;
  /** Scenarios that were in flight when the target went down. */
  suspects: PlannedScenario<World>[] = [];

  constructor(target: Target, capabilities: Capabilities, watch: TargetWatch) {
    this.target = target;
    this.capabilities = capabilities;
    this.watch = watch;
  }

  get told(): TargetResult {
    return { url: this.target.url, protocol: this.target.protocol, capabilities: this.capabilities };
  }
}
