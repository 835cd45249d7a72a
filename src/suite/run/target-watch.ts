import { answers, trueWithin } from '../../net/reach.js';
import type { Target } from '../../net/target.js';

/** Knows whether a target is still there, and waits for one that went down. */
export class TargetWatch {
  readonly target: Target;
  private readonly patienceMs: number;
  private readonly look: Look;
  private recovery: Promise<boolean> | undefined;
  private gone = false;

  constructor(target: Target, patienceMs: number, look: Look = lookTwice) {
    this.target = target;
    this.patienceMs = patienceMs;
    this.look = look;
  }

  /** Went down and did not come back in time. */
  get isGone(): boolean {
    return this.gone;
  }

  get isRecovering(): boolean {
    return this.recovery !== undefined;
  }

  isUp(): Promise<boolean> {
    return this.look(this.target);
  }

  /** Resolves when the target may be used: true, or false when it is gone for good. */
  async usable(): Promise<boolean> {
    while (this.recovery !== undefined) await this.recovery;
    return !this.gone;
  }

  /** The target went down: holds everybody at `usable` until it is back and `meanwhile` is over. */
  recover(meanwhile: (isBack: boolean) => Promise<void>): Promise<boolean> {
    this.recovery ??= this.waitThen(meanwhile).finally(() => {
      this.recovery = undefined;
    });
    return this.recovery;
  }

  /** Waits for the target to answer again; whoever waits in vain makes it gone. */
  async comesBack(): Promise<boolean> {
    const back = await trueWithin((leftMs) => this.look(this.target, leftMs), this.patienceMs);
    if (!back) this.gone = true;
    return back;
  }

  private async waitThen(meanwhile: (isBack: boolean) => Promise<void>): Promise<boolean> {
    const back = await this.comesBack();
    await meanwhile(back);
    return !this.gone;
  }
}

type Look = (target: Target, withinMs?: number) => Promise<boolean>;

/** A single connection that is not accepted at once may be bad luck, or a broker that has many to accept. */
async function lookTwice(target: Target, withinMs = 6000): Promise<boolean> {
  const each = Math.min(withinMs / 2, 3000);
  return (await answers(target, each)) || answers(target, each);
}
