import type { Subscription as Asked, Qos, Subscribe, Unsubscribe } from '../../protocol/mqtt/packet.js';
import type { Connection } from './connection.js';
import { retainedFor } from './retained.js';
import { deliverTo } from './routing.js';
import type { Session } from './session.js';
import type { MqttSettings } from './settings.js';
import type { Subscription } from './subscription.js';
import { SUBSCRIPTION_REFUSALS } from './subscription-refusals.js';

/** What SUBSCRIBE and UNSUBSCRIBE do: sections 3.8.4 and 3.10.4. */
export const subscribing = {
  subscriptionRefusals: SUBSCRIPTION_REFUSALS,
  refuseFilter,
  grantedQos,
  subscribe,
  wantsRetained,
  unsubscribe,
  isMeant,
  deleteSubscription,
};

/** A subscription, and whether the session had none with its filter. */
export interface Granted {
  readonly subscription: Subscription;
  readonly isNew: boolean;
}

export function handleSubscribe(connection: Connection, packet: Subscribe): void {
  const { session, hub } = connection;
  if (session === undefined) return;
  const identifier = packet.properties?.subscriptionIdentifier?.[0];
  const answers = packet.subscriptions.map((asked) => answerTo(connection, asked, identifier));
  const granted = hub.conduct.subscribe(
    session,
    answers.filter((one) => typeof one !== 'number'),
  );
  const reasonCodes = answers.map((one) => (typeof one === 'number' ? one : one.qos));
  connection.send({ type: 'SUBACK', packetIdentifier: packet.packetIdentifier, reasonCodes });
  for (const one of granted) if (hub.conduct.wantsRetained(one)) sendRetained(session, one.subscription);
}

/** The subscription to grant, or the code that refuses it. */
function answerTo(connection: Connection, asked: Asked, identifier: number | undefined): Subscription | number {
  const { conduct, settings } = connection.hub;
  const refusal = conduct.subscriptionRefusals.find((row) => row.test(asked, connection, identifier));
  if (refusal !== undefined) return conduct.refuseFilter(connection, asked, refusal.code);
  return {
    ...sharedParts(asked.topicFilter, connection.version === 5),
    qos: conduct.grantedQos(settings, asked.qos === 3 ? 2 : asked.qos),
    noLocal: asked.noLocal ?? false,
    retainAsPublished: asked.retainAsPublished ?? false,
    retainHandling: asked.retainHandling ?? 0,
    identifier,
  };
}

/** 3.1.1 has one code for every refusal. */
function refuseFilter({ version }: Connection, _asked: Asked, code: number): number {
  return version === 5 ? code : 0x80;
}

/** No more than was asked for (MQTT-3.8.4-7), nor than the broker has. */
function grantedQos(settings: MqttSettings, asked: Qos): Qos {
  return Math.min(asked, settings.maximumQos) as Qos;
}

/** Shared subscriptions are of 5.0: before, `$share/…` is a filter like any other. */
function sharedParts(
  topicFilter: string,
  isVersion5: boolean,
): Pick<Subscription, 'topicFilter' | 'filter' | 'shareName'> {
  const parts = isVersion5 ? /^\$share\/([^/]*)\/(.*)$/s.exec(topicFilter) : null;
  if (parts === null) return { topicFilter, filter: topicFilter, shareName: undefined };
  return { topicFilter, filter: parts[2] ?? '', shareName: parts[1] ?? '' };
}

/** Each takes the place of one with the same filter (MQTT-3.8.4-3). */
function subscribe(session: Session, asked: readonly Subscription[]): readonly Granted[] {
  return asked.map((subscription) => {
    const isNew = !session.subscriptions.has(subscription.topicFilter);
    session.subscriptions.set(subscription.topicFilter, subscription);
    return { subscription, isNew };
  });
}

/** Retain Handling says when retained messages are sent (MQTT-3.3.1-9 to 11); shared subscriptions get none. */
function wantsRetained({ subscription: { shareName, retainHandling }, isNew }: Granted): boolean {
  return shareName === undefined && (retainHandling === 0 || (retainHandling === 1 && isNew));
}

function sendRetained(session: Session, subscription: Subscription): void {
  for (const message of retainedFor(session.hub, subscription.filter)) {
    deliverTo(session, message, [subscription], true);
  }
}

export function handleUnsubscribe(connection: Connection, { packetIdentifier, topicFilters }: Unsubscribe): void {
  const { session, hub } = connection;
  if (session === undefined) return;
  const reasonCodes = hub.conduct.unsubscribe(session, topicFilters);
  connection.send({ type: 'UNSUBACK', packetIdentifier, reasonCodes });
}

/** Answers the Reason Code for each filter. */
function unsubscribe(session: Session, filters: readonly string[]): readonly number[] {
  const { conduct } = session.hub;
  return filters.map((filter) => {
    const doomed = [...session.subscriptions.values()].filter((one) => conduct.isMeant(one, filter));
    for (const one of doomed) conduct.deleteSubscription(session, one);
    return doomed.length > 0 ? 0 : 0x11;
  });
}

/** Filters are compared character by character (MQTT-3.10.4-1). */
function isMeant({ topicFilter }: Subscription, filter: string): boolean {
  return topicFilter === filter;
}

/** New messages are no longer added for it; those in flight are finished (MQTT-3.10.4-2, MQTT-3.10.4-3). */
function deleteSubscription(session: Session, { topicFilter }: Subscription): void {
  session.subscriptions.delete(topicFilter);
}
