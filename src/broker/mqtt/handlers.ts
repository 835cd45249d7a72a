import type {
  Acknowledgement,
  Disconnect,
  MqttPacket,
  MqttPacketType,
  PacketOf,
  Publish,
} from '../../protocol/mqtt/packet.js';
import { handleAuth } from './authentication.js';
import { handleConnect } from './connecting.js';
import type { Connection, EndCause } from './connection.js';

/** Serves a packet of a client. */
export function handle(connection: Connection, packet: MqttPacket): void {
  const handler = HANDLERS[packet.type] as (connection: Connection, packet: MqttPacket) => void;
  handler(connection, packet);
}

type Handlers = { readonly [Type in MqttPacketType]: (connection: Connection, packet: PacketOf<Type>) => void };

/** What each packet of a client does. Those that no client may send get here only when a defect let them pass. */
const HANDLERS: Handlers = {
  CONNECT: handleConnect,
  PUBLISH: publish,
  PUBACK: acknowledged,
  PUBREC: acknowledged,
  PUBREL: (connection, packet) => connection.hub.conduct.handlePubrel(connection, packet),
  PUBCOMP: acknowledged,
  SUBSCRIBE: (connection, packet) => connection.hub.conduct.handleSubscribe(connection, packet),
  UNSUBSCRIBE: (connection, packet) => connection.hub.conduct.handleUnsubscribe(connection, packet),
  PINGREQ: (connection) => connection.send({ type: 'PINGRESP' }),
  DISCONNECT: disconnect,
  AUTH: handleAuth,
  CONNACK: ignore,
  SUBACK: ignore,
  UNSUBACK: ignore,
  PINGRESP: ignore,
  RESERVED0: ignore,
  RESERVED15: ignore,
};

function ignore(): void {}

function publish(connection: Connection, packet: Publish): void {
  const { defects } = connection.hub;
  // Too short for its identifier: here only under a defect, which overlooks such packets.
  if (packet.qos > 0 && packet.packetIdentifier === undefined) return;
  if (/[+#]/.test(packet.topic) && defects.has('accepts-wildcard-topic-name')) {
    if (packet.packetIdentifier === undefined) return;
    const type = packet.qos === 1 ? 'PUBACK' : 'PUBREC';
    connection.send({ type, packetIdentifier: packet.packetIdentifier, reasonCode: 0 });
    return;
  }
  connection.hub.conduct.handlePublish(connection, packet);
  if (/[+#]/.test(packet.topic)) connection.fail(0x90);
}

function acknowledged(connection: Connection, { type, packetIdentifier, reasonCode = 0 }: Acknowledgement): void {
  const outbound = connection.session?.outbound;
  if (type === 'PUBACK') outbound?.puback(packetIdentifier, reasonCode);
  else if (type === 'PUBREC') outbound?.pubrec(packetIdentifier, reasonCode);
  else outbound?.pubcomp(packetIdentifier);
}

/** Section 3.14.4; in 5.0 the client may change when its session ends, and may ask for its Will. */
function disconnect(connection: Connection, packet: Disconnect): void {
  const { session, hub } = connection;
  const expiry = packet.properties?.sessionExpiryInterval;
  if (session !== undefined && expiry !== undefined) {
    if (session.expiry === 0 && expiry !== 0 && !hub.defects.has('accepts-nonzero-expiry-on-disconnect')) {
      connection.fail(0x82);
      return;
    }
    if (!hub.defects.has('ignores-session-expiry-on-disconnect')) {
      session.expiry = expiry === 0xffffffff ? Number.POSITIVE_INFINITY : expiry;
    }
  }
  const cause = causeOf(packet.reasonCode ?? 0);
  if (hub.defects.has('processes-packets-after-client-disconnect')) connection.endSoon(cause);
  else connection.end(cause);
}

function causeOf(reasonCode: number): EndCause {
  if (reasonCode === 0) return 'disconnect';
  return reasonCode < 0x80 ? 'disconnect-04' : 'disconnect-error';
}
