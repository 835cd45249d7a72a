import type { Acknowledgement } from '../../protocol/mqtt/packet.js';
import type { Connection } from './connection.js';
import { sendWaiting } from './delivering.js';
import type { InFlight } from './delivery.js';
import type { Outbound } from './outbound.js';

/** What the acknowledgements of a client do: section 4.3. */
export const acknowledging = { handlePuback, handlePubrec, handlePubcomp, release, messageRefused };

function handlePuback({ session }: Connection, { packetIdentifier, reasonCode = 0 }: Acknowledgement): void {
  const found = session?.outbound.find(packetIdentifier, 1);
  if (session === undefined || found === undefined) return;
  session.outbound.settle(found);
  if (reasonCode >= 0x80) session.hub.conduct.messageRefused(session.outbound, found);
  sendWaiting(session.outbound);
}

/** The client has the message: its identifier may be released. A code of 0x80 or more says that it does not want it. */
function handlePubrec({ session }: Connection, { packetIdentifier, reasonCode = 0 }: Acknowledgement): void {
  if (session === undefined) return;
  const { outbound, hub } = session;
  const found = outbound.find(packetIdentifier, 2);
  if (found !== undefined && reasonCode >= 0x80) {
    outbound.settle(found);
    hub.conduct.messageRefused(outbound, found);
    sendWaiting(outbound);
    return;
  }
  if (found !== undefined) found.stage = 'pubrel';
  const known = outbound.uses(packetIdentifier);
  // 3.1.1 has no way to say that the identifier is unknown.
  if (known || session.version === 5) hub.conduct.release(outbound, packetIdentifier, known ? 0 : 0x92);
}

function handlePubcomp({ session }: Connection, { packetIdentifier }: Acknowledgement): void {
  if (session === undefined) return;
  const { outbound } = session;
  const found = outbound.inFlight.find((one) => one.packetIdentifier === packetIdentifier && one.stage === 'pubrel');
  if (found !== undefined) outbound.settle(found);
  sendWaiting(outbound);
}

/** PUBREL. */
function release({ session }: Outbound, packetIdentifier: number, reasonCode: number): void {
  session.connection?.send({ type: 'PUBREL', packetIdentifier, reasonCode });
}

/** A client refused a message: nobody gets it again (MQTT-4.4.0-2, MQTT-4.8.2-6). */
function messageRefused(_outbound: Outbound, _message: InFlight): void {}
