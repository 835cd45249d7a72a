import type { AmqpConduct } from '../conduct.js';
import type { QueuePolicy } from '../queue-policy.js';

/** Takes the arguments of a queue for others. */
export function limiting(policy: Partial<QueuePolicy>) {
  return {
    policyOf:
      (strict: AmqpConduct['policyOf']): AmqpConduct['policyOf'] =>
      (table) => ({ ...strict(table), ...policy }),
  };
}
