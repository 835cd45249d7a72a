import type { MqttVersion } from '../../protocol/mqtt/packet.js';
import type { Hub } from './hub.js';
import { Session } from './session.js';

/** The sessions of all clients, by Client Identifier, and when they end. */
export class Sessions {
  private readonly hub: Hub;
  private readonly byId = new Map<string, Session>();
  private readonly ends = new Map<Session, NodeJS.Timeout>();

  constructor(hub: Hub) {
    this.hub = hub;
  }

  [Symbol.iterator](): Iterator<Session> {
    return this.byId.values();
  }

  find(clientId: string): Session | undefined {
    return this.byId.get(this.key(clientId));
  }

  create(clientId: string, version: MqttVersion): Session {
    const session = new Session(this.hub, clientId, version);
    this.byId.set(this.key(clientId), session);
    return session;
  }

  /** A client connects to its stored session: it does not end now. */
  keep(session: Session): void {
    clearTimeout(this.ends.get(session));
    this.ends.delete(session);
  }

  discard(session: Session): void {
    this.keep(session);
    if (this.byId.get(this.key(session.clientId)) === session) this.byId.delete(this.key(session.clientId));
    this.hub.wills.sessionEnded(session);
    if (this.hub.defects.has('retained-deleted-with-session')) this.hub.retained.forgetPublisher(session.clientId);
    if (this.hub.defects.has('share-reassigns-qos2-after-session-end')) this.hub.router.reassign(session);
  }

  /** The session's connection is gone: it ends after its expiry interval. */
  abandon(session: Session): void {
    const { defects } = this.hub;
    session.connection = undefined;
    session.outbound.pause();
    const { expiry } = session;
    const kept = expiry === Number.POSITIVE_INFINITY || (expiry > 0 && defects.has('session-never-expires'));
    if (kept) return;
    if (expiry === 0 && !defects.has('expiry-0-keeps-session')) this.discard(session);
    else this.endIn(session, expiry === 0 ? 3600 : expiry);
  }

  endIn(session: Session, seconds: number): void {
    clearTimeout(this.ends.get(session));
    // Longer than a timer can run: for ever, as far as this process lives.
    if (seconds > 2_000_000) return;
    this.ends.set(session, setTimeout(() => this.discard(session), seconds * 1000).unref());
  }

  /** Messages under way to all clients but one. */
  underWayExcept(session: Session): number {
    let sum = 0;
    for (const other of this.byId.values()) if (other !== session) sum += other.outbound.underWay();
    return sum;
  }

  /** Forgets everything that does not outlive its connection. */
  clear(): void {
    for (const timer of this.ends.values()) clearTimeout(timer);
    this.ends.clear();
    this.byId.clear();
  }

  private key(clientId: string): string {
    return this.hub.defects.has('clientid-case-insensitive') ? clientId.toLowerCase() : clientId;
  }
}
