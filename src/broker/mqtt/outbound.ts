import type { Connection } from './connection.js';
import type { MqttDefects } from './defects.js';
import type { Delivery, InFlight } from './delivery.js';
import { PacketIdentifiers } from './identifiers.js';
import { secondsLeft } from './message.js';
import { NeighbourSwap } from './neighbour-swap.js';
import { publishPacket } from './publish-packet.js';
import type { Session } from './session.js';

/**
 * What a session has yet to deliver: messages in flight, and messages that wait. The client's Receive Maximum bounds
 * those in flight; sections 4.3, 4.4 and 4.9.
 */
export class Outbound {
  /** In the order in which they were first sent. */
  inFlight: InFlight[] = [];
  queue: Delivery[] = [];
  private readonly session: Session;
  private readonly defects: MqttDefects;
  private readonly identifiers: PacketIdentifiers;
  /** QoS 0 messages of the last connection and acknowledged ones: kept for defects that repeat them. */
  private readonly done: InFlight[] = [];
  private readonly swap: NeighbourSwap;
  private readonly heldReleases: (() => void)[] = [];
  private quotaLoss = 0;
  private skips = 0;

  constructor(session: Session, firstIdentifier: number) {
    this.session = session;
    this.defects = session.hub.defects;
    this.identifiers = new PacketIdentifiers(firstIdentifier, this.defects);
    this.swap = new NeighbourSwap(this.defects, (delivery) => this.take(delivery));
  }

  /** Sends the message now, or lets it wait. QoS 0 messages do not wait for a client that is away. */
  deliver(delivery: Delivery): void {
    if (this.skips > 0) {
      this.skips--;
      return;
    }
    this.swap.deliver(delivery);
  }

  puback(identifier: number, reasonCode: number): void {
    if (this.defects.has('quota-never-replenished')) this.quotaLoss++;
    const found = this.find(identifier, 1) ?? this.wrongPuback();
    if (found === undefined) {
      if (!this.defects.has('duplicate-puback-raises-quota')) return;
      this.quotaLoss--;
      this.pump();
      return;
    }
    this.settle(found);
    if (reasonCode >= 0x80) {
      if (this.defects.has('redelivers-after-error-puback')) this.inFlight.push(found);
      this.session.hub.router.refused(found, this.session);
    } else if (this.defects.has('redelivers-after-puback')) this.done.push({ ...found, sent: false });
    this.pump();
  }

  pubrec(identifier: number, reasonCode: number): void {
    const found = this.find(identifier, 2);
    if (found !== undefined && reasonCode >= 0x80) {
      if (this.defects.has('quota-never-replenished')) this.quotaLoss++;
      this.settle(found);
      if (this.defects.has('redelivers-after-error-puback')) this.inFlight.push(found);
      if (this.defects.has('pubrel-after-error-pubrec')) this.release(identifier, 0);
      this.session.hub.router.refused(found, this.session);
      this.pump();
      return;
    }
    if (found !== undefined) {
      found.stage = 'pubrel';
      if (this.defects.has('reuses-qos2-pid-before-pubcomp')) {
        this.settle(found);
        this.identifiers.giveNext(identifier);
      }
    }
    const known = found !== undefined || this.inFlight.some((one) => one.packetIdentifier === identifier);
    // 3.1.1 has no way to say that the identifier is unknown.
    if (known || this.session.version === 5) this.release(identifier, known ? 0 : 0x92);
    if (this.defects.has('pubrec-frees-quota')) this.pump();
  }

  pubcomp(identifier: number): void {
    if (this.defects.has('quota-never-replenished')) this.quotaLoss++;
    const found = this.inFlight.find((one) => one.packetIdentifier === identifier && one.stage === 'pubrel');
    if (found !== undefined) this.settle(found);
    this.pump();
  }

  /** The session's client is back: repeats what was not acknowledged, then sends what waited. */
  resume(): void {
    for (const one of [...this.inFlight, ...this.done]) one.sent = false;
    if (!this.defects.has('quota-carried-over-connections')) this.quotaLoss = 0;
    else this.quotaLoss += this.inFlight.length;
    this.inFlight = this.inFlight.filter((one) => !this.forgets(one)).concat(this.done.splice(0));
    if (this.defects.has('redelivery-reordered')) this.inFlight.reverse();
    if (this.defects.has('reorders-offline-queue')) this.queue.reverse();
    if (this.defects.has('reorders-after-resume')) {
      for (const delivery of this.queue.splice(0)) this.start(delivery, true);
    }
    this.pump();
  }

  /** Sends as much as the client's Receive Maximum allows. */
  pump(): void {
    while (this.session.connection !== undefined) {
      const repeated = this.inFlight.find((one) => !one.sent);
      if (repeated !== undefined && (repeated.stage === 'pubrel' || this.mayStart())) {
        this.repeat(repeated);
        continue;
      }
      const waiting = this.mayStart() ? this.queue.shift() : undefined;
      if (waiting === undefined) return;
      this.start(waiting, true);
    }
  }

  /** Whether the client's Receive Maximum is reached. */
  get isFull(): boolean {
    return !this.mayStart();
  }

  /** The connection is gone. */
  pause(): void {
    if (this.defects.has('quota-carried-over-connections')) this.quotaLoss = this.underWay();
    for (const one of this.inFlight) one.sent = false;
  }

  /** Defect: the next message after a subscription was made again gets lost. */
  loseNext(): void {
    this.skips = 1;
  }

  underWay(): number {
    return this.inFlight.filter(
      (one) => one.sent && !(one.stage === 'pubrel' && this.defects.has('pubrec-frees-quota')),
    ).length;
  }

  private take(delivery: Delivery): void {
    if (delivery.qos === 0) {
      this.startQos0(delivery);
    } else if (this.session.connection === undefined) {
      if (!this.defects.has('drops-for-offline-session')) this.queue.push(delivery);
    } else if (this.queue.length > 0 || !this.mayStart()) {
      this.queue.push(delivery);
    } else this.start(delivery, false);
  }

  private startQos0(delivery: Delivery): void {
    const connection = this.session.connection;
    if (connection === undefined) return;
    connection.sendPublish(publishPacket(delivery, connection, { packetIdentifier: undefined, repeated: false }), {
      delivery,
    });
    if (this.defects.has('qos0-redelivered')) {
      this.done.push({ ...delivery, packetIdentifier: 0, stage: 'publish', sent: false, sentBefore: true });
    }
  }

  private start(delivery: Delivery, waited: boolean): void {
    const connection = this.session.connection;
    if (connection === undefined || this.hasExpired(delivery)) return;
    const identifier = this.identifiers.take((one) => this.inFlight.some((other) => other.packetIdentifier === one));
    if (identifier === undefined) {
      this.queue.unshift(delivery);
      return;
    }
    const flight: InFlight = {
      ...delivery,
      packetIdentifier: identifier,
      stage: 'publish',
      sent: true,
      sentBefore: true,
    };
    this.inFlight.push(flight);
    const packet = publishPacket(delivery, connection, { packetIdentifier: identifier, repeated: false });
    // Too large for the client: as if it had been delivered (MQTT-3.1.2-25).
    if (!connection.sendPublish(packet, { delivery, waited })) this.settle(flight);
    if (this.defects.has('retransmits-on-timer')) this.retransmitLater(flight, connection);
  }

  private repeat(flight: InFlight): void {
    const connection = this.session.connection;
    flight.sent = true;
    if (flight.stage === 'pubrel' && !this.defects.has('resends-publish-after-pubrel')) {
      this.release(flight.packetIdentifier, 0);
      return;
    }
    if (connection === undefined) return;
    if (this.expiresInFlight(flight)) {
      this.settle(flight);
      return;
    }
    const renewed = this.defects.has('redelivers-with-new-pid') && flight.qos > 0;
    const taken = renewed ? this.identifiers.take((one) => one === flight.packetIdentifier) : undefined;
    const identifier = taken ?? flight.packetIdentifier;
    Object.assign(flight, { packetIdentifier: identifier });
    const repeated = flight.qos > 0;
    if (flight.qos === 0) this.settle(flight);
    const packet = publishPacket(flight, connection, {
      packetIdentifier: flight.qos === 0 ? undefined : identifier,
      repeated,
    });
    if (!connection.sendPublish(packet, { delivery: flight, repeated })) this.settle(flight);
  }

  /** PUBREL; a defect lets it wait for the next one, and sends that first. */
  private release(packetIdentifier: number, reasonCode: number): void {
    const send = (): void => this.session.connection?.send({ type: 'PUBREL', packetIdentifier, reasonCode });
    if (!this.defects.has('pubrel-reordered')) {
      send();
      return;
    }
    this.heldReleases.unshift(send);
    if (this.heldReleases.length > 1) return;
    setImmediate(() => {
      for (const held of this.heldReleases.splice(0)) held();
    });
  }

  private find(identifier: number, qos: 1 | 2): InFlight | undefined {
    return this.inFlight.find(
      (one) => one.packetIdentifier === identifier && one.qos === qos && one.stage === 'publish',
    );
  }

  private wrongPuback(): InFlight | undefined {
    if (!this.defects.has('wrong-pid-puback-settles')) return undefined;
    return this.inFlight.find((one) => one.qos === 1);
  }

  private settle(flight: InFlight): void {
    this.inFlight = this.inFlight.filter((one) => one !== flight);
  }

  private mayStart(): boolean {
    const { connection, hub } = this.session;
    if (connection === undefined) return false;
    if (this.defects.has('exceeds-client-receive-maximum')) return true;
    const maximum = connection.receiveMaximum;
    if (maximum === 1 && this.defects.has('quota-zero-deadlock')) return false;
    const others = this.defects.has('quota-not-per-connection') ? hub.sessions.underWayExcept(this.session) : 0;
    return this.underWay() + this.quotaLoss + others < maximum;
  }

  private hasExpired(delivery: Delivery): boolean {
    const left = secondsLeft(delivery.message);
    if (left === undefined || left > 0) return false;
    if (this.defects.has('ignores-message-expiry')) return false;
    return !(delivery.retained && this.defects.has('retained-never-expires'));
  }

  private expiresInFlight(flight: InFlight): boolean {
    return this.defects.has('expires-inflight-qos2') && flight.qos === 2 && (secondsLeft(flight.message) ?? 1) <= 0;
  }

  private forgets(flight: InFlight): boolean {
    if (this.defects.has('no-redelivery-on-resume')) return true;
    if (flight.stage === 'pubrel') return this.defects.has('forgets-unacked-pubrel');
    return this.defects.has(flight.qos === 1 ? 'forgets-unacked-qos1' : 'forgets-unacked-qos2');
  }

  private retransmitLater(flight: InFlight, connection: Connection): void {
    setTimeout(() => {
      const waits = this.inFlight.includes(flight) && flight.stage === 'publish';
      if (waits && this.session.connection === connection) this.repeat(flight);
    }, 1000).unref();
  }
}
