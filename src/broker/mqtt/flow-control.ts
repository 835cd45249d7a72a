import type { Outbound } from './outbound.js';

/** The client's Receive Maximum bounds the QoS 1 and 2 messages under way: section 4.9. */
export const controllingFlow = { hasRoom, underWay };

/** Whether one more may be sent (MQTT-3.3.4-9). */
function hasRoom(outbound: Outbound): boolean {
  const { connection, hub } = outbound.session;
  return connection !== undefined && hub.conduct.underWay(outbound) < connection.receiveMaximum;
}

/** Sent on the present connection, and not finished. */
function underWay({ inFlight }: Outbound): number {
  return inFlight.filter(({ sent }) => sent).length;
}
