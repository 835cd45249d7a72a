import { Buffer } from 'node:buffer';
import type { Auth } from '../../protocol/mqtt/packet.js';
import type { Connection } from './connection.js';

/**
 * Enhanced authentication (section 4.12) by a method of one round trip: the broker sends "challenge", the client must
 * send "response". A re-authentication goes the same way.
 */
export interface Authentication {
  readonly method: string;
  /** What success brings: CONNACK, or in a re-authentication AUTH 0x00. */
  readonly succeed: () => void;
  waiting: boolean;
}

export function beginAuthentication(connection: Connection, method: string, succeed: () => void): void {
  connection.authentication = { method, succeed, waiting: true };
  challenge(connection);
}

export function handleAuth(connection: Connection, auth: Auth): void {
  const { hub, authentication } = connection;
  if (authentication === undefined) {
    // Only a client that named a method may send AUTH at all (MQTT-4.12.0-7).
    const ignored = hub.defects.has('accepts-auth-without-method') || hub.defects.has('accepts-auth-reserved-flags');
    if (!ignored) connection.fail(0x82);
    return;
  }
  const { method } = authentication;
  const again = auth.reasonCode === 0x19;
  const tolerant = hub.defects.has(again ? 'reauth-accepts-other-method' : 'accepts-changed-auth-method');
  if (auth.properties?.authenticationMethod !== method && !tolerant) reject(connection, 0x82);
  else if (again && !authentication.waiting) {
    beginAuthentication(connection, method, () => send(connection, 0x00, undefined));
  } else if (authentication.waiting && (auth.reasonCode === 0x18 || hub.defects.has('accepts-wrong-auth-code'))) {
    answer(connection, authentication, auth);
  } else reject(connection, 0x82);
}

function challenge(connection: Connection): void {
  const { defects } = connection.hub;
  const reasonCode = defects.has('auth-wrong-code-in-exchange') ? 0x00 : 0x18;
  send(connection, defects.has('auth-invalid-reason-code') ? 0x04 : reasonCode, 'challenge');
}

function answer(connection: Connection, authentication: Authentication, auth: Auth): void {
  const given = Buffer.from(auth.properties?.authenticationData ?? []).toString('utf8');
  if (given !== 'response') {
    reject(connection, 0x87);
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
function reject(connection: Connection, reasonCode: number): void {
  const { defects } = connection.hub;
  if (connection.session === undefined) {
    connection.send({ type: 'CONNACK', sessionPresent: false, reasonCode });
    if (defects.has('stays-open-after-auth-rejection')) connection.mute();
    else connection.end('refused');
  } else if (defects.has('stays-open-after-failed-reauth')) {
    connection.send({ type: 'DISCONNECT', reasonCode });
  } else connection.fail(reasonCode);
}
