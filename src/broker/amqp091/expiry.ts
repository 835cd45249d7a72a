import type { Faults } from './defects.js';
import type { Message } from './message.js';
import type { QueuePolicy } from './queue-policy.js';

/** When a message that enters the queue now has waited too long: the sooner of the queue's limit and its own. */
export function deadline(faults: Faults, { messageTtl }: QueuePolicy, { expiration }: Message): number {
  const ofMessage = expiration && (faults.has('takes-expiration-for-seconds') ? expiration * 1000 : expiration);
  const isQueueKept =
    faults.has('keeps-messages-beyond-queue-ttl') || (messageTtl === 0 && faults.has('keeps-messages-of-zero-ttl'));
  const ofQueue = isQueueKept ? undefined : messageTtl;
  if (ofQueue !== undefined && ofMessage !== undefined) {
    if (faults.has('prefers-message-ttl')) return performance.now() + ofMessage;
    if (faults.has('prefers-queue-ttl')) return performance.now() + ofQueue;
  }
  return performance.now() + Math.min(ofQueue ?? never, ofMessage ?? never);
}

const never = Number.POSITIVE_INFINITY;
/** The longest that a timer can be set. */
const longest = 0x7fffffff;

/** Rings when the head of a queue expires. */
export class Alarm {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly ring: () => void) {}

  set(at: number | undefined): void {
    clearTimeout(this.timer);
    if (at === undefined || at === never) return;
    const wait = Math.min(longest, Math.max(0, Math.ceil(at - performance.now())));
    this.timer = setTimeout(this.ring, wait).unref();
  }
}

/** `x-expires`: ends what nobody has used for so long. */
export class Lease {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly milliseconds: number | undefined,
    private readonly end: () => void,
  ) {
    this.renew();
  }

  renew(): void {
    this.stop();
    if (this.milliseconds === undefined) return;
    this.timer = setTimeout(this.end, Math.min(longest, this.milliseconds)).unref();
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
