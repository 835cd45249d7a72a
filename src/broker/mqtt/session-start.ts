import type { Connect } from '../../protocol/mqtt/packet.js';
import type { Connection } from './connection.js';
import type { Session } from './session.js';

/** Whether a stored session goes on or a new one begins: sections 3.1.2.4 and 3.2.2.1.1. */
export const startingSessions = { keepsSession, resume, startAnew, sessionPresent, expiryOf };

/** A client with a stored session has come. */
export interface Return {
  readonly connection: Connection;
  readonly packet: Connect;
  readonly stored: Session;
}

/** The session that a CONNECT leads to, and the one that was stored before: often the same. */
export interface SessionStart {
  readonly packet: Connect;
  readonly session: Session;
  readonly stored: Session | undefined;
}

export function startSession(connection: Connection, packet: Connect, clientId: string): SessionStart {
  const { conduct, sessions } = connection.hub;
  const stored = sessions.find(clientId);
  if (stored === undefined || !conduct.keepsSession({ connection, packet, stored })) {
    return { packet, session: conduct.startAnew(connection, clientId, stored), stored };
  }
  conduct.resume(stored);
  return { packet, session: stored, stored };
}

/** Clean Start (in 3.1.1 Clean Session) discards the stored session. */
function keepsSession({ packet }: Return): boolean {
  return !packet.cleanStart;
}

/** All of the session goes on; a Will that waits is not published (MQTT-3.1.3-9). */
function resume(stored: Session): void {
  const { sessions, wills } = stored.hub;
  sessions.keep(stored);
  wills.cancel(stored);
}

function startAnew({ hub, version }: Connection, clientId: string, stored: Session | undefined): Session {
  if (stored !== undefined) hub.sessions.discard(stored);
  return hub.sessions.create(clientId, version);
}

/** What CONNACK says (MQTT-3.2.2-2, MQTT-3.2.2-3). */
function sessionPresent({ session, stored }: SessionStart): boolean {
  return session === stored;
}

/** Seconds that the session outlives its connection; Infinity: for ever. */
function expiryOf({ version }: Connection, packet: Connect): number {
  if (version !== 5) return packet.cleanStart ? 0 : Number.POSITIVE_INFINITY;
  return secondsOf(packet.properties?.sessionExpiryInterval ?? 0);
}

/** A Session Expiry Interval of all ones never passes. */
export function secondsOf(sessionExpiryInterval: number): number {
  return sessionExpiryInterval === 0xffffffff ? Number.POSITIVE_INFINITY : sessionExpiryInterval;
}
