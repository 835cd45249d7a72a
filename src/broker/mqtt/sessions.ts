import type { MqttVersion } from '../../protocol/mqtt/packet.js';
import type { EndCause } from './connection.js';
import type { Hub } from './hub.js';
import { Session } from './session.js';

/** Whose a session is, and how long it lives: sections 3.1.3.1, 3.1.2.11.2 and 4.1. */
export const keepingSessions = { sessionKey, secondsToLive, connectionEnded, sessionEnded };

/** The sessions of all clients, by Client Identifier, and when they end. */
export class Sessions {
  private readonly hub: Hub;
  private readonly byKey = new Map<string, Session>();
  private readonly ends = new Map<Session, NodeJS.Timeout>();

  constructor(hub: Hub) {
    this.hub = hub;
  }

  [Symbol.iterator](): Iterator<Session> {
    return this.byKey.values();
  }

  find(clientId: string): Session | undefined {
    return this.byKey.get(this.hub.conduct.sessionKey(clientId));
  }

  create(clientId: string, version: MqttVersion): Session {
    const session = new Session(this.hub, clientId, version);
    this.byKey.set(this.hub.conduct.sessionKey(clientId), session);
    return session;
  }

  /** A client connects to its stored session: it does not end now. */
  keep(session: Session): void {
    clearTimeout(this.ends.get(session));
    this.ends.delete(session);
  }

  discard(session: Session): void {
    this.keep(session);
    const key = this.hub.conduct.sessionKey(session.clientId);
    if (this.byKey.get(key) === session) this.byKey.delete(key);
    this.hub.conduct.sessionEnded(session);
  }

  /** The session ends in so many seconds, unless its client comes back; Infinity: never. */
  endIn(session: Session, seconds: number): void {
    clearTimeout(this.ends.get(session));
    // Longer than a timer can run: for ever, as far as this process lives.
    if (seconds > 2_000_000) return;
    this.ends.set(session, setTimeout(() => this.discard(session), seconds * 1000).unref());
  }

  /** Forgets everything that does not outlive its connection. */
  clear(): void {
    for (const timer of this.ends.values()) clearTimeout(timer);
    this.ends.clear();
    this.byKey.clear();
  }
}

/** Clients are the same where their identifiers are, octet by octet (MQTT-3.1.3-2). */
function sessionKey(clientId: string): string {
  return clientId;
}

/** How long a session outlives its connection. */
function secondsToLive(session: Session, _cause: EndCause): number {
  return session.expiry;
}

/** The session's connection is gone: the Will is published, or is not, and the session ends when it is time. */
function connectionEnded(session: Session, cause: EndCause): void {
  const { conduct, sessions, wills } = session.hub;
  wills.connectionEnded(session, cause);
  conduct.pauseDelivery(session);
  const seconds = conduct.secondsToLive(session, cause);
  if (seconds === 0) sessions.discard(session);
  else sessions.endIn(session, seconds);
}

/** A Will waits no longer than its session lives (MQTT-3.1.2-8). */
function sessionEnded(session: Session): void {
  session.hub.wills.publishWaiting(session);
}
