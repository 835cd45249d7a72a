import type { Delivery, InFlight } from './delivery.js';
import type { Session } from './session.js';

/** What a session has yet to deliver: messages in flight, and messages that wait. */
export class Outbound {
  readonly session: Session;
  /** In the order in which they were first sent. */
  inFlight: InFlight[] = [];
  queue: Delivery[] = [];
  /** Where the search for the next free Packet Identifier begins. */
  nextIdentifier: number;

  constructor(session: Session) {
    this.session = session;
    this.nextIdentifier = session.hub.conduct.firstIdentifier(session.hub.settings);
  }

  /** A message whose PUBLISH is not acknowledged yet. */
  find(identifier: number, qos: 1 | 2): InFlight | undefined {
    return this.inFlight.find(
      (one) => one.packetIdentifier === identifier && one.qos === qos && one.stage === 'publish',
    );
  }

  /** Whether a message in flight has this Packet Identifier. */
  uses(identifier: number): boolean {
    return this.inFlight.some(({ packetIdentifier }) => packetIdentifier === identifier);
  }

  /** The message is no longer in flight. */
  settle(flight: InFlight): void {
    this.inFlight = this.inFlight.filter((one) => one !== flight);
  }
}
