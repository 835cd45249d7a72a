import { UsageError } from '../../result/expectation.js';
import type { KnownDeviation, VendorDeviation } from './known.js';

/** By the name that `--profile` takes: what a vendor says its broker does otherwise. */
const profiles: Readonly<Record<string, () => Promise<readonly VendorDeviation[]>>> = {
  rabbitmq: async () => (await import('./profiles/rabbitmq.js')).rabbitmq,
};

export async function loadProfile(name: string): Promise<KnownDeviation[]> {
  const load = profiles[name];
  if (load === undefined) {
    throw new UsageError(`there is no profile "${name}"`, `known are: ${Object.keys(profiles).join(', ')}`);
  }
  return (await load()).map((deviation) => ({ ...deviation, vendor: true }));
}
