import type { Problem } from '../problem.js';
import type { Direction, Packet } from '../protocol.js';
import type { Ledger } from '../rule.js';
import type { MqttFacts } from './facts.js';
import type { MqttPacket } from './packet.js';
import type { MqttScan } from './scan.js';

/**
 * What only the whole conversation shows: the order of CONNECT, CONNACK and DISCONNECT, Packet Identifiers, aliases,
 * and which packet answers which. Judges only what the capture proves: after a loss it starts anew.
 */
export class MqttRules {
  /** Everything since the connection's first octet has been seen. */
  private complete: boolean;
  private connect = 0;
  private connack = 0;
  private ping = 0;
  private readonly farewell: [number, number] = [0, 0];
  /** PUBLISH with QoS 1 and 2 in flight, by sender: identifier → number of the last packet of the exchange. */
  private readonly exchanges: [Map<number, number>, Map<number, number>] = [new Map(), new Map()];
  /** SUBSCRIBE and UNSUBSCRIBE without an answer: identifier → number of the packet, and how many filters it has. */
  private readonly requests = new Map<number, { readonly n: number; readonly filters: number }>();
  private readonly aliasMaximum: [number, number] = [0, 0];

  constructor(begun: boolean) {
    this.complete = begun;
  }

  lose(): void {
    this.complete = false;
    this.exchanges[0].clear();
    this.exchanges[1].clear();
    this.requests.clear();
  }

  readonly ledger: Ledger = { rows: () => [] };

  follow(packet: Packet, { scan, version, packet: decoded }: MqttFacts): void {
    const { direction } = packet;
    const five = version === 5;
    if (this.complete && (this.farewell[direction] > 0 || this.connect === 0 || this.connack === 0)) {
      this.order(packet, scan.type, five);
    }
    switch (scan.type) {
      case 1:
        this.connect = packet.n;
        if (decoded?.type === 'CONNECT')
          this.aliasMaximum[other(direction)] = decoded.properties?.topicAliasMaximum ?? 0;
        break;
      case 2:
        this.connack = packet.n;
        packet.answers = this.connect;
        if (decoded?.type === 'CONNACK')
          this.aliasMaximum[other(direction)] = decoded.properties?.topicAliasMaximum ?? 0;
        break;
      case 3:
        this.publish(packet, scan, five);
        break;
      case 4:
      case 7:
        this.answer(packet, this.exchanges[other(direction)], scan.packetId, true);
        break;
      case 5:
        this.answer(packet, this.exchanges[other(direction)], scan.packetId, scan.reasonCode >= 0x80);
        break;
      case 6:
        this.answer(packet, this.exchanges[direction], scan.packetId, false);
        break;
      case 8:
      case 10:
        this.request(packet, scan.packetId, five, decoded);
        break;
      case 9:
      case 11:
        this.response(packet, scan, five, decoded);
        break;
      case 12:
        this.ping = packet.n;
        break;
      case 13:
        packet.answers = this.ping;
        this.ping = 0;
        break;
      case 14:
        this.farewell[direction] = packet.n;
        break;
      default:
    }
  }

  private order(packet: Packet, type: number, five: boolean): void {
    const { direction } = packet;
    const from = packet.from;
    if (this.farewell[direction] > 0) {
      report(packet, 'MQTT_AFTER_DISCONNECT', five ? 'MQTT-3.14.4-1' : 'MQTT-3.14.4-2', 'sent after DISCONNECT');
    } else if (from === 'client' && this.connect === 0 && type !== 1) {
      report(packet, 'MQTT_BEFORE_CONNECT', 'MQTT-3.1.0-1', 'the first packet of a client must be CONNECT');
    } else if (from === 'server' && this.connack === 0 && type !== 2 && !(five && (type === 15 || type === 14))) {
      report(packet, 'MQTT_BEFORE_CONNACK', 'MQTT-3.2.0-1', 'the first packet of a server must be CONNACK');
    }
    if (type === 1 && this.connect > 0) secondConnect(packet);
  }

  private publish(packet: Packet, scan: MqttScan, five: boolean): void {
    const { direction } = packet;
    if (scan.topicAlias > 0) this.alias(packet, scan);
    if (scan.packetId <= 0) return;
    const exchanges = this.exchanges[direction];
    const before = exchanges.get(scan.packetId);
    if (before === undefined) {
      remember(exchanges, scan.packetId, packet.n);
      return;
    }
    exchanges.set(scan.packetId, packet.n);
    if (scan.dup || lacksOther(packet)) return;
    const client = packet.from === 'client';
    const statement = five ? (client ? 'MQTT-2.2.1-3' : 'MQTT-2.2.1-4') : client ? 'MQTT-2.3.1-2' : 'MQTT-2.3.1-4';
    const message = `Packet Identifier ${scan.packetId} is still in use by #${before}`;
    report(packet, 'MQTT_PACKET_ID_IN_USE', statement, message);
  }

  private alias(packet: Packet, scan: MqttScan): void {
    if (this.connect === 0 || this.connack === 0) return;
    const maximum = this.aliasMaximum[packet.direction];
    if (scan.topicAlias <= maximum) return;
    const statement = packet.from === 'client' ? 'MQTT-3.3.2-9' : 'MQTT-3.3.2-11';
    const message = `Topic Alias ${scan.topicAlias}, the other side takes ${maximum === 0 ? 'none' : `at most ${maximum}`}`;
    report(packet, 'MQTT_TOPIC_ALIAS_MAXIMUM', statement, message);
  }

  private answer(packet: Packet, exchanges: Map<number, number>, identifier: number, last: boolean): void {
    const n = exchanges.get(identifier);
    if (n === undefined) return;
    packet.answers = n;
    if (last) exchanges.delete(identifier);
    else exchanges.set(identifier, packet.n);
  }

  private request(packet: Packet, identifier: number, five: boolean, decoded: MqttPacket | undefined): void {
    if (identifier <= 0) return;
    const before = this.requests.get(identifier)?.n ?? this.exchanges[packet.direction].get(identifier);
    if (before !== undefined && !lacksOther(packet)) {
      const message = `Packet Identifier ${identifier} is still in use by #${before}`;
      report(packet, 'MQTT_PACKET_ID_IN_USE', five ? 'MQTT-2.2.1-3' : 'MQTT-2.3.1-2', message);
    }
    let filters = -1;
    if (packet.lost > 0) filters = -1;
    else if (decoded?.type === 'SUBSCRIBE') filters = decoded.subscriptions.length;
    else if (decoded?.type === 'UNSUBSCRIBE') filters = decoded.topicFilters.length;
    remember(this.requests, identifier, { n: packet.n, filters });
  }

  private response(packet: Packet, scan: MqttScan, five: boolean, decoded: MqttPacket | undefined): void {
    const request = this.requests.get(scan.packetId);
    if (request === undefined) {
      if (!this.complete || this.connack === 0 || lacksOther(packet)) return;
      const statement = scan.type === 9 ? 'MQTT-3.8.4-2' : five ? 'MQTT-3.10.4-5' : 'MQTT-3.10.4-4';
      const message = `nothing with Packet Identifier ${scan.packetId} waits for an answer`;
      report(packet, 'MQTT_ANSWER_WITHOUT_REQUEST', statement, message);
      return;
    }
    packet.answers = request.n;
    this.requests.delete(scan.packetId);
    const codes = decoded?.type === 'SUBACK' || decoded?.type === 'UNSUBACK' ? decoded.reasonCodes?.length : undefined;
    if (codes === undefined || request.filters < 0 || codes === request.filters || packet.lost > 0) return;
    const statement = scan.type === 11 ? 'MQTT-3.11.3-1' : five ? 'MQTT-3.8.4-6' : 'MQTT-3.8.4-5';
    const message = `${codes} codes answer ${request.filters} Topic Filters`;
    report(packet, 'MQTT_ANSWER_COUNT', statement, message);
  }
}

const other = (direction: Direction): Direction => (direction === 0 ? 1 : 0);

/** The other side may have sent what the capture shows later, or never. */
const lacksOther = (packet: Packet): boolean => packet.lacks(other(packet.direction));

function secondConnect(packet: Packet): void {
  report(packet, 'MQTT_SECOND_CONNECT', 'MQTT-3.1.0-2', 'a second CONNECT on one connection');
}

function report(packet: Packet, code: string, statement: string, message: string): void {
  const spec = (packet.facts as MqttFacts).version === 5 ? 'mqtt5' : 'mqtt3';
  const problem: Problem = {
    code,
    statement: `${spec}/${statement}`,
    blames: packet.from,
    level: 'must',
    message,
    span: { offset: 0, length: 1 },
  };
  packet.problems = [...packet.problems, problem];
}

/** The oldest is forgotten where the other direction is not in the capture and nothing is ever answered. */
function remember<T>(map: Map<number, T>, key: number, value: T): void {
  if (map.size >= MAXIMUM_IN_FLIGHT) {
    const oldest = map.keys().next().value;
    if (oldest !== undefined) map.delete(oldest);
  }
  map.set(key, value);
}

const MAXIMUM_IN_FLIGHT = 4096;
