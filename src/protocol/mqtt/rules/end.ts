import type { MqttProperties, Subscription } from '../packet.js';
import type { Exchange } from './session.js';

/** A SUBSCRIBE or UNSUBSCRIBE that waits for its answer. */
export interface Request {
  readonly n: number;
  readonly type: number;
  /** How many Topic Filters it has; -1 where that cannot be told. */
  readonly filters: number;
  /** The filters of a SUBSCRIBE. */
  readonly asked: readonly Subscription[];
}

/** One end of a connection as a sender: what the other end takes, and how far its messages have come. */
export class End {
  /** Number of its DISCONNECT. */
  farewell = 0;
  /** What the other end takes; its CONNECT or CONNACK says so. */
  aliasMaximum = 0;
  receiveMaximum = 65_535;
  maximumPacketSize = Number.POSITIVE_INFINITY;
  maximumQos = 2;
  retainAvailable = true;
  /** Messages with QoS 1 and 2 that it sent on this connection and that are not acknowledged. */
  unacknowledged = 0;
  /** By QoS: messages it sent, and the last of the other end's that it acknowledged. */
  private readonly places = [0, 0, 0, 0];
  readonly lastAcknowledged = [0, 0, 0, 0];
  /** PUBRECs that came for its messages, and the last of them that it answered by PUBREL. */
  private receptions = 0;
  lastReleased = 0;
  private readonly spares: Exchange[] = [];

  /** The other end has said what it takes. */
  mayUse(properties: MqttProperties): void {
    this.aliasMaximum = properties.topicAliasMaximum ?? 0;
    this.receiveMaximum = properties.receiveMaximum || 65_535;
    this.maximumPacketSize = properties.maximumPacketSize || Number.POSITIVE_INFINITY;
    this.maximumQos = properties.maximumQos ?? 2;
    this.retainAvailable = properties.retainAvailable !== 0;
  }

  nextPlace(qos: number): number {
    const place = (this.places[qos] ?? 0) + 1;
    this.places[qos] = place;
    return place;
  }

  nextReceived(): number {
    this.receptions++;
    return this.receptions;
  }

  acknowledges({ qos, place }: Exchange): void {
    if (place > (this.lastAcknowledged[qos] ?? 0)) this.lastAcknowledged[qos] = place;
  }

  releases(exchange: Exchange): void {
    if (exchange.received > this.lastReleased) this.lastReleased = exchange.received;
    // What is sent again has no place in the order.
    exchange.received = -1;
  }

  /** An exchange to be filled in. */
  spare(): Exchange {
    return (
      this.spares.pop() ?? {
        n: 0,
        qos: 0,
        mark: 0,
        sends: 0,
        done: false,
        connection: 0,
        repeated: false,
        place: 0,
        received: 0,
      }
    );
  }

  /** Nobody speaks of the exchange any more. */
  release(exchange: Exchange): void {
    if (this.spares.length < MAXIMUM_SPARES) this.spares.push(exchange);
  }
}

const MAXIMUM_SPARES = 64;
