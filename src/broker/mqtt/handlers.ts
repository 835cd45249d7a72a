import type { Disconnect, MqttPacket, MqttPacketType, PacketOf } from '../../protocol/mqtt/packet.js';
import { handleConnect } from './connecting.js';
import type { Connection, EndCause } from './connection.js';
import { secondsOf } from './session-start.js';
import { handleSubscribe, handleUnsubscribe } from './subscribing.js';

/** How a client takes its leave: section 3.14.4. */
export const disconnecting = { handleDisconnect };

/** Serves a packet of a client. */
export function handle(connection: Connection, packet: MqttPacket): void {
  const handler = HANDLERS[packet.type] as (connection: Connection, packet: MqttPacket) => void;
  handler(connection, packet);
}

type Handlers = { readonly [Type in MqttPacketType]: (connection: Connection, packet: PacketOf<Type>) => void };

/** What each packet of a client does. Those that no client may send are refused before. */
const HANDLERS: Handlers = {
  CONNECT: handleConnect,
  PUBLISH: (connection, packet) => connection.hub.conduct.handlePublish(connection, packet),
  PUBACK: (connection, packet) => connection.hub.conduct.handlePuback(connection, packet),
  PUBREC: (connection, packet) => connection.hub.conduct.handlePubrec(connection, packet),
  PUBREL: (connection, packet) => connection.hub.conduct.handlePubrel(connection, packet),
  PUBCOMP: (connection, packet) => connection.hub.conduct.handlePubcomp(connection, packet),
  SUBSCRIBE: handleSubscribe,
  UNSUBSCRIBE: handleUnsubscribe,
  PINGREQ: (connection) => connection.send({ type: 'PINGRESP' }),
  DISCONNECT: (connection, packet) => connection.hub.conduct.handleDisconnect(connection, packet),
  AUTH: (connection, packet) => connection.hub.conduct.handleAuth(connection, packet),
  CONNACK: ignore,
  SUBACK: ignore,
  UNSUBACK: ignore,
  PINGRESP: ignore,
  RESERVED0: ignore,
  RESERVED15: ignore,
};

function ignore(): void {}

/** In 5.0 the client may change when its session ends, unless it ends with the connection, and may ask for its Will. */
function handleDisconnect(connection: Connection, packet: Disconnect): void {
  const { session } = connection;
  const expiry = packet.properties?.sessionExpiryInterval;
  if (session !== undefined && expiry !== undefined) {
    if (session.expiry === 0 && expiry !== 0) {
      connection.fail(0x82);
      return;
    }
    session.expiry = secondsOf(expiry);
  }
  connection.end(causeOf(packet.reasonCode ?? 0));
}

function causeOf(reasonCode: number): EndCause {
  if (reasonCode === 0) return 'disconnect';
  return reasonCode < 0x80 ? 'disconnect-04' : 'disconnect-error';
}
