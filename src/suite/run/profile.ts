import { UsageError } from '../../result/expectation.js';
import type { KnownDeviation, VendorDeviation } from './known.js';

/** By the name that `--profile` takes: what a vendor says its broker does otherwise. */
const PROFILES: Readonly<Record<string, () => Promise<readonly VendorDeviation[]>>> = {
  rabbitmq: async () => (await import('./profiles/rabbitmq.js')).RABBITMQ,
};

export async function loadProfile(name: string): Promise<KnownDeviation[]> {
  const load = PROFILES[name];
  if (load === undefined) {
    throw new UsageError(`there is no profile "${name}"`, `known are: ${Object.keys(PROFILES).join(', ')}`);
  }
  return (await load()).map((deviation) => ({ ...deviation, vendor: true }));
}
