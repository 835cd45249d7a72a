import { type Broker, startBroker } from '../broker/broker.js';
import type { PlannedScenario } from '../engine/plan.js';
import type { Target } from '../net/target.js';
import { type Capabilities, unmetRequirement } from '../suite/capabilities.js';
import { readTags, spokenIn } from '../suite/plan/tags.js';
import { probe } from '../suite/probe.js';
import { play } from '../suite/run/stage.js';
import { type Judged, notRun } from '../suite/run/verdict.js';
import { Namespace } from '../suite/words/namespace.js';
import type { World } from '../suite/world.js';
import { doorsFor, targetsOf } from './reference-targets.js';
import { settingsFor } from './setup.js';

/** Plays scenarios, each on a reference broker of its own. */
export class StageHand {
  private readonly timeoutMs: number;
  /** What a broker without defects offers, all of them offer; asked once. */
  private readonly offers = new Map<Target['protocol'], Promise<Capabilities>>();

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs;
  }

  async play(scenario: PlannedScenario<World>, defects: readonly string[]): Promise<Judged> {
    const meaning = readTags(scenario.tags);
    const { protocol } = spokenIn(scenario.tags);
    const capabilities = await this.capabilitiesOf(protocol);
    const unmet = unmetRequirement(meaning, capabilities);
    if (unmet !== undefined) return { result: notRun(scenario, 'notApplicable', unmet), breaches: [] };
    const settings = settingsFor(meaning.setup);
    if (settings === undefined) {
      return { result: notRun(scenario, 'notApplicable', 'the reference broker has no such setting'), breaches: [] };
    }
    const broker = await startBroker({
      ...doorsFor(protocol),
      ...(meaning.requires.includes('websocket') ? { wsPort: 0 } : {}),
      defects,
      settings,
    });
    try {
      const judged = await play(scenario, {
        target: theTarget(broker),
        capabilities,
        timeoutMs: this.timeoutMs,
        namespace: () => new Namespace(),
        restart: () => broker.restart(),
      });
      return judged ?? { result: notRun(scenario, 'blocked', 'interrupted'), breaches: [] };
    } finally {
      await broker.close();
    }
  }

  private capabilitiesOf(protocol: Target['protocol']): Promise<Capabilities> {
    const known = this.offers.get(protocol) ?? offersOf(protocol, this.timeoutMs);
    this.offers.set(protocol, known);
    return known;
  }
}

async function offersOf(protocol: Target['protocol'], timeoutMs: number): Promise<Capabilities> {
  const broker = await startBroker(doorsFor(protocol));
  try {
    return { ...(await probe(theTarget(broker), { timeoutMs })), restart: true, websocket: true };
  } finally {
    await broker.close();
  }
}

/** Only the protocol that is needed has a port. */
function theTarget(broker: Broker): Target {
  const [only] = targetsOf(broker);
  if (only === undefined) throw new Error('the reference broker listens nowhere');
  return only;
}
