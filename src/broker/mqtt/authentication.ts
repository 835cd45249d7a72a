import { Buffer } from 'node:buffer';
import type { Auth } from '../../protocol/mqtt/packet.js';
import type { Connection } from './connection.js';

/** What AUTH of a client does: section 4.12. */
export const authenticating = { handleAuth, rejectAuthentication };

/**
 * Enhanced authentication by a method of one round trip: the broker sends "challenge", the client must send "response".
 * A re-authentication goes the same way.
 */
export interface Authentication {
  readonly method: string;
  /** What success brings: CONNACK, or in a re-authentication AUTH 0x00. */
  readonly succeed: () => void;
  waiting: boolean;
}

export function beginAuthentication(connection: Connection, method: string, succeed: () => void): void {
  connection.authentication = { method, succeed, waiting: true };
  send(connection, 0x18, 'challenge');
}

function handleAuth(connection: Connection, auth: Auth): void {
  const { authentication } = connection;
  const { conduct } = connection.hub;
  if (authentication === undefined) {
    // Only a client that named a method may send AUTH at all (MQTT-4.12.0-7).
    connection.fail(0x82);
    return;
  }
  const { method, waiting } = authentication;
  if (auth.properties?.authenticationMethod !== method) conduct.rejectAuthentication(connection, 0x82);
  else if (auth.reasonCode === 0x19 && !waiting) {
    beginAuthentication(connection, method, () => send(connection, 0x00, undefined));
  } else if (auth.reasonCode === 0x18 && waiting) answer(connection, authentication, auth);
  else conduct.rejectAuthentication(connection, 0x82);
}

function answer(connection: Connection, authentication: Authentication, auth: Auth): void {
  const given = Buffer.from(auth.properties?.authenticationData ?? []).toString('utf8');
  if (given !== 'response') {
    connection.hub.conduct.rejectAuthentication(connection, 0x87);
    return;
  }
  authentication.waiting = false;
  authentication.succeed();
}

function send(connection: Connection, reasonCode: number, data: string | undefined): void {
  connection.send({
    type: 'AUTH',
    reasonCode,
    properties: {
      authenticationMethod: connection.authentication?.method ?? '',
      ...(data === undefined ? {} : { authenticationData: Buffer.from(data) }),
    },
  });
}

/** Before CONNACK a refusing CONNACK, afterwards DISCONNECT. */
function rejectAuthentication(connection: Connection, reasonCode: number): void {
  if (connection.session !== undefined) {
    connection.fail(reasonCode);
    return;
  }
  connection.send({ type: 'CONNACK', sessionPresent: false, reasonCode });
  connection.end('refused');
}
