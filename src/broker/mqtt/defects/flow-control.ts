import { sendWaiting } from '../delivering.js';
import type { Outbound } from '../outbound.js';
import { type MqttRow, row } from './row.js';

/** How a client's Receive Maximum is kept. */
export const FLOW_CONTROL_DEFECTS: readonly MqttRow[] = [
  row(
    'exceeds-client-receive-maximum',
    ['mqtt5/MQTT-3.3.4-9', 'mqtt5/MQTT-4.9.0-2'],
    'sends more messages at once than the client allows',
    {
      hasRoom:
        () =>
        ({ session }) =>
          session.connection !== undefined,
    },
  ),
  row('quota-zero-deadlock', 'mqtt5/MQTT-4.9.0-1', 'sends nothing to a client whose Receive Maximum is 1', {
    hasRoom: (strict) => (outbound) => outbound.session.connection?.receiveMaximum !== 1 && strict(outbound),
  }),
  row('quota-not-per-connection', 'mqtt5/MQTT-3.3.4-9', 'counts the messages under way of all clients against each', {
    underWay: (strict) => (outbound) => {
      const sessions = [...outbound.session.hub.sessions];
      return sessions.reduce((sum, { outbound: one }) => sum + (one === outbound ? 0 : strict(one)), strict(outbound));
    },
  }),
  row(
    'quota-never-replenished',
    'mqtt5/MQTT-3.3.4-9',
    'counts no acknowledgement: stops when the Receive Maximum was reached once',
    () => {
      const lost = new Tally();
      return {
        underWay: (strict) => (outbound) => strict(outbound) + lost.of(outbound),
        handlePuback: (strict) => (connection, packet) => {
          lost.add(connection.session?.outbound, 1);
          strict(connection, packet);
        },
        handlePubrec: (strict) => (connection, packet) => {
          if ((packet.reasonCode ?? 0) >= 0x80) lost.add(connection.session?.outbound, 1);
          strict(connection, packet);
        },
        handlePubcomp: (strict) => (connection, packet) => {
          lost.add(connection.session?.outbound, 1);
          strict(connection, packet);
        },
        resumeDelivery: (strict) => (session) => {
          lost.clear(session.outbound);
          strict(session);
        },
      };
    },
  ),
  row(
    'duplicate-puback-raises-quota',
    'mqtt5/MQTT-4.9.0-2',
    'counts a repeated PUBACK as one more message done',
    () => {
      const gained = new Tally();
      return {
        underWay: (strict) => (outbound) => strict(outbound) - gained.of(outbound),
        handlePuback: (strict) => (connection, packet) => {
          const outbound = connection.session?.outbound;
          const isRepeated = outbound?.find(packet.packetIdentifier, 1) === undefined;
          strict(connection, packet);
          if (outbound === undefined || !isRepeated) return;
          gained.add(outbound, 1);
          sendWaiting(outbound);
        },
        resumeDelivery: (strict) => (session) => {
          gained.clear(session.outbound);
          strict(session);
        },
      };
    },
  ),
  row(
    'quota-carried-over-connections',
    'mqtt5/MQTT-4.9.0-1',
    'counts the messages under way of the last connection against the next',
    () => {
      const carried = new Tally();
      return {
        underWay: (strict) => (outbound) => strict(outbound) + carried.of(outbound),
        pauseDelivery: (strict) => (session) => {
          const { outbound, hub } = session;
          carried.add(outbound, hub.conduct.underWay(outbound));
          strict(session);
        },
      };
    },
  ),
  row('pubrec-frees-quota', 'mqtt5/MQTT-3.3.4-9', 'counts PUBREC as the end of a QoS 2 delivery', {
    underWay:
      () =>
      ({ inFlight }) =>
        inFlight.filter(({ sent, stage }) => sent && stage === 'publish').length,
    handlePubrec: (strict) => (connection, packet) => {
      strict(connection, packet);
      if (connection.session !== undefined) sendWaiting(connection.session.outbound);
    },
  }),
];

/** Messages by which a broken broker miscounts those under way to each client. */
class Tally {
  private readonly counts = new WeakMap<Outbound, number>();

  of(outbound: Outbound): number {
    return this.counts.get(outbound) ?? 0;
  }

  add(outbound: Outbound | undefined, count: number): void {
    if (outbound !== undefined) this.counts.set(outbound, this.of(outbound) + count);
  }

  clear(outbound: Outbound): void {
    this.counts.delete(outbound);
  }
}
