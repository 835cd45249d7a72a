import { Buffer } from 'node:buffer';
import type { Override } from '../../conduct.js';
import type { MqttConduct } from '../conduct.js';
import { secondsLeft } from '../message.js';
import type { PublishRefusal } from '../publishing.js';
import type { Session } from '../session.js';
import { type MqttRow, row } from './row.js';

/** What is done with a PUBLISH of a client, and how it is answered. */
export const PUBLISHING_DEFECTS: readonly MqttRow[] = [
  // what CONNACK announced
  row('accepts-publish-over-maximum-qos', 'mqtt5/MQTT-3.2.2-11', 'takes a PUBLISH above the Maximum QoS it announced', {
    publishRefusals: overlooking('qos'),
  }),
  row(
    'accepts-retain-when-unavailable',
    'mqtt5/MQTT-3.2.2-14',
    'takes retained messages though it announced that it cannot',
    { publishRefusals: overlooking('retain') },
  ),
  row(
    'accepts-alias-over-maximum',
    ['mqtt5/MQTT-3.2.2-17', 'mqtt5/MQTT-3.3.2-9'],
    'takes a Topic Alias above the maximum it announced',
    { publishRefusals: overlooking('alias above maximum') },
  ),
  row('accepts-alias-when-disabled', 'mqtt5/MQTT-3.2.2-18', 'takes Topic Aliases though it announced none', {
    publishRefusals: overlooking('alias where none is'),
  }),
  row('alias-maximum-off-by-one', 'mqtt5/MQTT-3.3.2-12', 'refuses the highest Topic Alias it announced', {
    publishRefusals: refusing(
      0x94,
      ({ properties }, { hub: { settings } }) =>
        settings.topicAliasMaximum > 0 && properties?.topicAlias === settings.topicAliasMaximum,
    ),
  }),
  row('ignores-receive-maximum', 'mqtt5/MQTT-3.3.4-7', 'takes any number of unfinished QoS 2 messages', {
    publishRefusals: overlooking('receive maximum'),
  }),
  row('receive-maximum-off-by-one', 'mqtt5/MQTT-3.3.4-7', 'takes one unfinished QoS 2 message more than it announced', {
    publishRefusals: overlooking(
      'receive maximum',
      (session) => session.received.size === session.hub.settings.receiveMaximum,
    ),
  }),
  row('rejects-single-slash-topic', 'mqtt5/MQTT-4.7.3-1', 'closes on the topic "/"', {
    publishRefusals: refusing(0x90, ({ topic }) => topic === '/'),
  }),

  // topics
  row('alias-remap-ignored', 'mqtt5/MQTT-3.3.2-12', 'keeps the first topic of a Topic Alias', {
    resolveAlias: (strict) => (connection, packet) => {
      const alias = packet.properties?.topicAlias ?? 0;
      const first = connection.aliases.get(alias);
      const topic = strict(connection, packet);
      if (first !== undefined) connection.aliases.set(alias, first);
      return topic;
    },
  }),
  row('unknown-alias-accepted', 'mqtt5/MQTT-4.13.1-1', 'takes a Topic Alias that was never defined', {
    refuseUnknownAlias: () => (connection, packet) => connection.hub.conduct.acknowledge(connection, packet, 0),
  }),
  row(
    'misparses-topic-length-msb',
    ['mqtt3/MQTT-4.7.3-3', 'mqtt5/MQTT-4.7.3-3'],
    "ignores the high octet of a Topic Name's length",
    {
      // The rest of a long topic is taken for payload.
      messageOf: (strict) => (packet, topic, publisher) => {
        const message = strict(packet, topic, publisher);
        const octets = Buffer.from(topic, 'utf8');
        const end = octets.length & 0xff;
        if (end === octets.length) return message;
        return {
          ...message,
          topic: octets.subarray(0, end).toString('utf8'),
          payload: Buffer.concat([octets.subarray(end), message.payload]),
        };
      },
    },
  ),

  // messages that nobody may publish
  row(
    'unauthorized-publish-delivered',
    'mqtt3/MQTT-3.3.5-2',
    'delivers messages that their publisher may not publish',
    {
      refuseMessage: (strict) => (connection, session, packet, message) => {
        connection.hub.publish(message);
        strict(connection, session, packet, message);
      },
    },
  ),
  row(
    'unauthorized-publish-unanswered',
    'mqtt3/MQTT-3.3.5-2',
    'ignores messages that their publisher may not publish',
    { refuseMessage: () => () => {} },
  ),
  row(
    'pid-stuck-after-error-pubrec',
    'mqtt5/MQTT-4.3.3-9',
    'takes a QoS 2 message for a repetition of one it refused',
    () => {
      const stuck = new Marks();
      return {
        refuseMessage: (strict) => (connection, session, packet, message) => {
          if (message.qos === 2) stuck.of(session).add(packet.packetIdentifier ?? 0);
          strict(connection, session, packet, message);
        },
        isRepetition: (strict) => (session, identifier) =>
          stuck.of(session).has(identifier) || strict(session, identifier),
        handlePubrel: (strict) => (connection, packet) => {
          if (connection.session !== undefined) stuck.of(connection.session).delete(packet.packetIdentifier);
          strict(connection, packet);
        },
      };
    },
  ),

  // messages that are lost, and repetitions
  row(
    'puback-but-message-lost',
    ['mqtt3/MQTT-4.3.2-2', 'mqtt5/MQTT-4.3.2-4'],
    'acknowledges QoS 1 messages and drops them',
    { deliverOnward: losing(1) },
  ),
  row('pubrec-but-message-lost', 'mqtt5/MQTT-4.3.3-8', 'acknowledges QoS 2 messages and drops them', {
    deliverOnward: losing(2),
  }),
  row(
    'dedupes-qos1-by-pid',
    ['mqtt3/MQTT-4.3.2-2', 'mqtt5/MQTT-4.3.2-5'],
    'takes a QoS 1 message with an identifier used before for a repetition',
    () => {
      const seen = new Marks();
      return {
        deliverOnward: (strict) => (session, message, identifier) => {
          const known = message.qos === 1 && seen.of(session).has(identifier);
          if (message.qos === 1) seen.of(session).add(identifier);
          return known ? 1 : strict(session, message, identifier);
        },
      };
    },
  ),
  row(
    'qos2-duplicate-delivery',
    ['mqtt3/MQTT-4.3.3-2', 'mqtt5/MQTT-4.3.3-10'],
    'delivers a repeated QoS 2 message again',
    {
      answerRepetition: (strict) => (connection, packet, message) => {
        connection.hub.publish(message);
        strict(connection, packet, message);
      },
    },
  ),
  row(
    'no-pubrec-on-duplicate',
    ['mqtt3/MQTT-4.3.3-2', 'mqtt5/MQTT-4.3.3-10'],
    'does not answer a repeated QoS 2 message',
    { answerRepetition: () => () => {} },
  ),
  row(
    'dedupes-qos2-after-pubcomp',
    ['mqtt3/MQTT-4.3.3-2', 'mqtt5/MQTT-4.3.3-12'],
    'takes a QoS 2 message with a released identifier for a repetition',
    {
      handlePubrel: (strict) => (connection, packet) => {
        const received = connection.session?.received;
        const message = received?.get(packet.packetIdentifier);
        strict(connection, packet);
        if (message !== undefined) received?.set(packet.packetIdentifier, message);
      },
    },
  ),
  row(
    'expired-qos2-breaks-ack-sequence',
    'mqtt5/MQTT-4.3.3-13',
    'answers no PUBREC for a QoS 2 message that has expired',
    {
      handlePubrel: (strict) => (connection, packet) => {
        const received = connection.session?.received;
        const message = received?.get(packet.packetIdentifier);
        if (message !== undefined && (secondsLeft(message) ?? 1) <= 0) received?.delete(packet.packetIdentifier);
        else strict(connection, packet);
      },
    },
  ),

  // acknowledgements
  row('acks-qos0', ['mqtt3/MQTT-3.3.4-1', 'mqtt5/MQTT-3.3.4-1'], 'acknowledges QoS 0 messages', {
    acknowledge: (strict) => (connection, packet, reasonCode) => {
      if (packet.qos > 0) strict(connection, packet, reasonCode);
      else connection.send({ type: 'PUBACK', packetIdentifier: 1, reasonCode: 0 });
    },
  }),
  row('pubrec-for-qos1', ['mqtt3/MQTT-3.3.4-1', 'mqtt5/MQTT-3.3.4-1'], 'answers QoS 1 messages with PUBREC', {
    acknowledge: (strict) => (connection, packet, reasonCode) =>
      strict(connection, packet.qos === 1 ? { ...packet, qos: 2 } : packet, reasonCode),
  }),
  row('false-no-matching-subscribers', 'mqtt5/MQTT-3.3.4-1', 'says that there are no subscribers where there are', {
    deliverOnward: (strict) => (session, message, identifier) => {
      strict(session, message, identifier);
      return 0;
    },
  }),
];

/** Packet Identifiers that a broken broker keeps in mind for each session. */
class Marks {
  private readonly bySession = new WeakMap<Session, Set<number>>();

  of(session: Session): Set<number> {
    const known = this.bySession.get(session) ?? new Set();
    this.bySession.set(session, known);
    return known;
  }
}

/** Takes packets with this fault, all of them or those that come while something holds. */
function overlooking(
  fault: PublishRefusal['fault'],
  isOverlooked: (session: Session) => boolean = () => true,
): Override<MqttConduct, 'publishRefusals'> {
  return (strict) =>
    strict.map((one) =>
      one.fault === fault
        ? {
            ...one,
            test: (packet, connection, session) => one.test(packet, connection, session) && !isOverlooked(session),
          }
        : one,
    );
}

/** Refuses more packets than it should. */
function refusing(code: number, test: PublishRefusal['test']): Override<MqttConduct, 'publishRefusals'> {
  return (strict) => [{ fault: 'other', code, test }, ...strict];
}

/** Acknowledges messages of this QoS, and drops them. */
function losing(qos: 1 | 2): Override<MqttConduct, 'deliverOnward'> {
  return (strict) => (session, message, identifier) => (message.qos === qos ? 1 : strict(session, message, identifier));
}
