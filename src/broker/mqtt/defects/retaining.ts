import type { Override } from '../../conduct.js';
import type { MqttConduct } from '../conduct.js';
import type { Message } from '../message.js';
import type { Subscription } from '../subscription.js';
import { type MqttRow, row } from './row.js';

/** Which messages are retained, for how long, and who gets them. */
export const RETAINING_DEFECTS: readonly MqttRow[] = [
  // what is stored
  row('does-not-store-retained', ['mqtt3/MQTT-3.3.1-5', 'mqtt5/MQTT-3.3.1-5'], 'does not store retained messages', {
    mayRetain: (strict) => (message, older) => isEmpty(message) && strict(message, older),
  }),
  row(
    'stores-non-retained',
    ['mqtt3/MQTT-3.3.1-12', 'mqtt5/MQTT-3.3.1-8'],
    'stores messages without RETAIN as retained',
    {
      mayRetain: (strict) => (message, older) => strict(message, older) || (older === undefined && !isEmpty(message)),
    },
  ),
  row(
    'retain-0-replaces',
    ['mqtt3/MQTT-3.3.1-12', 'mqtt5/MQTT-3.3.1-8'],
    'replaces the retained message by one without RETAIN',
    {
      mayRetain: (strict) => (message, older) => strict(message, older) || (older !== undefined && !isEmpty(message)),
    },
  ),
  row(
    'retain-0-empty-clears',
    ['mqtt3/MQTT-3.3.1-12', 'mqtt5/MQTT-3.3.1-8'],
    'clears the retained message when an empty message without RETAIN is published',
    {
      mayRetain: (strict) => (message, older) => strict(message, older) || isEmpty(message),
    },
  ),
  row(
    'keeps-old-retained',
    ['mqtt3/MQTT-3.3.1-6', 'mqtt5/MQTT-3.3.1-5'],
    'keeps the first retained message of a topic',
    {
      mayRetain: (strict) => (message, older) => (older === undefined || isEmpty(message)) && strict(message, older),
    },
  ),
  row(
    'qos0-retain-does-not-replace',
    'mqtt3/MQTT-3.3.1-7',
    'keeps the retained message when one with QoS 0 is published',
    {
      mayRetain: (strict) => (message, older) =>
        (older === undefined || isEmpty(message) || message.qos > 0) && strict(message, older),
    },
  ),
  row(
    'empty-retain-does-not-clear',
    ['mqtt3/MQTT-3.3.1-10', 'mqtt5/MQTT-3.3.1-6'],
    'keeps the retained message when an empty one is published',
    {
      mayRetain: (strict) => (message, older) => !isEmpty(message) && strict(message, older),
    },
  ),
  row('stores-empty-retained', ['mqtt3/MQTT-3.3.1-11', 'mqtt5/MQTT-3.3.1-7'], 'stores empty messages as retained', {
    retain: (strict) => (hub, message) => {
      const isFirst = hub.retained.of(message.topic) === undefined;
      if (message.retain && isEmpty(message) && isFirst) hub.retained.put(message);
      else strict(hub, message);
    },
  }),
  row('retained-loses-qos', 'mqtt3/MQTT-3.3.1-5', 'stores retained messages at QoS 0', {
    retain: (strict) => (hub, message) => strict(hub, { ...message, qos: 0 }),
  }),
  row('loses-retained-properties', 'mqtt5/MQTT-3.3.1-5', 'stores retained messages without their properties', {
    retain: (strict) => (hub, message) => {
      const { messageExpiryInterval } = message.properties;
      const properties = messageExpiryInterval === undefined ? {} : { messageExpiryInterval };
      strict(hub, { ...message, properties });
    },
  }),

  // Wills
  row(
    'does-not-retain-will',
    ['mqtt3/MQTT-3.1.2-17', 'mqtt5/MQTT-3.1.2-15'],
    'publishes retained Wills without retaining them',
    () => decidingOverWills(false),
  ),
  row('retains-non-retained-will', ['mqtt3/MQTT-3.1.2-16', 'mqtt5/MQTT-3.1.2-14'], 'retains every Will', () =>
    decidingOverWills(true),
  ),

  // how long
  row('retained-never-expires', 'mqtt5/MQTT-3.3.2-5', 'delivers retained messages that have expired', {
    hasExpired: (strict) => (message, retained) => !retained && strict(message, retained),
  }),
  row(
    'retained-deleted-with-session',
    'mqtt3/MQTT-3.1.2-7',
    "deletes a client's retained messages when its session ends",
    {
      sessionEnded: (strict) => (session) => {
        strict(session);
        const { retained } = session.hub;
        for (const { publisher, topic } of [...retained]) if (publisher === session.clientId) retained.delete(topic);
      },
    },
  ),

  // who gets them
  row(
    'empty-retain-not-delivered',
    ['mqtt3/MQTT-3.3.1-10', 'mqtt5/MQTT-3.3.1-6'],
    'does not deliver an empty retained message',
    {
      route: (strict) => (hub, message) => (message.retain && isEmpty(message) ? 0 : strict(hub, message)),
    },
  ),
  row(
    'retained-not-sent-on-subscribe',
    ['mqtt3/MQTT-3.3.1-6', 'mqtt5/MQTT-3.3.1-9'],
    'does not send retained messages',
    { wantsRetained: () => () => false },
  ),
  row(
    'retained-not-resent-on-resubscribe',
    ['mqtt3/MQTT-3.8.4-3', 'mqtt5/MQTT-3.8.4-4'],
    'sends retained messages only to new subscriptions',
    {
      wantsRetained: (strict) => (granted) => granted.isNew && strict(granted),
    },
  ),
  row('rh1-never-sends', 'mqtt5/MQTT-3.3.1-10', 'sends no retained messages under Retain Handling 1', {
    wantsRetained: (strict) => (granted) => granted.subscription.retainHandling !== 1 && strict(granted),
  }),
  row(
    'rh1-always-sends',
    'mqtt5/MQTT-3.3.1-10',
    'sends retained messages to existing subscriptions under Retain Handling 1',
    {
      wantsRetained: takingFor({ retainHandling: 0 }, ({ retainHandling }) => retainHandling === 1),
    },
  ),
  row('rh2-sends-retained', 'mqtt5/MQTT-3.3.1-11', 'sends retained messages under Retain Handling 2', {
    wantsRetained: takingFor({ retainHandling: 0 }, ({ retainHandling }) => retainHandling === 2),
  }),
  row('share-sends-retained', 'mqtt5/MQTT-4.8.2-2', 'sends retained messages to shared subscriptions', {
    wantsRetained: takingFor({ shareName: undefined }, () => true),
  }),
];

const isEmpty = ({ payload }: Message): boolean => payload.length === 0;

/** Retains all Wills, or none. */
function decidingOverWills(answer: boolean): {
  readonly messageOfWill: Override<MqttConduct, 'messageOfWill'>;
  readonly mayRetain: Override<MqttConduct, 'mayRetain'>;
} {
  const wills = new WeakSet<Message>();
  return {
    messageOfWill: (strict) => (will, publisher) => {
      const message = strict(will, publisher);
      wills.add(message);
      return message;
    },
    mayRetain: (strict) => (message, older) => (wills.has(message) ? answer : strict(message, older)),
  };
}

/** Decides as if the subscription were another. */
function takingFor(
  other: Partial<Subscription>,
  isMeant: (subscription: Subscription) => boolean,
): Override<MqttConduct, 'wantsRetained'> {
  return (strict) => (granted) => {
    const { subscription } = granted;
    return strict(isMeant(subscription) ? { ...granted, subscription: { ...subscription, ...other } } : granted);
  };
}
