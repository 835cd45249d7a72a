import type { Delivery, InFlight } from './delivery.js';
import type { Outbound } from './outbound.js';
import { publishPacket } from './publish-packet.js';
import type { Session } from './session.js';

/** How a session's messages are sent, and sent again: sections 4.3, 4.4 and 4.6. */
export const delivering = { deliver, sendQos0, sendFirst, sendAgain, pauseDelivery, resumeDelivery };

/** Sends the message now, or lets it wait. QoS 0 messages do not wait for a client that is away. */
function deliver(outbound: Outbound, delivery: Delivery): void {
  const { connection, hub } = outbound.session;
  if (delivery.qos === 0) hub.conduct.sendQos0(outbound, delivery);
  else if (connection === undefined || outbound.queue.length > 0 || !hub.conduct.hasRoom(outbound)) {
    outbound.queue.push(delivery);
  } else hub.conduct.sendFirst(outbound, delivery, false);
}

function sendQos0({ session: { connection } }: Outbound, delivery: Delivery): void {
  if (connection === undefined) return;
  const packet = publishPacket(delivery, connection, { packetIdentifier: undefined, repeated: false });
  connection.sendPublish(packet, { delivery });
}

/** `waited`: for its client, or for room. */
function sendFirst(outbound: Outbound, delivery: Delivery, waited: boolean): void {
  const { connection, hub } = outbound.session;
  if (connection === undefined || hub.conduct.hasExpired(delivery.message, delivery.retained)) return;
  const packetIdentifier = hub.conduct.freeIdentifier(outbound);
  if (packetIdentifier === undefined) {
    outbound.queue.unshift(delivery);
    return;
  }
  const flight: InFlight = { ...delivery, packetIdentifier, stage: 'publish', sent: true };
  outbound.inFlight.push(flight);
  const packet = publishPacket(delivery, connection, { packetIdentifier, repeated: false });
  // Too large for the client: as if it had been delivered (MQTT-3.1.2-25).
  if (!connection.sendPublish(packet, { delivery, waited })) outbound.settle(flight);
}

/** Repeats what was not acknowledged, with its first identifier (MQTT-4.4.0-1). */
function sendAgain(outbound: Outbound, flight: InFlight): void {
  const { connection, hub } = outbound.session;
  const { packetIdentifier } = flight;
  flight.sent = true;
  if (flight.stage === 'pubrel') {
    hub.conduct.release(outbound, packetIdentifier, 0);
    return;
  }
  if (connection === undefined) return;
  const packet = publishPacket(flight, connection, { packetIdentifier, repeated: true });
  if (!connection.sendPublish(packet, { delivery: flight, repeated: true })) outbound.settle(flight);
}

/** The session's client is away. */
function pauseDelivery({ outbound }: Session): void {
  for (const one of outbound.inFlight) one.sent = false;
}

/** The session's client is there: repeats what was not acknowledged, then sends what waited. */
function resumeDelivery({ outbound }: Session): void {
  sendWaiting(outbound);
}

/** Sends as much as the client's Receive Maximum allows. */
export function sendWaiting(outbound: Outbound): void {
  const { conduct } = outbound.session.hub;
  while (outbound.session.connection !== undefined) {
    const repeated = outbound.inFlight.find(({ sent }) => !sent);
    if (repeated !== undefined && (repeated.stage === 'pubrel' || conduct.hasRoom(outbound))) {
      conduct.sendAgain(outbound, repeated);
      continue;
    }
    const waiting = conduct.hasRoom(outbound) ? outbound.queue.shift() : undefined;
    if (waiting === undefined) return;
    conduct.sendFirst(outbound, waiting, true);
  }
}
