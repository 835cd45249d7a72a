import { type Broker, startBroker } from '../broker/broker.js';
import { parseSetting } from '../broker/settings.js';
import type { PlannedScenario } from '../engine/plan.js';
import type { Target } from '../net/target.js';
import { type Capabilities, probe, unmetRequirement } from '../suite/capabilities.js';
import { Namespace } from '../suite/namespace.js';
import { play } from '../suite/stage.js';
import { protocolOf, readTags } from '../suite/tags.js';
import { type Judged, notRun } from '../suite/verdict.js';
import type { World } from '../suite/world.js';

/** Plays scenarios, each on a reference broker of its own. */
export class StageHand {
  private readonly timeoutMs: number;
  private readonly capabilities: Readonly<Record<'mqtt' | 'amqp', Capabilities>>;

  /** Probes a broker without defects once: what it offers, all of them offer. */
  static async ready(timeoutMs: number): Promise<StageHand> {
    const broker = await startBroker({ mqttPort: 0, amqpPort: 0 });
    try {
      const [mqtt, amqp] = await Promise.all(
        (['mqtt', 'amqp'] as const).map((protocol) => probe(targetOf(broker, protocol), { timeoutMs })),
      );
      return new StageHand(timeoutMs, { mqtt: { ...mqtt, restart: true }, amqp: { ...amqp, restart: true } });
    } finally {
      await broker.close();
    }
  }

  private constructor(timeoutMs: number, capabilities: Readonly<Record<'mqtt' | 'amqp', Capabilities>>) {
    this.timeoutMs = timeoutMs;
    this.capabilities = capabilities;
  }

  async play(scenario: PlannedScenario<World>, defects: readonly string[]): Promise<Judged> {
    const meaning = readTags(scenario.tags);
    const protocol = protocolOf[meaning.spec ?? 'mqtt5'];
    const unmet = unmetRequirement(meaning, this.capabilities[protocol]);
    if (unmet !== undefined) return { result: notRun(scenario, 'notApplicable', unmet), breaches: [] };
    const settings = Object.entries(meaning.setup).map(([key, value]) => parseSetting(`${key}=${value}`));
    const broker = await startBroker({
      mqttPort: protocol === 'mqtt' ? 0 : null,
      amqpPort: protocol === 'amqp' ? 0 : null,
      defects,
      settings: Object.assign({}, ...settings),
    });
    try {
      const judged = await play(scenario, {
        target: targetOf(broker, protocol),
        capabilities: this.capabilities[protocol],
        timeoutMs: this.timeoutMs,
        namespace: () => new Namespace(),
        restart: () => broker.restart(),
      });
      return judged ?? { result: notRun(scenario, 'blocked', 'interrupted'), breaches: [] };
    } finally {
      await broker.close();
    }
  }
}

function targetOf(broker: Broker, protocol: Target['protocol']): Target {
  const port = (protocol === 'mqtt' ? broker.mqttPort : broker.amqpPort) ?? 0;
  return { protocol, host: '127.0.0.1', port, url: `${protocol}://127.0.0.1:${port}` };
}
