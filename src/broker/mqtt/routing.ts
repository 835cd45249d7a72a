import type { Qos } from '../../protocol/mqtt/packet.js';
import { topicMatches } from '../../protocol/mqtt/topic.js';
import type { Delivery } from './delivery.js';
import type { Hub } from './hub.js';
import type { Message } from './message.js';
import type { Session } from './session.js';
import type { Subscription } from './subscription.js';

/** Brings messages to the sessions whose subscriptions match: sections 3.3.4, 4.5, 4.7 and 4.8. */
export const routing = {
  route,
  audienceOf,
  subscriptionsOf,
  reaches,
  matches: topicMatches,
  chooseMembers,
  copiesOf,
  deliveryQos,
  deliveryRetain,
  subscriptionIdentifiers,
};

/** A session, and those of its subscriptions that match a message. */
export interface Audience {
  readonly session: Session;
  readonly subscriptions: readonly Subscription[];
}

/** One of those who share a subscription. */
export interface Member {
  readonly session: Session;
  readonly subscription: Subscription;
}

/** Delivers to all; answers how many subscriptions matched. */
function route(hub: Hub, message: Message): number {
  let matched = 0;
  const groups = new Map<string, Member[]>();
  for (const { session, subscriptions } of hub.conduct.audienceOf(hub, message)) {
    const own = subscriptions.filter(({ shareName }) => shareName === undefined);
    matched += subscriptions.length;
    if (own.length > 0) deliverTo(session, message, own, false);
    for (const subscription of subscriptions) {
      if (subscription.shareName === undefined) continue;
      const key = `${subscription.shareName}/${subscription.filter}`;
      groups.set(key, [...(groups.get(key) ?? []), { session, subscription }]);
    }
  }
  for (const [key, members] of groups) deliverShared(hub, key, members, message);
  return matched;
}

/** To one session, for all of its subscriptions that match; `retained`: because it has just subscribed. */
export function deliverTo(
  session: Session,
  message: Message,
  subscriptions: readonly Subscription[],
  retained: boolean,
): void {
  const { conduct } = session.hub;
  for (const copy of conduct.copiesOf(session, message, subscriptions, retained)) {
    conduct.deliver(session.outbound, copy);
  }
}

function deliverShared(hub: Hub, key: string, members: readonly Member[], message: Message): void {
  const turn = hub.turns.get(key) ?? 0;
  hub.turns.set(key, turn + 1);
  for (const { session, subscription } of hub.conduct.chooseMembers(members, turn)) {
    deliverTo(session, message, [subscription], false);
  }
}

function audienceOf({ conduct, sessions }: Hub, message: Message): readonly Audience[] {
  return [...sessions].flatMap((session) => {
    const subscriptions = conduct.subscriptionsOf(session).filter((one) => conduct.reaches(session, one, message));
    return subscriptions.length === 0 ? [] : [{ session, subscriptions }];
  });
}

function subscriptionsOf(session: Session): readonly Subscription[] {
  return [...session.subscriptions.values()];
}

/** No Local keeps a client's own messages from it (MQTT-3.8.3-3). */
function reaches({ clientId, hub }: Session, { filter, noLocal }: Subscription, message: Message): boolean {
  if (noLocal && message.publisher === clientId) return false;
  return hub.conduct.matches(filter, message.topic);
}

/** One member of a shared subscription, in turn; members that are there before those that are away. */
function chooseMembers(members: readonly Member[], turn: number): readonly Member[] {
  const present = members.filter(({ session }) => session.connection !== undefined);
  const candidates = present.length > 0 ? present : members;
  const at = turn % candidates.length;
  return candidates.slice(at, at + 1);
}

/** One copy, however many of a session's subscriptions match (MQTT-3.3.4-2). */
function copiesOf(
  session: Session,
  message: Message,
  subscriptions: readonly Subscription[],
  retained: boolean,
): readonly Delivery[] {
  return [copyOf(session, message, subscriptions, retained)];
}

export function copyOf(
  session: Session,
  message: Message,
  subscriptions: readonly Subscription[],
  retained: boolean,
): Delivery {
  const { conduct } = session.hub;
  return {
    message,
    qos: conduct.deliveryQos(message.qos, subscriptions),
    retain: conduct.deliveryRetain(session, message, subscriptions, retained),
    subscriptionIdentifiers: conduct.subscriptionIdentifiers(subscriptions),
    subscriptions,
    retained,
  };
}

/** That of the publisher, but no more than the highest that was granted (MQTT-3.8.4-8, MQTT-3.3.4-2). */
function deliveryQos(published: Qos, subscriptions: readonly Subscription[]): Qos {
  return Math.min(published, Math.max(...subscriptions.map(({ qos }) => qos))) as Qos;
}

/** RETAIN says that the message is sent because of a new subscription; 5.0 can ask for the publisher's (section 3.3.1.3). */
function deliveryRetain(
  { version }: Session,
  message: Message,
  subscriptions: readonly Subscription[],
  retained: boolean,
): boolean {
  if (retained) return true;
  return version === 5 && message.retain && subscriptions.some(({ retainAsPublished }) => retainAsPublished);
}

/** Those of all subscriptions that match (MQTT-3.3.4-4). */
function subscriptionIdentifiers(subscriptions: readonly Subscription[]): readonly number[] {
  return subscriptions.flatMap(({ identifier }) => (identifier === undefined ? [] : [identifier]));
}
