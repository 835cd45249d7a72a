import type { Override } from '../../conduct.js';
import type { MqttConduct } from '../conduct.js';
import type { Session } from '../session.js';
import type { Subscription } from '../subscription.js';

/** Subscriptions that a broken broker serves beside those of a session, each with copies of its own. */
export class ExtraSubscriptions {
  private readonly bySession = new WeakMap<Session, Subscription[]>();

  add(session: Session, subscription: Subscription): void {
    this.bySession.set(session, [...this.of(session), subscription]);
  }

  has(session: Session, subscription: Subscription): boolean {
    return this.of(session).includes(subscription);
  }

  /** What makes the broker serve them. */
  get overrides(): {
    readonly subscriptionsOf: Override<MqttConduct, 'subscriptionsOf'>;
    readonly copiesOf: Override<MqttConduct, 'copiesOf'>;
  } {
    return {
      subscriptionsOf: (strict) => (session) => [...strict(session), ...this.of(session)],
      copiesOf: (strict) => (session, message, subscriptions, retained) => {
        const extra = subscriptions.filter((one) => this.has(session, one));
        const usual = subscriptions.filter((one) => !this.has(session, one));
        return [usual, ...extra.map((one) => [one])]
          .filter(({ length }) => length > 0)
          .flatMap((some) => strict(session, message, some, retained));
      },
    };
  }

  private of(session: Session): readonly Subscription[] {
    return this.bySession.get(session) ?? [];
  }
}
