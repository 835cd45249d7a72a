import type { Buffer } from 'node:buffer';
import { encodePacket } from '../../protocol/mqtt/encode.js';
import type { MqttPacket } from '../../protocol/mqtt/packet.js';
import type { Connection, EndCause } from './connection.js';
import type { About } from './delivery.js';

/** What goes out, and how errors are handled: sections 3.1.2.11.4 and 4.13. */
export const sending = { octetsOf, fits, fail, explain };

/** The octets to send for a packet: the only way out. */
function octetsOf({ version }: Connection, packet: MqttPacket, _about: About): readonly Buffer[] {
  return [encodePacket(packet, version)];
}

/** A client is sent no packet that is larger than it allows (MQTT-3.1.2-24). */
function fits(connection: Connection, octets: Uint8Array): boolean {
  return octets.length <= connection.maximumPacketSize;
}

/** An error ends the connection (MQTT-4.13.1-1); once CONNECT was accepted, 5.0 is told why. */
function fail(connection: Connection, reasonCode: number, cause: EndCause): void {
  if (connection.version === 5 && !connection.isNew) connection.hub.conduct.explain(connection, reasonCode);
  connection.end(cause);
}

function explain(connection: Connection, reasonCode: number): void {
  connection.send({ type: 'DISCONNECT', reasonCode });
}
