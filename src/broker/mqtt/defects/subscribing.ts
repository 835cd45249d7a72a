import type { Subscription as Asked, Qos } from '../../../protocol/mqtt/packet.js';
import { hasWildcard, topicMatches } from '../../../protocol/mqtt/topic.js';
import type { Override } from '../../conduct.js';
import type { MqttConduct } from '../conduct.js';
import type { Outbound } from '../outbound.js';
import type { Session } from '../session.js';
import type { Subscription } from '../subscription.js';
import type { SubscriptionRefusal } from '../subscription-refusals.js';
import { ExtraSubscriptions } from './extra-subscriptions.js';
import { type MqttRow, row } from './row.js';

/** Which subscriptions are granted, and when they end. */
export const SUBSCRIBING_DEFECTS: readonly MqttRow[] = [
  // filters that must be refused
  row('accepts-empty-filter', ['mqtt3/MQTT-4.7.3-1', 'mqtt5/MQTT-4.7.3-1'], 'grants an empty Topic Filter', {
    subscriptionRefusals: granting('empty filter'),
  }),
  row(
    'grants-hash-not-last',
    ['mqtt3/MQTT-4.7.1-2', 'mqtt5/MQTT-4.7.1-1'],
    'grants a filter with "#" before the last level',
    { subscriptionRefusals: granting('# before the last level') },
  ),
  row(
    'grants-hash-inside-level',
    ['mqtt3/MQTT-4.7.1-2', 'mqtt5/MQTT-4.7.1-1'],
    'grants a filter with "#" inside a level',
    { subscriptionRefusals: granting('# inside a level') },
  ),
  row(
    'grants-plus-inside-level',
    ['mqtt3/MQTT-4.7.1-3', 'mqtt5/MQTT-4.7.1-2'],
    'grants a filter with "+" inside a level',
    { subscriptionRefusals: granting('+ inside a level') },
  ),
  row('grants-empty-share-name', 'mqtt5/MQTT-4.8.2-1', 'grants a shared subscription whose ShareName is empty', {
    subscriptionRefusals: granting('empty ShareName'),
  }),
  row(
    'grants-wildcard-share-name',
    'mqtt5/MQTT-4.8.2-2',
    'grants a shared subscription whose ShareName holds a wildcard',
    { subscriptionRefusals: granting('wildcard in ShareName') },
  ),
  row('grants-share-without-filter', 'mqtt5/MQTT-4.8.2-2', 'grants a shared subscription without a Topic Filter', {
    subscriptionRefusals: granting('share without filter'),
  }),
  row(
    'grants-wildcard-without-support',
    'mqtt3/MQTT-3.8.3-2',
    'grants filters with wildcards and delivers nothing for them',
    {
      subscriptionRefusals: granting('wildcards unavailable'),
      reaches: (strict) => (session, subscription, message) =>
        !hasWildcard(subscription.filter) && strict(session, subscription, message),
    },
  ),
  row(
    'serves-feature-declared-unavailable',
    'mqtt5/MQTT-4.13.1-1',
    'grants subscriptions of a kind that its CONNACK declares unavailable',
    {
      subscriptionRefusals: granting('wildcards unavailable', 'sharing unavailable', 'identifiers unavailable'),
    },
  ),
  row(
    'failed-subscription-delivers',
    ['mqtt3/MQTT-3.8.4-5', 'mqtt5/MQTT-3.8.4-7'],
    'delivers for subscriptions that it refused',
    () => {
      const refused = new ExtraSubscriptions();
      return {
        ...refused.overrides,
        refuseFilter: (strict) => (connection, asked, code) => {
          if (connection.session !== undefined) refused.add(connection.session, servedAllTheSame(asked));
          return strict(connection, asked, code);
        },
        reaches: (strict) => (session, subscription, message) =>
          refused.has(session, subscription)
            ? matchesLoosely(subscription.filter, message.topic)
            : strict(session, subscription, message),
      };
    },
  ),

  // QoS
  row(
    'grants-higher-than-requested',
    ['mqtt3/MQTT-3.8.4-5', 'mqtt5/MQTT-3.8.4-7'],
    'grants one QoS more than was requested',
    {
      grantedQos: (strict) => (settings, asked) => strict(settings, Math.min(2, asked + 1) as Qos),
    },
  ),
  row('rejects-subscribe-over-maximum-qos', 'mqtt5/MQTT-3.2.2-10', 'refuses subscriptions above its Maximum QoS', {
    subscriptionRefusals: (strict) => [
      ...strict,
      { fault: 'other', code: 0x83, test: ({ qos }, { hub }) => qos > hub.settings.maximumQos },
    ],
  }),

  // several filters
  row(
    'processes-only-first-filter',
    ['mqtt3/MQTT-3.8.4-4', 'mqtt5/MQTT-3.8.4-5'],
    'answers all filters of a SUBSCRIBE and subscribes the first',
    { subscribe: (strict) => (session, asked) => strict(session, asked.slice(0, 1)) },
  ),
  row(
    'processes-only-first-unsubscribe',
    ['mqtt3/MQTT-3.10.4-6', 'mqtt5/MQTT-3.10.4-6'],
    'deletes only the first filter of an UNSUBSCRIBE',
    {
      unsubscribe:
        (strict) =>
        (session, [first = '', ...others]) => [...strict(session, [first]), ...others.map(() => 0)],
    },
  ),

  // subscriptions that are made again
  row(
    'resubscribe-keeps-old-qos',
    ['mqtt3/MQTT-3.8.4-3', 'mqtt5/MQTT-3.8.4-3'],
    'keeps the old QoS when a subscription is made again',
    {
      subscribe: keeping((older) => ({ qos: older.qos })),
    },
  ),
  row(
    'resubscribe-keeps-old-subid',
    'mqtt5/MQTT-3.8.4-3',
    'keeps the old Subscription Identifier when a subscription is made again',
    {
      subscribe: keeping((older) => ({ identifier: older.identifier })),
    },
  ),
  row(
    'resubscribe-adds-second-subscription',
    ['mqtt3/MQTT-3.8.4-3', 'mqtt5/MQTT-3.8.4-3'],
    'keeps the old subscription beside an identical new one',
    () => {
      const older = new ExtraSubscriptions();
      return {
        ...older.overrides,
        subscribe: (strict) => (session, asked) => {
          for (const one of olderOf(session, asked)) older.add(session, one);
          return strict(session, asked);
        },
      };
    },
  ),
  row(
    'resubscribe-loses-messages',
    ['mqtt3/MQTT-3.8.4-3', 'mqtt5/MQTT-3.8.4-4'],
    'loses the next message after a subscription is made again',
    () => {
      const losesNext = new WeakSet<Outbound>();
      return {
        subscribe: (strict) => (session, asked) => {
          if (olderOf(session, asked).length > 0) losesNext.add(session.outbound);
          return strict(session, asked);
        },
        deliver: (strict) => (outbound, delivery) => {
          if (!losesNext.delete(outbound)) strict(outbound, delivery);
        },
      };
    },
  ),

  // UNSUBSCRIBE
  row(
    'unsubscribe-ignored',
    ['mqtt3/MQTT-3.10.4-1', 'mqtt5/MQTT-3.10.4-1'],
    'answers UNSUBSCRIBE and deletes nothing',
    { deleteSubscription: () => () => {} },
  ),
  row(
    'unsubscribe-does-not-stop-delivery',
    ['mqtt3/MQTT-3.10.4-2', 'mqtt5/MQTT-3.10.4-2'],
    'goes on delivering after UNSUBACK',
    () => {
      const deleted = new ExtraSubscriptions();
      return {
        ...deleted.overrides,
        deleteSubscription: (strict) => (session, subscription) => {
          strict(session, subscription);
          deleted.add(session, subscription);
        },
      };
    },
  ),
  row(
    'unsubscribe-drops-inflight',
    ['mqtt3/MQTT-3.10.4-3', 'mqtt5/MQTT-3.10.4-3'],
    'forgets messages under way when their subscription is deleted',
    {
      deleteSubscription: (strict) => (session, subscription) => {
        strict(session, subscription);
        for (const one of session.outbound.inFlight) {
          if (one.subscriptions.includes(subscription)) session.outbound.settle(one);
        }
      },
    },
  ),
  row(
    'unsubscribe-case-insensitive',
    ['mqtt3/MQTT-3.10.4-1', 'mqtt5/MQTT-3.10.4-1'],
    'ignores case when it looks for the subscription to delete',
    {
      isMeant:
        () =>
        ({ topicFilter }, filter) =>
          topicFilter.toLowerCase() === filter.toLowerCase(),
    },
  ),
  row(
    'unsubscribe-matches-wildcards',
    ['mqtt3/MQTT-3.10.4-1', 'mqtt5/MQTT-3.10.4-1'],
    'deletes the subscriptions that a filter in UNSUBSCRIBE matches',
    {
      isMeant: (strict) => (subscription, filter) =>
        strict(subscription, filter) || topicMatches(filter, subscription.topicFilter.replace(/[+#]/g, 'x')),
    },
  ),
];

function granting(...faults: readonly SubscriptionRefusal['fault'][]): Override<MqttConduct, 'subscriptionRefusals'> {
  return (strict) => strict.filter(({ fault }) => !faults.includes(fault));
}

/** A subscription that takes the place of another keeps something of it. */
function keeping(kept: (older: Subscription) => Partial<Subscription>): Override<MqttConduct, 'subscribe'> {
  return (strict) => (session, asked) =>
    strict(
      session,
      asked.map((one) => {
        const older = session.subscriptions.get(one.topicFilter);
        return older === undefined ? one : { ...one, ...kept(older) };
      }),
    );
}

/** Those whose place the new ones take. */
function olderOf(session: Session, asked: readonly Subscription[]): readonly Subscription[] {
  return asked.flatMap(({ topicFilter }) => session.subscriptions.get(topicFilter) ?? []);
}

function servedAllTheSame({ topicFilter, qos }: Asked): Subscription {
  return {
    topicFilter,
    filter: topicFilter,
    shareName: undefined,
    qos: qos === 3 ? 2 : qos,
    noLocal: false,
    retainAsPublished: false,
    retainHandling: 0,
    identifier: undefined,
  };
}

/** How a refused filter such as `T#` matches. */
function matchesLoosely(filter: string, topic: string): boolean {
  const pattern = filter
    .replace(/^\$share\/[^/]*\/?/, '')
    .replace(/[.*?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('#', '.*')
    .replaceAll('+', '[^/]*');
  return new RegExp(`^${pattern}$`, 's').test(topic);
}
