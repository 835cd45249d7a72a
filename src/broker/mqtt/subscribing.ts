import type { Subscription as Asked, Qos, Subscribe, Unsubscribe } from '../../protocol/mqtt/packet.js';
import { filterProblem, hasWildcard } from '../../protocol/mqtt/topic.js';
import type { Connection } from './connection.js';
import type { MqttDefectId } from './defects.js';
import type { Hub } from './hub.js';
import type { Session } from './session.js';
import type { Subscription } from './subscription.js';

/** What SUBSCRIBE and UNSUBSCRIBE do. */
export const subscribing = { handleSubscribe, handleUnsubscribe };

/** SUBSCRIBE: section 3.8.4. */
function handleSubscribe(connection: Connection, packet: Subscribe): void {
  const { session, hub } = connection;
  if (session === undefined) return;
  const identifier = packet.properties?.subscriptionIdentifier?.[0];
  const granted: Granted[] = [];
  const reasonCodes = packet.subscriptions.map((asked, index) => {
    const refusal = refusalOf(connection, asked, identifier);
    if (refusal !== undefined) {
      if (hub.defects.has('failed-subscription-delivers')) keepRefused(session, asked);
      return connection.version === 5 ? refusal : 0x80;
    }
    const subscription = subscriptionOf(hub, asked, identifier);
    if (index === 0 || !hub.defects.has('processes-only-first-filter')) granted.push(subscribe(session, subscription));
    return subscription.qos;
  });
  connection.send({ type: 'SUBACK', packetIdentifier: packet.packetIdentifier, reasonCodes });
  for (const one of granted) sendRetained(session, one);
}

/** UNSUBSCRIBE: section 3.10.4. */
function handleUnsubscribe(connection: Connection, packet: Unsubscribe): void {
  const { session, hub } = connection;
  if (session === undefined) return;
  const reasonCodes = packet.topicFilters.map((filter, index) => {
    if (index > 0 && hub.defects.has('processes-only-first-unsubscribe')) return 0;
    return unsubscribe(session, filter) ? 0 : 0x11;
  });
  connection.send({ type: 'UNSUBACK', packetIdentifier: packet.packetIdentifier, reasonCodes });
}

interface Granted {
  readonly subscription: Subscription;
  readonly isNew: boolean;
}

interface SubscriptionRefusal {
  /** In 5.0; 3.1.1 knows only 0x80. */
  readonly code: number;
  readonly test: (asked: Asked, connection: Connection, identifier: number | undefined) => boolean;
  /** Grants all the same. */
  readonly defect?: MqttDefectId;
  /** Refuses only under this defect. */
  readonly only?: MqttDefectId;
  /** CONNACK of 5.0 says that there is no such thing. */
  readonly declared?: true;
}

const isShared = (filter: string, connection: Connection): boolean =>
  connection.version === 5 && filter.startsWith('$share/');

const says =
  (code: string, more: (filter: string) => boolean = () => true) =>
  (asked: Asked, connection: Connection): boolean =>
    filterProblem(asked.topicFilter, connection.version) === code && more(asked.topicFilter);

/** `T/#/x`: a level of its own, but not the last. */
const isEarlyHash = (filter: string): boolean => filter.split('/').slice(0, -1).includes('#');

const REFUSALS: readonly SubscriptionRefusal[] = [
  { code: 0x8f, test: says('MQTT_FILTER_EMPTY'), defect: 'accepts-empty-filter' },
  { code: 0x8f, test: says('MQTT_FILTER_HASH', isEarlyHash), defect: 'grants-hash-not-last' },
  {
    code: 0x8f,
    test: says('MQTT_FILTER_HASH', (filter) => !isEarlyHash(filter)),
    defect: 'grants-hash-inside-level',
  },
  { code: 0x8f, test: says('MQTT_FILTER_PLUS'), defect: 'grants-plus-inside-level' },
  { code: 0x8f, test: says('MQTT_SHARE_NAME_EMPTY'), defect: 'grants-empty-share-name' },
  { code: 0x8f, test: says('MQTT_SHARE_NAME_WILDCARD'), defect: 'grants-wildcard-share-name' },
  { code: 0x8f, test: says('MQTT_SHARE_FILTER_MISSING'), defect: 'grants-share-without-filter' },
  { code: 0x87, test: ({ topicFilter }, { hub }) => !topicFilter.startsWith('$SYS/') && hub.isDenied(topicFilter) },
  {
    code: 0xa2,
    test: ({ topicFilter }, { hub }) => hasWildcard(topicFilter) && !hub.settings.wildcardSubscriptionAvailable,
    defect: 'grants-wildcard-without-support',
    declared: true,
  },
  {
    code: 0x9e,
    test: ({ topicFilter }, connection) =>
      isShared(topicFilter, connection) && !connection.hub.settings.sharedSubscriptionAvailable,
    declared: true,
  },
  {
    code: 0xa1,
    test: (_, { hub }, identifier) => identifier !== undefined && !hub.settings.subscriptionIdentifiersAvailable,
    declared: true,
  },
  {
    code: 0x83,
    test: ({ qos }, { hub }) => qos > hub.settings.maximumQos,
    only: 'rejects-subscribe-over-maximum-qos',
  },
];

/** The code to refuse with; `undefined`: it is granted. */
function refusalOf(connection: Connection, asked: Asked, identifier: number | undefined): number | undefined {
  const { defects } = connection.hub;
  return REFUSALS.find(
    (row) =>
      row.test(asked, connection, identifier) &&
      (row.only === undefined || defects.has(row.only)) &&
      !(row.defect !== undefined && defects.has(row.defect)) &&
      !(row.declared === true && defects.has('serves-feature-declared-unavailable')),
  )?.code;
}

function subscriptionOf(hub: Hub, asked: Asked, identifier: number | undefined): Subscription {
  const wanted = asked.qos === 3 ? 2 : asked.qos;
  const raised = hub.defects.has('grants-higher-than-requested') ? Math.min(2, wanted + 1) : wanted;
  return {
    ...sharedParts(asked.topicFilter, asked.noLocal !== undefined),
    qos: Math.min(raised, hub.settings.maximumQos) as Qos,
    noLocal: asked.noLocal ?? false,
    retainAsPublished: asked.retainAsPublished ?? false,
    retainHandling: asked.retainHandling ?? 0,
    identifier,
  };
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

function subscribe(session: Session, asked: Subscription): Granted {
  const { defects } = session.hub;
  const older = session.subscriptions.get(asked.topicFilter);
  if (older === undefined) {
    session.subscriptions.set(asked.topicFilter, asked);
    return { subscription: asked, isNew: true };
  }
  const subscription: Subscription = {
    ...asked,
    qos: defects.has('resubscribe-keeps-old-qos') ? older.qos : asked.qos,
    identifier: defects.has('resubscribe-keeps-old-subid') ? older.identifier : asked.identifier,
  };
  if (defects.has('resubscribe-adds-second-subscription')) session.extraSubscriptions.push(older);
  if (defects.has('resubscribe-loses-messages')) session.outbound.loseNext();
  session.subscriptions.set(asked.topicFilter, subscription);
  return { subscription, isNew: false };
}

function keepRefused(session: Session, asked: Asked): void {
  const parts = { ...sharedParts(asked.topicFilter, false), qos: asked.qos === 3 ? 2 : asked.qos };
  session.extraSubscriptions.push({
    ...parts,
    noLocal: false,
    retainAsPublished: false,
    retainHandling: 0,
    identifier: undefined,
    refused: true,
  });
}

function sendRetained(session: Session, { subscription, isNew }: Granted): void {
  const { defects, retained, router } = session.hub;
  if (defects.has('retained-not-sent-on-subscribe')) return;
  if (!isNew && defects.has('retained-not-resent-on-resubscribe')) return;
  if (subscription.shareName !== undefined && !defects.has('share-sends-retained')) return;
  if (subscription.retainHandling === 1) {
    if (defects.has('rh1-never-sends') || (!isNew && !defects.has('rh1-always-sends'))) return;
  }
  if (subscription.retainHandling === 2 && !defects.has('rh2-sends-retained')) return;
  for (const message of retained.matching(subscription.filter)) {
    router.deliverTo(session, message, [subscription], true);
  }
}

function unsubscribe(session: Session, filter: string): boolean {
  const { defects } = session.hub;
  const doomed = [...session.subscriptions.values()].filter((one) => isMeant(session, one, filter));
  for (const one of doomed) {
    if (defects.has('unsubscribe-ignored')) continue;
    session.subscriptions.delete(one.topicFilter);
    if (defects.has('unsubscribe-does-not-stop-delivery')) session.extraSubscriptions.push(one);
    if (defects.has('unsubscribe-drops-inflight')) {
      const kept = session.outbound.inFlight.filter((flight) => !flight.subscriptions.includes(one));
      session.outbound.inFlight = kept;
    }
  }
  return doomed.length > 0;
}

/** Filters are compared character by character (MQTT-3.10.4-1). */
function isMeant(session: Session, subscription: Subscription, filter: string): boolean {
  const { defects, matcher } = session.hub;
  if (subscription.topicFilter === filter) return true;
  if (defects.has('unsubscribe-case-insensitive')) {
    if (subscription.topicFilter.toLowerCase() === filter.toLowerCase()) return true;
  }
  return (
    defects.has('unsubscribe-matches-wildcards') &&
    matcher.matches(filter, subscription.topicFilter.replace(/[+#]/g, 'x'))
  );
}
