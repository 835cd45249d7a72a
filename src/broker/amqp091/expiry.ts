import type { Message } from './message.js';
import type { Queue } from './queue.js';

export const expiring = { deadline };

/** When a message that enters the queue now has waited too long: the sooner of the queue's limit and its own. */
function deadline({ policy }: Queue, { expiration }: Message): number {
  return performance.now() + Math.min(policy.messageTtl ?? never, expiration ?? never);
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
