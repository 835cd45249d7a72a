import type { Will } from '../../protocol/mqtt/packet.js';
import type { EndCause } from './connection.js';
import type { Hub } from './hub.js';
import { messageOfWill } from './message.js';
import type { Session } from './session.js';

/** Which Wills are published, when, and as what: sections 3.1.2.5 and 3.1.3.2. */
export const publishingWills = { willIsDue, willDelay, publishWill, messageOfWill };

/** Publishes Wills, at once or after their delay. */
export class Wills {
  private readonly hub: Hub;
  private readonly waiting = new Map<Session, { readonly will: Will; readonly timer: NodeJS.Timeout }>();

  constructor(hub: Hub) {
    this.hub = hub;
  }

  /** A connection has ended: its Will is published, or discarded. */
  connectionEnded(session: Session, cause: EndCause): void {
    const { will } = session;
    session.will = undefined;
    if (will !== undefined && this.hub.conduct.willIsDue(cause)) this.schedule(session, will);
  }

  /** The client came back in time. */
  cancel(session: Session): void {
    clearTimeout(this.waiting.get(session)?.timer);
    this.waiting.delete(session);
  }

  publishWaiting(session: Session): void {
    const waiting = this.waiting.get(session);
    if (waiting === undefined) return;
    this.cancel(session);
    this.hub.conduct.publishWill(session, waiting.will);
  }

  clear(): void {
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
  }

  private schedule(session: Session, will: Will): void {
    const delay = this.hub.conduct.willDelay(will);
    if (delay === 0) {
      this.hub.conduct.publishWill(session, will);
      return;
    }
    const timer = setTimeout(() => this.publishWaiting(session), Math.min(delay, 2_000_000) * 1000).unref();
    this.waiting.set(session, { will, timer });
  }
}

/** Only a DISCONNECT that does not ask for it discards a Will (MQTT-3.1.2-8, MQTT-3.14.4-3). */
function willIsDue(cause: EndCause): boolean {
  return cause !== 'disconnect';
}

/** Seconds. */
function willDelay(will: Will): number {
  return will.properties?.willDelayInterval ?? 0;
}

function publishWill({ hub, clientId }: Session, will: Will): void {
  hub.publish(hub.conduct.messageOfWill(will, clientId));
}
