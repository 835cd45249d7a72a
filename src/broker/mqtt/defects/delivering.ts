import { hasWildcard } from '../../../protocol/mqtt/topic.js';
import type { Override } from '../../conduct.js';
import type { MqttConduct } from '../conduct.js';
import type { Delivery, InFlight } from '../delivery.js';
import { secondsLeft } from '../message.js';
import type { Outbound } from '../outbound.js';
import type { Session } from '../session.js';
import { type MqttRow, row } from './row.js';

/** Messages that are sent in another order, again, or not again. */
export const DELIVERING_DEFECTS: readonly MqttRow[] = [
  // order
  row(
    'unordered-by-default',
    ['mqtt3/MQTT-4.6.0-5', 'mqtt5/MQTT-4.6.0-6'],
    'swaps neighbouring messages of every QoS',
    swappingNeighbours(() => true),
  ),
  row(
    'reorders-qos1',
    ['mqtt3/MQTT-4.6.0-6', 'mqtt5/MQTT-4.6.0-5'],
    'swaps neighbouring QoS 1 messages',
    swappingNeighbours(({ qos }) => qos === 1),
  ),
  row(
    'unordered-wildcard-delivery',
    'mqtt5/MQTT-4.6.0-6',
    'swaps neighbouring messages for filters with a wildcard',
    swappingNeighbours(({ subscriptions }) => subscriptions.some(({ filter }) => hasWildcard(filter))),
  ),
  row('redelivery-reordered', 'mqtt3/MQTT-4.6.0-1', 'repeats messages in the reverse order', {
    resumeDelivery: after(({ outbound }) => void outbound.inFlight.reverse()),
  }),
  row(
    'reorders-offline-queue',
    ['mqtt3/MQTT-4.6.0-6', 'mqtt5/MQTT-4.6.0-5'],
    'sends queued messages in the reverse order',
    { resumeDelivery: after(({ outbound }) => void outbound.queue.reverse()) },
  ),
  row(
    'reorders-after-resume',
    ['mqtt3/MQTT-4.6.0-6', 'mqtt5/MQTT-4.6.0-5'],
    'sends new messages before the repeated ones',
    {
      resumeDelivery: after(({ outbound, hub }) => {
        for (const delivery of outbound.queue.splice(0)) hub.conduct.sendFirst(outbound, delivery, true);
      }),
    },
  ),
  row('pubrel-reordered', 'mqtt3/MQTT-4.6.0-4', 'answers two PUBRECs in the reverse order', () => {
    const held = new WeakMap<Outbound, (() => void)[]>();
    return {
      release: (strict) => (outbound, packetIdentifier, reasonCode) => {
        const releases = held.get(outbound) ?? [];
        held.set(outbound, releases);
        releases.unshift(() => strict(outbound, packetIdentifier, reasonCode));
        if (releases.length > 1) return;
        setImmediate(() => {
          for (const send of releases.splice(0)) send();
        });
      },
    };
  }),

  // what is not sent
  row(
    'drops-for-offline-session',
    ['mqtt3/MQTT-4.5.0-1', 'mqtt5/MQTT-4.5.0-1'],
    'does not queue messages for sessions that are offline',
    {
      deliver: (strict) => (outbound, delivery) => {
        if (outbound.session.connection !== undefined) strict(outbound, delivery);
      },
    },
  ),
  row('ignores-message-expiry', 'mqtt5/MQTT-3.3.2-5', 'delivers messages that have expired', {
    hasExpired: (strict) => (message, retained) => retained && strict(message, retained),
  }),

  // what is not sent again
  row('no-redelivery-on-resume', ['mqtt3/MQTT-4.4.0-1', 'mqtt5/MQTT-4.4.0-1'], 'repeats nothing on resumption', {
    resumeDelivery: forgetting(() => true),
  }),
  row(
    'forgets-unacked-pubrel',
    ['mqtt3/MQTT-4.3.3-1', 'mqtt5/MQTT-4.3.3-5'],
    'does not repeat an unanswered PUBREL on resumption',
    { resumeDelivery: forgetting(({ stage }) => stage === 'pubrel') },
  ),
  row(
    'forgets-unacked-qos1',
    ['mqtt3/MQTT-4.3.2-1', 'mqtt5/MQTT-4.3.2-3'],
    'does not repeat unacknowledged QoS 1 messages on resumption',
    { resumeDelivery: forgetting(({ qos }) => qos === 1) },
  ),
  row(
    'forgets-unacked-qos2',
    ['mqtt3/MQTT-4.3.3-1', 'mqtt5/MQTT-4.3.3-3'],
    'does not repeat unacknowledged QoS 2 messages on resumption',
    { resumeDelivery: forgetting(({ qos, stage }) => qos === 2 && stage === 'publish') },
  ),
  row('expires-inflight-qos2', 'mqtt5/MQTT-4.3.3-7', 'applies message expiry to QoS 2 messages already sent', {
    sendAgain: (strict) => (outbound, flight) => {
      const hasExpired = flight.qos === 2 && flight.stage === 'publish' && (secondsLeft(flight.message) ?? 1) <= 0;
      if (hasExpired) outbound.settle(flight);
      else strict(outbound, flight);
    },
  }),

  // what is sent again
  row(
    'resends-publish-after-pubrel',
    ['mqtt3/MQTT-4.3.3-1', 'mqtt5/MQTT-4.3.3-6'],
    'repeats the PUBLISH where only PUBREL is unanswered',
    {
      sendAgain: (strict) => (outbound, flight) => {
        flight.stage = 'publish';
        strict(outbound, flight);
      },
    },
  ),
  row(
    'redelivers-with-new-pid',
    ['mqtt3/MQTT-2.3.1-4', 'mqtt3/MQTT-4.4.0-1', 'mqtt5/MQTT-4.4.0-1'],
    'repeats messages with new identifiers',
    {
      sendAgain: (strict) => (outbound, flight) => {
        if (flight.stage === 'publish') {
          flight.packetIdentifier = outbound.session.hub.conduct.freeIdentifier(outbound) ?? flight.packetIdentifier;
        }
        strict(outbound, flight);
      },
    },
  ),
  row(
    'redelivers-after-puback',
    ['mqtt3/MQTT-4.3.2-1', 'mqtt5/MQTT-4.3.2-3'],
    'repeats messages that were acknowledged',
    () => {
      const done = new Kept<InFlight>();
      return {
        handlePuback: (strict) => (connection, packet) => {
          const found = connection.session?.outbound.find(packet.packetIdentifier, 1);
          strict(connection, packet);
          const isRefused = (packet.reasonCode ?? 0) >= 0x80;
          if (connection.session !== undefined && found !== undefined && !isRefused)
            done.add(connection.session, found);
        },
        resumeDelivery: after((session) => {
          for (const one of done.take(session)) session.outbound.inFlight.push({ ...one, sent: false });
        }),
      };
    },
  ),
  row('redelivers-after-error-puback', 'mqtt5/MQTT-4.4.0-2', 'repeats messages that a PUBACK or a PUBREC refused', {
    messageRefused: (strict) => (outbound, message) => {
      outbound.inFlight.push(message);
      strict(outbound, message);
    },
  }),
  row('qos0-redelivered', ['mqtt3/MQTT-4.3.1-1', 'mqtt5/MQTT-4.3.1-1'], 'repeats QoS 0 messages on resumption', () => {
    const done = new Kept<Delivery>();
    return {
      sendQos0: (strict) => (outbound, delivery) => {
        strict(outbound, delivery);
        if (outbound.session.connection !== undefined) done.add(outbound.session, delivery);
      },
      resumeDelivery: after((session) => {
        for (const one of done.take(session)) session.hub.conduct.sendQos0(session.outbound, one);
      }),
    };
  }),
  row('retransmits-on-timer', 'mqtt5/MQTT-4.4.0-1', 'repeats unacknowledged messages after a second', {
    sendFirst: (strict) => (outbound, delivery, waited) => {
      strict(outbound, delivery, waited);
      const { connection, hub } = outbound.session;
      const flight = outbound.inFlight.at(-1);
      setTimeout(() => {
        if (flight === undefined || connection === undefined || outbound.session.connection !== connection) return;
        const waits = outbound.inFlight.includes(flight) && flight.stage === 'publish';
        if (waits) hub.conduct.sendAgain(outbound, flight);
      }, 1000).unref();
    },
  }),
  row('pubrel-after-error-pubrec', 'mqtt5/MQTT-4.3.3-4', 'sends PUBREL after a PUBREC that refused the message', {
    handlePubrec: (strict) => (connection, packet) => {
      const { packetIdentifier, reasonCode = 0 } = packet;
      const found = connection.session?.outbound.find(packetIdentifier, 2);
      strict(connection, packet);
      if (found !== undefined && reasonCode >= 0x80)
        connection.send({ type: 'PUBREL', packetIdentifier, reasonCode: 0 });
    },
  }),
  row(
    'wrong-pid-puback-settles',
    'mqtt5/MQTT-4.3.2-3',
    'takes a PUBACK with an unknown identifier for the oldest message',
    {
      handlePuback: (strict) => (connection, packet) => {
        const outbound = connection.session?.outbound;
        const oldest = outbound?.inFlight.find(({ qos }) => qos === 1)?.packetIdentifier;
        const isKnown = outbound?.find(packet.packetIdentifier, 1) !== undefined;
        strict(connection, isKnown || oldest === undefined ? packet : { ...packet, packetIdentifier: oldest });
      },
    },
  ),
];

/** What a broken broker remembers of each session until its client is back. */
class Kept<What> {
  private readonly bySession = new WeakMap<Session, What[]>();

  add(session: Session, what: What): void {
    this.bySession.set(session, [...(this.bySession.get(session) ?? []), what]);
  }

  take(session: Session): readonly What[] {
    const kept = this.bySession.get(session) ?? [];
    this.bySession.delete(session);
    return kept;
  }
}

/** Resumes after something was done to the session. */
function after(change: (session: Session) => void): Override<MqttConduct, 'resumeDelivery'> {
  return (strict) => (session) => {
    change(session);
    strict(session);
  };
}

function forgetting(isForgotten: (flight: InFlight) => boolean): Override<MqttConduct, 'resumeDelivery'> {
  return after(({ outbound }) => {
    outbound.inFlight = outbound.inFlight.filter((one) => !isForgotten(one));
  });
}

/** Holds a message back until the next one has gone, or for a moment. */
function swappingNeighbours(
  isAffected: (delivery: Delivery) => boolean,
): () => { readonly deliver: Override<MqttConduct, 'deliver'> } {
  return () => {
    const held = new WeakMap<Outbound, Delivery>();
    return {
      deliver: (strict) => (outbound, delivery) => {
        const before = held.get(outbound);
        if (before === undefined && !delivery.retained && isAffected(delivery)) {
          held.set(outbound, delivery);
          setTimeout(() => {
            if (held.get(outbound) !== delivery) return;
            held.delete(outbound);
            strict(outbound, delivery);
          }, 50).unref();
          return;
        }
        held.delete(outbound);
        strict(outbound, delivery);
        if (before !== undefined) strict(outbound, before);
      },
    };
  };
}
