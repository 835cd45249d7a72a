import { encodePacket } from '../../../protocol/mqtt/encode.js';
import type { Qos } from '../../../protocol/mqtt/packet.js';
import type { Delivery } from '../delivery.js';
import type { Message } from '../message.js';
import { publishPacket } from '../publish-packet.js';
import { type Audience, copyOf, deliverTo } from '../routing.js';
import type { Session } from '../session.js';
import type { Subscription } from '../subscription.js';
import { type MqttRow, row } from './row.js';

/** Who gets a message, in how many copies, at which QoS and with which marks. */
export const ROUTING_DEFECTS: readonly MqttRow[] = [
  // who
  row(
    'delivers-to-only-one-subscriber',
    ['mqtt3/MQTT-4.5.0-1', 'mqtt5/MQTT-4.5.0-1'],
    'delivers a message to one of its subscribers alone',
    {
      audienceOf: (strict) => (hub, message) => {
        const all = strict(hub, message);
        const first = all.findIndex(({ subscriptions }) => subscriptions.some((one) => !isShared(one)));
        return first === -1 ? all : all.slice(0, first + 1);
      },
    },
  ),
  row(
    'oversize-drop-affects-other-subscribers',
    'mqtt5/MQTT-3.1.2-25',
    'drops a message that is too large for one subscriber for all of them',
    {
      audienceOf: (strict) => (hub, message) => {
        const all = strict(hub, message);
        return all.some((one) => isTooLarge(one, message)) ? [] : all;
      },
    },
  ),
  row('ignores-no-local', 'mqtt5/MQTT-3.8.3-3', "delivers a client's own messages despite No Local", {
    reaches: (strict) => (session, subscription, message) =>
      strict(session, { ...subscription, noLocal: false }, message),
  }),
  row('no-local-blocks-others', 'mqtt5/MQTT-3.8.3-3', "treats messages of other clients as one's own under No Local", {
    reaches: (strict) => (session, subscription, message) =>
      !subscription.noLocal && strict(session, subscription, message),
  }),

  // copies
  row(
    'overlap-too-many-copies',
    ['mqtt3/MQTT-3.3.5-1', 'mqtt5/MQTT-3.3.4-2'],
    'sends one copy more than there are matching subscriptions',
    {
      copiesOf: (strict) => (session, message, subscriptions, retained) => {
        const copies = strict(session, message, subscriptions, retained);
        if (retained || subscriptions.length === 1) return copies;
        return [...copies, ...subscriptions.map(() => copyOf(session, message, subscriptions, false))];
      },
    },
  ),
  row(
    'multi-copy-all-subids',
    'mqtt5/MQTT-3.3.4-5',
    'sends one copy for each subscription, each with all Subscription Identifiers',
    {
      copiesOf: (strict) => (session, message, subscriptions, retained) => {
        const { subscriptionIdentifiers } = copyOf(session, message, subscriptions, retained);
        return subscriptions
          .flatMap((one) => strict(session, message, [one], retained))
          .map((copy) => ({ ...copy, subscriptionIdentifiers }));
      },
    },
  ),
  row(
    'multi-copy-missing-subid',
    'mqtt5/MQTT-3.3.4-5',
    'sends one copy for each subscription, the second without Subscription Identifier',
    {
      copiesOf: (strict) => (session, message, subscriptions, retained) => {
        const copies = subscriptions.flatMap((one) => strict(session, message, [one], retained));
        const at = copies.findIndex(({ subscriptionIdentifiers }) => subscriptionIdentifiers.length > 0);
        return copies.length === 1
          ? copies
          : copies.map((copy, index) => (index === at ? { ...copy, subscriptionIdentifiers: [] } : copy));
      },
    },
  ),
  row('single-copy-has-one-subid', 'mqtt5/MQTT-3.3.4-4', 'sends one Subscription Identifier where several match', {
    subscriptionIdentifiers: (strict) => (subscriptions) => strict(subscriptions).slice(0, 1),
  }),
  row('drops-subscription-identifier', 'mqtt5/MQTT-3.3.4-3', 'delivers without Subscription Identifiers', {
    subscriptionIdentifiers: () => () => [],
  }),

  // QoS
  row(
    'overlap-uses-lowest-qos',
    ['mqtt3/MQTT-3.3.5-1', 'mqtt5/MQTT-3.3.4-2'],
    'delivers at the lowest QoS of the matching subscriptions',
    {
      deliveryQos: (strict) => (published, subscriptions) =>
        Math.min(...subscriptions.map((one) => strict(published, [one]))) as Qos,
    },
  ),
  row('ignores-granted-qos', ['mqtt3/MQTT-3.8.4-6', 'mqtt5/MQTT-3.8.4-8'], 'delivers at the QoS of the publisher', {
    deliveryQos: () => (published) => published,
  }),
  row(
    'upgrades-qos',
    ['mqtt3/MQTT-3.8.4-6', 'mqtt5/MQTT-3.8.4-8'],
    'delivers at the granted QoS even what was published at a lower one',
    { deliveryQos: (strict) => (_, subscriptions) => strict(2, subscriptions) },
  ),
  row(
    'downgrades-below-minimum',
    ['mqtt3/MQTT-3.8.4-6', 'mqtt5/MQTT-3.8.4-8'],
    'delivers at one QoS less than it should',
    {
      deliveryQos: (strict) => (published, subscriptions) => Math.max(0, strict(published, subscriptions) - 1) as Qos,
    },
  ),

  // RETAIN
  row(
    'retained-retain-flag-cleared',
    ['mqtt3/MQTT-3.3.1-8', 'mqtt5/MQTT-3.3.1-9'],
    'sends retained messages without RETAIN',
    {
      deliveryRetain: (strict) => (session, message, subscriptions, retained) =>
        !retained && strict(session, message, subscriptions, retained),
    },
  ),
  row('forwards-retain-flag', 'mqtt3/MQTT-3.3.1-9', "hands the publisher's RETAIN on to established subscriptions", {
    deliveryRetain: (strict) => (session, message, subscriptions, retained) =>
      (session.version !== 5 && message.retain) || strict(session, message, subscriptions, retained),
  }),
  row('rap0-keeps-retain', 'mqtt5/MQTT-3.3.1-12', 'keeps RETAIN where Retain As Published is 0', {
    deliveryRetain: (strict) => (session, message, subscriptions, retained) =>
      (session.version === 5 && message.retain) || strict(session, message, subscriptions, retained),
  }),
  row('rap1-always-sets-retain', 'mqtt5/MQTT-3.3.1-13', 'sets RETAIN wherever Retain As Published is 1', {
    deliveryRetain: (strict) => (session, message, subscriptions, retained) =>
      asPublished(subscriptions) || strict(session, message, subscriptions, retained),
  }),
  row('rap1-clears-retain', 'mqtt5/MQTT-3.3.1-13', 'clears RETAIN where Retain As Published is 1', {
    deliveryRetain: (strict) => (session, message, subscriptions, retained) =>
      (retained || !asPublished(subscriptions)) && strict(session, message, subscriptions, retained),
  }),

  // shared subscriptions
  row('share-delivers-to-all', 'mqtt5/MQTT-4.8.2-2', 'delivers to every member of a shared subscription', {
    chooseMembers: () => (members) => members,
  }),
  row(
    'share-ignores-granted-qos',
    'mqtt5/MQTT-4.8.2-3',
    'delivers to shared subscriptions at the QoS of the publisher',
    {
      deliveryQos: (strict) => (published, subscriptions) =>
        subscriptions.some(isShared) ? published : strict(published, subscriptions),
    },
  ),
  row('share-retries-refused-message', 'mqtt5/MQTT-4.8.2-6', 'hands a message that one member refused to another', {
    messageRefused: (strict) => (outbound, message) => {
      strict(outbound, message);
      handOver(message, outbound.session);
    },
  }),
  row(
    'share-moves-inflight-qos2',
    'mqtt5/MQTT-4.8.2-4',
    'hands unfinished QoS 2 messages of a lost member to another',
    {
      pauseDelivery: (strict) => (session) => {
        for (const one of forgetShared(session)) handOver(one, session);
        strict(session);
      },
    },
  ),
  row(
    'share-loses-inflight-qos2',
    'mqtt5/MQTT-4.8.2-4',
    'forgets unfinished QoS 2 messages of a shared subscription when the member is lost',
    {
      pauseDelivery: (strict) => (session) => {
        forgetShared(session);
        strict(session);
      },
    },
  ),
  row(
    'share-reassigns-qos2-after-session-end',
    'mqtt5/MQTT-4.8.2-5',
    'hands unfinished QoS 2 messages to another member when the session ends',
    {
      sessionEnded: (strict) => (session) => {
        strict(session);
        for (const one of session.outbound.inFlight) if (one.qos === 2) handOver(one, session);
      },
    },
  ),
];

const isShared = ({ shareName }: Subscription): boolean => shareName !== undefined;

const asPublished = (subscriptions: readonly Subscription[]): boolean =>
  subscriptions.some(({ retainAsPublished }) => retainAsPublished);

function isTooLarge({ session, subscriptions }: Audience, message: Message): boolean {
  const { connection } = session;
  if (connection === undefined) return false;
  const delivery = copyOf(session, message, subscriptions, false);
  const packet = publishPacket(delivery, connection, { packetIdentifier: 1, repeated: false });
  return encodePacket(packet, connection.version).length > connection.maximumPacketSize;
}

/** Takes the unfinished QoS 2 messages of shared subscriptions from a session. */
function forgetShared({ outbound }: Session): readonly Delivery[] {
  const shared = outbound.inFlight.filter(({ qos, subscriptions }) => qos === 2 && subscriptions.some(isShared));
  for (const one of shared) outbound.settle(one);
  return shared;
}

/** Another member gets what was meant for this one. */
function handOver(delivery: Delivery, from: Session): void {
  const subscription = delivery.subscriptions.find(isShared);
  if (subscription === undefined) return;
  for (const session of from.hub.sessions) {
    const same = session.subscriptions.get(subscription.topicFilter);
    if (session === from || same === undefined) continue;
    deliverTo(session, delivery.message, [same], false);
    return;
  }
}
