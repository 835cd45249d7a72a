import type { MqttDefects } from './defects.js';
import type { Delivery } from './delivery.js';

/** Between a session and what it sends: passes deliveries on as they come, but for defects that swap neighbours. */
export class NeighbourSwap {
  private readonly defects: MqttDefects;
  private readonly pass: (delivery: Delivery) => void;
  /** Held back until the next one has gone, or for a moment. */
  private held: Delivery | undefined;

  constructor(defects: MqttDefects, pass: (delivery: Delivery) => void) {
    this.defects = defects;
    this.pass = pass;
  }

  deliver(delivery: Delivery): void {
    const { held } = this;
    if (held === undefined && this.isAffected(delivery)) {
      this.hold(delivery);
      return;
    }
    this.held = undefined;
    this.pass(delivery);
    if (held !== undefined) this.pass(held);
  }

  private isAffected({ qos, retained, subscriptions }: Delivery): boolean {
    if (retained) return false;
    if (this.defects.has('unordered-by-default') || (this.defects.has('reorders-qos1') && qos === 1)) return true;
    const hasWildcard = subscriptions.some(({ filter }) => /[+#]/.test(filter));
    return hasWildcard && this.defects.has('unordered-wildcard-delivery');
  }

  private hold(delivery: Delivery): void {
    this.held = delivery;
    setTimeout(() => {
      if (this.held !== delivery) return;
      this.held = undefined;
      this.pass(delivery);
    }, 50).unref();
  }
}
