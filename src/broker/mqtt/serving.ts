import type { Buffer } from 'node:buffer';
import { connectVersion, type Decoded, decodePacket } from '../../protocol/mqtt/decode.js';
import type { MqttVersion } from '../../protocol/mqtt/packet.js';
import { packetType } from '../../protocol/mqtt/tables.js';
import type { Connection } from './connection.js';
import { handle } from './handlers.js';
import type { Inbound } from './inbound.js';
import { refusalOf } from './refusals.js';

/** What comes in, before it is known what it means. */
export const serving = { packetsOf, serveBeforeConnect, versionOf, decode, refusalOf };

/** Serves the octets of one packet. */
export function serve(connection: Connection, bytes: Uint8Array): void {
  const { conduct } = connection.hub;
  const first = bytes[0] ?? 0;
  const isFirstConnect = first >>> 4 === 1 && connection.isNew;
  // Between a CONNECT that named a method and its CONNACK.
  const isAuthenticating = connection.isNew && connection.authentication !== undefined;
  if (connection.isNew && !isFirstConnect && !isAuthenticating) {
    conduct.serveBeforeConnect(connection, bytes);
    return;
  }
  if (isFirstConnect) connection.version = conduct.versionOf(bytes);
  const decoded = conduct.decode(connection, bytes);
  const { type } = packetType(first, decoded.version);
  if (isAuthenticating && type !== 'AUTH' && type !== 'DISCONNECT') {
    connection.end('protocol-error');
    return;
  }
  const refusal = hasUnknownVersion(decoded) ? undefined : conduct.refusalOf({ bytes, type, decoded });
  if (refusal !== undefined) {
    if (isFirstConnect) conduct.refuseMalformedConnect(connection, refusal.code);
    else connection.fail(refusal.code);
  } else if (decoded.packet !== undefined) handle(connection, decoded.packet);
  else if (type === 'CONNECT') connection.end('protocol-error');
}

/** The packets that are whole with what came now. */
function packetsOf(connection: Connection, chunk: Buffer): Iterable<Inbound> {
  return connection.inbound.push(chunk);
}

/** The first packet must be CONNECT (MQTT-3.1.0-1): nothing is said, the connection is closed. */
function serveBeforeConnect(connection: Connection, _bytes: Uint8Array): void {
  connection.end('protocol-error');
}

/** The version that a CONNECT asks for; one that we do not know is answered like 3.1.1. */
function versionOf(connect: Uint8Array): MqttVersion {
  return connectVersion(connect) ?? 4;
}

function decode(connection: Connection, bytes: Uint8Array): Decoded {
  return decodePacket(bytes, { version: connection.version, from: 'client' });
}

/** An unknown version gets a CONNACK that says so. */
function hasUnknownVersion(decoded: Decoded): boolean {
  return decoded.problems.some(({ code }) => code === 'MQTT_PROTOCOL_VERSION');
}
