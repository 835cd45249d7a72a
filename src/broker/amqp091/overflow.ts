import type { Faults } from './defects.js';
import type { Message } from './message.js';
import type { QueueEntry } from './queue.js';
import type { QueuePolicy } from './queue-policy.js';

/** What x-max-length and x-max-length-bytes look at. */
export interface Load {
  readonly ready: readonly QueueEntry[];
  readonly unacknowledged: ReadonlySet<QueueEntry>;
  readonly policy: QueuePolicy;
  readonly faults: Faults;
}

/** Is there more than the limits allow, `arriving` counted in? Messages that are out do not count. */
export function isOver({ ready, unacknowledged, policy, faults }: Load, arriving: readonly Message[] = []): boolean {
  const { maxLength, maxLengthBytes } = policy;
  const out = faults.has('counts-unacked-in-max-length') ? unacknowledged.size : 0;
  const count = ready.length + arriving.length + out;
  if (maxLength !== undefined && count > maxLength && !faults.has('ignores-max-length')) return true;
  if (maxLengthBytes === undefined || faults.has('ignores-max-length-bytes')) return false;
  const messages = [...ready.map(({ message }) => message), ...arriving];
  return messages.reduce((sum, message) => sum + sizeOf(faults, message), 0) > maxLengthBytes;
}

/** Does a queue with these arguments turn publishes away instead of dropping its head? */
export function refusesPublishes({ policy, faults }: Load): boolean {
  return policy.overflow !== 'drop-head' && !faults.has('drops-head-despite-reject-publish');
}

function sizeOf(faults: Faults, { body, propertyList }: Message): number {
  return body.length + (faults.has('counts-headers-in-max-length') ? propertyList.length : 0);
}
