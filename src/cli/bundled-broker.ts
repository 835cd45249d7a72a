import type { Target } from '../net/target.js';
import { UsageError } from '../result/expectation.js';
import { checkDefectNames } from './defect-check.js';

/** The reference broker as a target: on free ports, in this process. */
export interface BundledBroker {
  readonly targets: readonly Target[];
  /** A target of another broker with the same defects and these settings; `undefined` where it has no such setting. */
  readonly setup: (settings: Readonly<Record<string, string>>, target: Target) => Promise<Target | undefined>;
  readonly restart: (target: Target) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function startBundledBroker(defects: readonly string[] = []): Promise<BundledBroker> {
  await checkDefectNames(defects, '--defect');
  const { startBroker } = await import('../broker/broker.js');
  const { targetsOf } = await import('../proof/reference-targets.js');
  const { settingsFor } = await import('../proof/setup.js');
  const start = (settings: ReturnType<typeof settingsFor> & object) =>
    startBroker({ mqttPort: 0, amqpPort: 0, wsPort: 0, defects, settings }).catch((error: Error) => {
      throw new UsageError('cannot start the bundled broker', error.message, 'test another:  --target localhost:1883');
    });
  type Running = Awaited<ReturnType<typeof start>>;
  const main = await start({});
  const others = new Map<string, Promise<Running>>();
  /** Which broker listens on a port, for restarts. */
  const byPort = new Map<number, Running>();
  const doorsOf = (broker: Running): Target[] => {
    const targets = targetsOf(broker);
    for (const { port } of targets) byPort.set(port, broker);
    return targets;
  };
  return {
    targets: doorsOf(main),
    setup: async (settings, target) => {
      const wanted = settingsFor(settings);
      if (wanted === undefined) return undefined;
      if (Object.keys(wanted).length === 0) return target;
      const key = JSON.stringify(wanted);
      const broker = others.get(key) ?? start(wanted);
      others.set(key, broker);
      return doorsOf(await broker).find(({ protocol }) => protocol === target.protocol);
    },
    restart: async ({ port }) => byPort.get(port)?.restart(),
    close: async () => {
      await main.close();
      for (const broker of others.values()) await (await broker).close();
    },
  };
}
