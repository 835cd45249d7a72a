import type { Message } from './message.js';
import type { Queue } from './queue.js';

export const measuring = { lengthOf, sizeOf };

/** Is there more than the limits allow, `arriving` counted in? */
export function isOver(queue: Queue, arriving: readonly Message[] = []): boolean {
  const { conduct, policy, ready } = queue;
  const { maxLength, maxLengthBytes } = policy;
  if (maxLength !== undefined && conduct.lengthOf(queue) + arriving.length > maxLength) return true;
  if (maxLengthBytes === undefined) return false;
  const messages = [...ready.map(({ message }) => message), ...arriving];
  return messages.reduce((sum, message) => sum + conduct.sizeOf(message), 0) > maxLengthBytes;
}

/** Messages that are out do not count. */
function lengthOf({ ready }: Queue): number {
  return ready.length;
}

/** Neither do properties. */
function sizeOf({ body }: Message): number {
  return body.length;
}
