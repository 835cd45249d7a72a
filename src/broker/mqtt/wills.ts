import { Buffer } from 'node:buffer';
import { firstOfEachName, nulAt } from '../../mutants/mqtt/losses.js';
import type { Will } from '../../protocol/mqtt/packet.js';
import type { EndCause } from './connection.js';
import type { MqttDefectId } from './defects.js';
import type { Hub } from './hub.js';
import { type Message, messageOfWill } from './message.js';
import type { Session } from './session.js';

/** Publishes Wills: sections 3.1.2.5 and 3.1.3.2. */
export class Wills {
  private readonly hub: Hub;
  private readonly delayed = new Map<Session, { readonly will: Will; readonly timer: NodeJS.Timeout }>();
  /** Wills that are done with, which some defects bring back. */
  private readonly ghosts = new Map<string, Will>();

  constructor(hub: Hub) {
    this.hub = hub;
  }

  /** A connection has ended; `clean` by a DISCONNECT that discards the Will. */
  connectionEnded(session: Session, cause: EndCause, clean: boolean): void {
    const { will } = session;
    session.will = undefined;
    if (will === undefined) {
      if (!clean) this.raiseGhost(session);
    } else if (clean) this.discard(session, will);
    else if (!this.isSuppressed(cause)) this.schedule(session, will);
  }

  /** The client came back in time, or not to this session: `resumed` tells. */
  clientReturned(session: Session, resumed: boolean): void {
    const waiting = this.delayed.get(session);
    if (waiting === undefined || this.hub.defects.has('sends-will-after-reconnect')) return;
    if (!resumed) return;
    clearTimeout(waiting.timer);
    this.delayed.delete(session);
  }

  sessionEnded(session: Session): void {
    const waiting = this.delayed.get(session);
    if (waiting === undefined || this.hub.defects.has('will-outlives-session-end')) return;
    clearTimeout(waiting.timer);
    this.delayed.delete(session);
    this.publish(session.clientId, waiting.will);
  }

  clear(): void {
    for (const { timer } of this.delayed.values()) clearTimeout(timer);
    this.delayed.clear();
  }

  private discard(session: Session, will: Will): void {
    const { defects } = this.hub;
    if (defects.has('will-sent-on-normal-disconnect')) this.publish(session.clientId, will);
    if (defects.has('keeps-will-after-disconnect') || defects.has('sends-stale-will')) {
      this.ghosts.set(session.clientId, will);
    }
  }

  private raiseGhost(session: Session): void {
    const ghost = this.ghosts.get(session.clientId);
    if (ghost === undefined) return;
    this.ghosts.delete(session.clientId);
    this.hub.publish(this.message(ghost, session.clientId));
  }

  private isSuppressed(cause: EndCause): boolean {
    const defect = SUPPRESSED[cause];
    return this.hub.defects.has('drops-will') || (defect !== undefined && this.hub.defects.has(defect));
  }

  private schedule(session: Session, will: Will): void {
    const delay = will.properties?.willDelayInterval ?? 0;
    if (delay === 0 || this.hub.defects.has('ignores-will-delay')) {
      this.publish(session.clientId, will);
      return;
    }
    const timer = setTimeout(() => {
      this.delayed.delete(session);
      this.publish(session.clientId, will);
    }, Math.min(delay, 2_000_000) * 1000).unref();
    this.delayed.set(session, { will, timer });
  }

  private publish(clientId: string, will: Will): void {
    const { defects } = this.hub;
    if (defects.has('publishes-will-twice') || defects.has('sends-stale-will')) this.ghosts.set(clientId, will);
    this.hub.publish(this.message(will, clientId));
  }

  private message(will: Will, clientId: string): Message {
    return WILL_DEFECTS.reduce(
      (message, row) => (this.hub.defects.has(row.defect) ? row.distort(message) : message),
      messageOfWill(will, clientId),
    );
  }
}

const SUPPRESSED: Readonly<Partial<Record<EndCause, MqttDefectId>>> = {
  network: 'no-will-on-tcp-close',
  'keep-alive': 'no-will-on-keepalive-timeout',
  'protocol-error': 'no-will-on-protocol-error',
  takeover: 'no-will-on-takeover',
  'disconnect-04': 'no-will-on-disconnect-04',
  'disconnect-error': 'no-will-on-disconnect-error-code',
};

interface WillDefect {
  readonly defect: MqttDefectId;
  readonly distort: (message: Message) => Message;
}

const swap = (message: Message): Message => ({
  ...message,
  topic:
    Buffer.from(message.payload)
      .toString('utf8')
      .replace(/[+#\0]/g, '') || 'will',
  payload: Buffer.from(message.topic, 'utf8'),
});

const WILL_DEFECTS: readonly WillDefect[] = [
  { defect: 'downgrades-will-qos', distort: (message) => ({ ...message, qos: 0 }) },
  { defect: 'swaps-will-topic-and-message', distort: swap },
  { defect: 'swaps-will-topic-and-payload', distort: swap },
  { defect: 'drops-will-properties', distort: (message) => ({ ...message, properties: {} }) },
  {
    defect: 'truncates-will-payload',
    distort: (message) => ({ ...message, payload: message.payload.subarray(0, nulAt(message.payload)) }),
  },
  {
    defect: 'dedupes-will-user-properties',
    distort: (message) => withUserProperties(message, (pairs) => firstOfEachName(pairs)),
  },
  {
    defect: 'reorders-will-user-properties',
    distort: (message) => withUserProperties(message, (pairs) => pairs.toReversed()),
  },
];

type Pairs = readonly (readonly [string, string])[];

function withUserProperties(message: Message, change: (pairs: Pairs) => Pairs): Message {
  const { userProperty } = message.properties;
  if (userProperty === undefined) return message;
  return { ...message, properties: { ...message.properties, userProperty: change(userProperty) } };
}
