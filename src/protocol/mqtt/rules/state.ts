import type { Direction, Memory, Packet } from '../../protocol.js';
import type { MqttFacts } from '../facts.js';
import type { Connack } from '../packet.js';
import type { MqttScan } from '../scan.js';
import { End, type Request } from './end.js';
import { hashOf, markOf } from './mark.js';
import {
  AUTH,
  CONNACK,
  CONNECT,
  DISCONNECT,
  PINGREQ,
  PINGRESP,
  PUBACK,
  PUBCOMP,
  PUBLISH,
  PUBREC,
  PUBREL,
  SUBACK,
  SUBSCRIBE,
  UNSUBACK,
  UNSUBSCRIBE,
} from './packet-numbers.js';
import { type Exchange, Session, Sessions, type Side } from './session.js';

/** What is remembered of one connection, and of the session that it serves. */
export class MqttState {
  /** Everything since the connection's first octet has been seen. */
  complete: boolean;
  /** Octets were lost: what they held is unknown. */
  lost = false;
  /** Numbers of the packets; 0 while none has been seen. */
  connect = 0;
  connack = 0;
  private ping = 0;
  /** Both ends have begun and neither has ended, or octets hide whether they have. */
  isSettled = false;
  /** A CONNACK has accepted the client. */
  accepted = false;
  cleanStart = false;
  /** The client sent nothing between CONNECT and CONNACK: it knows what the server takes. */
  clientWaited = true;
  /** The limits that the ends have told are known. */
  readonly ends: readonly [End, End] = [new End(), new End()];
  /** SUBSCRIBE and UNSUBSCRIBE without an answer, by identifier. */
  private readonly requests = new Map<number, Request>();
  session = new Session();
  /** Whose packet is at hand, and what was sent under its identifier: by the same side, and by the other one. */
  side: Side = 0;
  own: Exchange | undefined;
  others: Exchange | undefined;
  /** The SUBSCRIBE or UNSUBSCRIBE of this identifier that waits for its answer. */
  request: Request | undefined;
  /** Of the message at hand; 0 where it is not known. */
  mark = 0;
  topicHash = 0;
  /** The other side may have sent what the capture shows later, or never. Known of packets with an identifier. */
  lacksOther = false;
  private readonly sessions: Sessions;
  private readonly connection: number;
  private client: Direction | undefined;
  private clientId = '';
  /** Seconds that the session of 5.0 lasts beyond the connection. */
  private expiry = 0;
  private seen = 0;

  constructor(begun: boolean, memory: Memory | undefined) {
    this.complete = begun;
    this.isSettled = !begun;
    this.sessions = Sessions.of(memory);
    this.connection = this.sessions.next();
  }

  get end(): End {
    return this.ends[this.side];
  }

  /** Sent on this very connection. */
  isHere(exchange: Exchange): boolean {
    return exchange.connection === this.connection;
  }

  lose(): void {
    this.complete = false;
    this.lost = true;
    this.isSettled = true;
    this.requests.clear();
    this.session.forget();
    this.ends[0].unacknowledged = 0;
    this.ends[1].unacknowledged = 0;
  }

  /** Before the rules are asked: finds what the packet speaks of. */
  look(packet: Packet, { scan, topic, topicStart, topicEnd }: MqttFacts): void {
    this.seen++;
    this.learnSides(packet);
    this.own = undefined;
    this.others = undefined;
    this.request = undefined;
    const { type, packetId } = scan;
    if (type < PUBLISH || type > UNSUBACK) return;
    if (this.session.isTorn) this.session = new Session();
    if (packetId >= 0) {
      this.lacksOther = packet.lacks(packet.direction === 0 ? 1 : 0);
      if (this.requests.size > 0) this.request = this.requests.get(packetId);
      const { exchanges } = this.session;
      if (ANSWERING[type]) this.others = exchanges[this.side === 0 ? 1 : 0].get(packetId);
      else this.own = exchanges[this.side].get(packetId);
    }
    if (type !== PUBLISH) return;
    // Who asks: the filters of a session, and whoever compares two messages.
    if (packetId <= 0 && !(this.side === 1 && this.session.hasFilters)) return;
    this.topicHash = topic === undefined ? 0 : hashOf(topic, topicStart, topicEnd);
    this.mark = packetId > 0 && topic !== undefined ? markOf(this.topicHash, packet, scan.payloadStart) : 0;
  }

  /** After the rules were asked. */
  take(packet: Packet, facts: MqttFacts): void {
    const { scan } = facts;
    switch (scan.type) {
      case PUBLISH:
        if (scan.packetId > 0) this.takePublish(packet, scan.packetId, scan.qos, scan.dup);
        break;
      case PUBACK:
      case PUBCOMP:
        this.takeAnswer(packet, scan, true);
        break;
      case PUBREC:
        this.takeAnswer(packet, scan, scan.reasonCode >= 0x80);
        break;
      case PUBREL:
        this.takeRelease(packet);
        break;
      case CONNECT:
        this.takeConnect(packet, facts);
        this.settle();
        break;
      case CONNACK:
        this.takeConnack(packet, facts);
        this.settle();
        break;
      case SUBSCRIBE:
      case UNSUBSCRIBE:
        this.takeRequest(packet, facts);
        break;
      case SUBACK:
      case UNSUBACK:
        this.takeResponse(packet, facts);
        break;
      case PINGREQ:
        this.ping = packet.n;
        break;
      case PINGRESP:
        packet.answers = this.ping;
        this.ping = 0;
        break;
      case DISCONNECT:
        this.end.farewell = packet.n;
        this.settle();
        break;
      default:
    }
    if (this.side === 0 && this.connack === 0 && scan.type !== CONNECT && scan.type !== AUTH) this.clientWaited = false;
  }

  private settle(): void {
    const isOver = this.ends[0].farewell > 0 || this.ends[1].farewell > 0;
    const isOpen = this.accepted ? this.connect > 0 && this.connack > 0 : !this.complete && this.connack === 0;
    this.isSettled = this.lost || (isOpen && !isOver);
  }

  private learnSides({ direction, from }: Packet): void {
    if (from === null) {
      this.side = direction;
      return;
    }
    this.side = from === 'client' ? 0 : 1;
    const client = from === 'client' ? direction : direction === 0 ? 1 : 0;
    if (client === this.client) return;
    // What came before was taken for another's.
    if (this.seen > 1 && (this.client !== undefined || client === 1)) this.lose();
    this.client = client;
  }

  private takePublish(packet: Packet, identifier: number, qos: number, dup: boolean): void {
    const { own, end } = this;
    if (own !== undefined && !own.done) {
      const isHere = this.isHere(own);
      own.n = packet.n;
      own.qos = qos;
      own.sends = isHere ? own.sends + 1 : 1;
      own.repeated = isHere;
      if (!dup || own.mark === 0) own.mark = this.mark;
      if (isHere) return;
      own.connection = this.connection;
      own.place = end.nextPlace(qos);
      own.received = 0;
      end.unacknowledged++;
      return;
    }
    end.unacknowledged++;
    const fresh = own ?? end.spare();
    fresh.n = packet.n;
    fresh.qos = qos;
    fresh.mark = this.mark;
    fresh.sends = own === undefined ? 1 : own.sends + 1;
    fresh.done = false;
    fresh.connection = this.connection;
    fresh.repeated = own !== undefined;
    fresh.place = end.nextPlace(qos);
    fresh.received = 0;
    if (own === undefined) this.remember(identifier, fresh);
  }

  private remember(identifier: number, exchange: Exchange): void {
    const exchanges = this.session.exchanges[this.side];
    if (exchanges.size >= MAXIMUM_IN_FLIGHT) {
      // The other direction is not in the capture, and nothing is ever answered.
      const oldest = exchanges.keys().next().value;
      if (oldest !== undefined) exchanges.delete(oldest);
      this.session.whole = false;
      this.end.unacknowledged = 0;
    }
    exchanges.set(identifier, exchange);
  }

  /** PUBACK, PUBREC, PUBCOMP. */
  private takeAnswer(packet: Packet, { type, packetId }: MqttScan, last: boolean): void {
    const exchange = this.others;
    if (exchange === undefined) return;
    packet.answers = exchange.n;
    if ((type === PUBACK) !== (exchange.qos === 1)) return;
    const sender = this.ends[this.side === 0 ? 1 : 0];
    const isHere = this.isHere(exchange);
    if (isHere) this.end.acknowledges(exchange);
    if (!last) {
      exchange.n = packet.n;
      if (isHere && exchange.received === 0) exchange.received = sender.nextReceived();
      return;
    }
    if (!exchange.done && isHere && sender.unacknowledged > 0) sender.unacknowledged--;
    exchange.sends = exchange.qos === 2 ? 0 : exchange.sends - 1;
    exchange.done = true;
    if (exchange.sends > 0) return;
    this.session.exchanges[this.side === 0 ? 1 : 0].delete(packetId);
    sender.release(exchange);
  }

  private takeRelease(packet: Packet): void {
    const { own } = this;
    if (own === undefined) return;
    packet.answers = own.n;
    own.n = packet.n;
    if (this.isHere(own)) this.end.releases(own);
  }

  private takeConnect(packet: Packet, { packet: decoded, scan }: MqttFacts): void {
    // Whatever the capture lacks came before a connection's CONNECT.
    if (this.seen === 1 && packet.from === 'client' && packet.lost === 0) this.complete = true;
    this.connect = packet.n;
    if (decoded?.type !== 'CONNECT' || scan.type !== CONNECT) return;
    this.cleanStart = decoded.cleanStart;
    this.clientId = decoded.clientId;
    this.expiry = decoded.properties?.sessionExpiryInterval ?? 0;
    this.ends[1].mayUse(decoded.properties ?? {});
  }

  private takeConnack(packet: Packet, { packet: decoded, scan, version }: MqttFacts): void {
    packet.answers = this.connect;
    const isFirst = this.connack === 0;
    this.connack = packet.n;
    // A code that cannot be read may be any.
    if (scan.reasonCode <= 0) this.accepted = true;
    if (decoded?.type !== 'CONNACK' || decoded.reasonCode !== 0 || !isFirst) return;
    this.ends[0].mayUse(decoded.properties ?? {});
    if (this.connect > 0) this.beginSession(decoded, version);
  }

  private beginSession(connack: Connack, version: number): void {
    const { session } = this;
    const client = this.clientId || connack.properties?.assignedClientIdentifier || '';
    session.whole = false;
    // MQTT 3.1 does not say whether there was a session.
    if (connack.sessionPresent || (version === 3 && !this.cleanStart)) {
      const earlier = client === '' || this.cleanStart ? undefined : this.sessions.byClient.get(client);
      if (earlier !== undefined && version !== 3) session.continues(earlier);
    } else session.whole = true;
    if (!this.complete) session.whole = false;
    if (client === '') return;
    const expiry = connack.properties?.sessionExpiryInterval ?? this.expiry;
    if (version === 5 ? expiry > 0 : !this.cleanStart) this.sessions.keep(client, session);
    else this.sessions.drop(client);
  }

  private takeRequest(packet: Packet, { packet: decoded, scan }: MqttFacts): void {
    const asked = decoded?.type === 'SUBSCRIBE' ? decoded.subscriptions : [];
    for (const { topicFilter } of asked) this.session.subscribe(topicFilter);
    let filters = decoded?.type === 'UNSUBSCRIBE' ? decoded.topicFilters.length : asked.length || -1;
    if (packet.lost > 0) {
      filters = -1;
      this.session.whole = false;
    }
    if (scan.packetId <= 0) return;
    if (this.requests.size >= MAXIMUM_IN_FLIGHT) this.requests.clear();
    this.requests.set(scan.packetId, { n: packet.n, type: scan.type, filters, asked });
  }

  private takeResponse(packet: Packet, { packet: decoded, scan }: MqttFacts): void {
    const { request } = this;
    if (request === undefined || request.type !== scan.type - 1) return;
    packet.answers = request.n;
    this.requests.delete(scan.packetId);
    if (decoded?.type !== 'SUBACK' || decoded.reasonCodes.length !== request.asked.length) return;
    request.asked.forEach(({ topicFilter }, index) => {
      this.session.grant(topicFilter, decoded.reasonCodes[index] ?? 0x80);
    });
  }
}

/** By packet type: it answers what the other side sent under its identifier. */
const ANSWERING = Array.from({ length: 16 }, (_, type) => [PUBACK, PUBREC, PUBCOMP].includes(type));
const MAXIMUM_IN_FLIGHT = 4096;
