import { encodePacket } from '../../protocol/mqtt/encode.js';
import type { Qos } from '../../protocol/mqtt/packet.js';
import type { Delivery, InFlight } from './delivery.js';
import type { Hub } from './hub.js';
import type { Message } from './message.js';
import { publishPacket } from './publish-packet.js';
import type { Session } from './session.js';
import type { Subscription } from './subscription.js';

/** Brings messages to the sessions whose subscriptions match: sections 3.3.4, 4.5 and 4.8. */
export class Router {
  private readonly hub: Hub;
  /** Whose turn it is in each shared subscription. */
  private readonly turns = new Map<string, number>();

  constructor(hub: Hub) {
    this.hub = hub;
  }

  /** Delivers to all; answers how many subscriptions matched. */
  route(message: Message): number {
    const { defects } = this.hub;
    if (message.retain && message.payload.length === 0 && defects.has('empty-retain-not-delivered')) return 0;
    const audience = this.audience(message);
    if (defects.has('oversize-drop-affects-other-subscribers') && this.isTooLargeForAny(audience, message)) return 0;
    let matched = 0;
    const groups = new Map<string, Member[]>();
    for (const { session, subscriptions } of audience) {
      const own = subscriptions.filter(({ shareName }) => shareName === undefined);
      matched += subscriptions.length;
      if (own.length > 0) this.deliverTo(session, message, own);
      for (const subscription of subscriptions) {
        if (subscription.shareName === undefined) continue;
        const key = `${subscription.shareName}/${subscription.filter}`;
        groups.set(key, [...(groups.get(key) ?? []), { session, subscription }]);
      }
      if (own.length > 0 && defects.has('delivers-to-only-one-subscriber')) break;
    }
    for (const [key, members] of groups) this.deliverShared(key, members, message);
    return matched;
  }

  /** One copy (or what a defect makes of it) to one session, for all of its subscriptions that match. */
  deliverTo(session: Session, message: Message, subscriptions: readonly Subscription[], retained = false): void {
    const extra = subscriptions.filter((one) => session.extraSubscriptions.includes(one));
    const usual = subscriptions.filter((one) => !extra.includes(one));
    if (usual.length > 0) {
      for (const copy of this.copies(session, message, usual, retained)) session.outbound.deliver(copy);
    }
    for (const one of extra) session.outbound.deliver(this.copy(session, message, [one], retained));
  }

  /** A client refused a message: a shared subscription must not hand it to another (MQTT-4.8.2-6). */
  refused(delivery: Delivery, session: Session): void {
    if (this.hub.defects.has('share-retries-refused-message')) this.handOver(delivery, session);
  }

  /** A session has ended: its unfinished messages end with it (MQTT-4.8.2-5). */
  reassign(session: Session): void {
    for (const one of session.outbound.inFlight) if (one.qos === 2) this.handOver(one, session);
  }

  /** A member is gone for now: what was sent to it stays its own (MQTT-4.8.2-4). */
  connectionLost(session: Session): void {
    const { defects } = this.hub;
    const moves = defects.has('share-moves-inflight-qos2');
    if (!moves && !defects.has('share-loses-inflight-qos2')) return;
    const shared = session.outbound.inFlight.filter((one) => one.qos === 2 && isShared(one));
    session.outbound.inFlight = session.outbound.inFlight.filter((one) => !shared.includes(one));
    if (moves) for (const one of shared) this.handOver(one, session);
  }

  private audience(message: Message): Audience[] {
    return [...this.hub.sessions].flatMap((session) => {
      const subscriptions = session.allSubscriptions().filter((one) => this.reaches(session, one, message));
      return subscriptions.length === 0 ? [] : [{ session, subscriptions }];
    });
  }

  private reaches(session: Session, subscription: Subscription, message: Message): boolean {
    const { defects, matcher } = this.hub;
    if (subscription.refused === true) return matcher.matchesLoosely(subscription.filter, message.topic);
    if (/[+#]/.test(subscription.filter) && defects.has('grants-wildcard-without-support')) return false;
    if (subscription.noLocal && !defects.has('ignores-no-local')) {
      const own = message.publisher === session.clientId;
      if (own || defects.has('no-local-blocks-others')) return false;
    }
    return matcher.matches(subscription.filter, message.topic);
  }

  private copies(
    session: Session,
    message: Message,
    subscriptions: readonly Subscription[],
    retained: boolean,
  ): Delivery[] {
    const { defects } = this.hub;
    const one = this.copy(session, message, subscriptions, retained);
    if (subscriptions.length === 1 || retained) return [one];
    if (defects.has('overlap-too-many-copies')) return [one, ...subscriptions.map(() => one)];
    const single = subscriptions.map((subscription) => this.copy(session, message, [subscription], retained));
    if (defects.has('multi-copy-all-subids')) {
      return single.map((copy) => ({ ...copy, subscriptionIdentifiers: one.subscriptionIdentifiers }));
    }
    if (defects.has('multi-copy-missing-subid')) {
      const at = single.findIndex((copy) => copy.subscriptionIdentifiers.length > 0);
      return single.map((copy, index) => (index === at ? { ...copy, subscriptionIdentifiers: [] } : copy));
    }
    return [one];
  }

  private copy(
    session: Session,
    message: Message,
    subscriptions: readonly Subscription[],
    retained: boolean,
  ): Delivery {
    const identifiers = subscriptions.flatMap(({ identifier }) => (identifier === undefined ? [] : [identifier]));
    const { defects } = this.hub;
    const kept = defects.has('single-copy-has-one-subid') ? identifiers.slice(0, 1) : identifiers;
    return {
      message,
      qos: this.deliveredQos(message.qos, subscriptions),
      retain: retained
        ? !defects.has('retained-retain-flag-cleared')
        : this.forwardedRetain(session, message, subscriptions),
      subscriptionIdentifiers: defects.has('drops-subscription-identifier') ? [] : kept,
      subscriptions,
      retained,
    };
  }

  private deliveredQos(published: Qos, subscriptions: readonly Subscription[]): Qos {
    const { defects } = this.hub;
    const levels = subscriptions.map(({ qos }) => qos);
    const granted = (defects.has('overlap-uses-lowest-qos') ? Math.min(...levels) : Math.max(...levels)) as Qos;
    const shared = subscriptions.some(({ shareName }) => shareName !== undefined);
    if (defects.has('ignores-granted-qos') || (shared && defects.has('share-ignores-granted-qos'))) return published;
    if (defects.has('upgrades-qos')) return granted;
    const lower = Math.min(published, granted) as Qos;
    return lower > 0 && defects.has('downgrades-below-minimum') ? ((lower - 1) as Qos) : lower;
  }

  private forwardedRetain(session: Session, message: Message, subscriptions: readonly Subscription[]): boolean {
    const { defects } = this.hub;
    if (session.version !== 5) return message.retain && defects.has('forwards-retain-flag');
    if (!subscriptions.some(({ retainAsPublished }) => retainAsPublished)) {
      return message.retain && defects.has('rap0-keeps-retain');
    }
    if (defects.has('rap1-always-sets-retain')) return true;
    return message.retain && !defects.has('rap1-clears-retain');
  }

  /** One member of a shared subscription, in turn; members that are there before those that are away. */
  private deliverShared(key: string, members: readonly Member[], message: Message): void {
    if (this.hub.defects.has('share-delivers-to-all')) {
      for (const { session, subscription } of members) this.deliverTo(session, message, [subscription]);
      return;
    }
    const present = members.filter(({ session }) => session.connection !== undefined);
    const candidates = present.length > 0 ? present : members;
    const turn = this.turns.get(key) ?? 0;
    this.turns.set(key, turn + 1);
    const chosen = candidates[turn % candidates.length];
    if (chosen !== undefined) this.deliverTo(chosen.session, message, [chosen.subscription]);
  }

  /** Defects: another member gets what was meant for this one. */
  private handOver(delivery: Delivery | InFlight, from: Session): void {
    const subscription = delivery.subscriptions.find(({ shareName }) => shareName !== undefined);
    if (subscription === undefined) return;
    for (const session of this.hub.sessions) {
      const same = session.subscriptions.get(subscription.topicFilter);
      if (session === from || same === undefined) continue;
      this.deliverTo(session, delivery.message, [same]);
      return;
    }
  }

  private isTooLargeForAny(audience: readonly Audience[], message: Message): boolean {
    return audience.some(({ session, subscriptions }) => {
      const { connection } = session;
      if (connection === undefined) return false;
      const delivery = this.copy(session, message, subscriptions, false);
      const packet = publishPacket(delivery, connection, { packetIdentifier: 1, repeated: false });
      return encodePacket(packet, connection.version).length > connection.maximumPacketSize;
    });
  }
}

interface Audience {
  readonly session: Session;
  readonly subscriptions: readonly Subscription[];
}

interface Member {
  readonly session: Session;
  readonly subscription: Subscription;
}

const isShared = (delivery: Delivery): boolean =>
  delivery.subscriptions.some(({ shareName }) => shareName !== undefined);
