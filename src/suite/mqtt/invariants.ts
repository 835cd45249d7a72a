import { Buffer } from 'node:buffer';
import type { Span } from '../../bytes/span.js';
import { bareId } from '../../catalogue/statement.js';
import type { MqttPacket, MqttVersion } from '../../protocol/mqtt/packet.js';
import { topicMatches } from '../../protocol/mqtt/topic.js';
import type { World } from '../world.js';
import { identifierOf, isPublish, type MqttFrame, type Received } from './frame.js';

/**
 * What holds for every packet that a broker sends, whatever the scenario is about. A breach is noted on the world with
 * its own statement; the scenario goes on.
 */
export class Invariants {
  private readonly world: World;
  private readonly actor: string;
  private readonly version: MqttVersion;
  private readonly connections = new WeakMap<object, ConnectionState>();
  private cleanStart = true;
  /** Every filter that this client ever asked for: a delivery may be older than an UNSUBSCRIBE. */
  private readonly filters = new Set<string>();
  /** Packets sent whose answer is owed: `SUBSCRIBE 10`. */
  private readonly asked = new Map<string, number>();
  /** Deliveries by identifier that the client has not settled. */
  private readonly inFlight = new Map<number, string>();
  /** Faults that an actor of this scenario sent on purpose: a broker that hands them on has been told of already. */
  private readonly provoked: Set<string>;

  constructor(world: World, actor: string, version: MqttVersion) {
    this.world = world;
    this.actor = actor;
    this.version = version;
    this.provoked = provocations.get(world) ?? new Set();
    provocations.set(world, this.provoked);
  }

  /** A CONNECT goes out that asks for this level; `undefined` when it asks for none that is known. */
  connecting(version: MqttVersion | undefined, connection: object): void {
    if (this.connections.has(connection)) return;
    this.connections.set(connection, { judged: version === this.version, accepted: false, over: false });
  }

  sent({ packet, problems }: MqttFrame, connection: object): void {
    for (const { code } of problems) this.provoked.add(code);
    // What a broker says to a client that broke the protocol is for the scenario to judge.
    const state = this.connections.get(connection);
    if (problems.length > 0 && state !== undefined) state.judged = false;
    if (packet === undefined) return;
    if (packet.type === 'CONNECT') {
      this.cleanStart = packet.cleanStart;
      if (packet.cleanStart) this.inFlight.clear();
    }
    if (packet.type === 'SUBSCRIBE') {
      for (const { topicFilter } of packet.subscriptions)
        this.filters.add(topicFilter.replace(/^\$share\/[^/]*\//, ''));
      this.ask('SUBSCRIBE', packet.packetIdentifier, packet.subscriptions.length);
    }
    if (packet.type === 'UNSUBSCRIBE') this.ask('UNSUBSCRIBE', packet.packetIdentifier, packet.topicFilters.length);
    if (packet.type === 'PUBACK' || packet.type === 'PUBCOMP') this.inFlight.delete(packet.packetIdentifier);
    if (packet.type === 'PUBREC' && (packet.reasonCode ?? 0) >= 0x80) this.inFlight.delete(packet.packetIdentifier);
  }

  received(received: Received, connection: object): void {
    const state = this.connections.get(connection);
    if (state?.judged !== true) return;
    const { frame } = received;
    if (this.isForeign(frame)) return;
    if (state.over) this.breach('MQTT-3.14.4-1', `${frame.type} came behind DISCONNECT`, received);
    state.over ||= frame.type === 'DISCONNECT';
    for (const problem of frame.problems) {
      const statement = this.statementOf(problem.statement, frame);
      if (statement !== null && !this.isProvoked(problem.code))
        this.breach(statement, `${frame.type}: ${problem.message}`, received, problem.span);
    }
    if (frame.packet !== undefined) this.check(frame.packet, received, state);
  }

  private check(packet: MqttPacket, received: Received, state: ConnectionState): void {
    if (!state.accepted && packet.type !== 'CONNACK' && packet.type !== 'AUTH') {
      const statement = packet.type === 'DISCONNECT' ? 'MQTT-3.14.0-1' : 'MQTT-3.2.0-1';
      this.breach(statement, `${packet.type} came before any CONNACK that accepts`, received);
    }
    if (packet.type === 'CONNACK') {
      state.accepted ||= packet.reasonCode === 0;
      this.checkConnack(packet.reasonCode, packet.sessionPresent, received);
    } else if (isPublish(received.frame)) this.checkPublish(received);
    else if (packet.type === 'SUBACK') this.checkSuback(packet.packetIdentifier, packet.reasonCodes.length, received);
    else if (packet.type === 'UNSUBACK' && this.answered('UNSUBSCRIBE', packet.packetIdentifier) === undefined) {
      this.breach(this.by('MQTT-2.3.1-7', 'MQTT-2.2.1-6'), 'UNSUBACK answers no UNSUBSCRIBE', received);
    }
  }

  private checkConnack(code: number, sessionPresent: boolean, received: Received): void {
    if (code === 0 && this.cleanStart && sessionPresent) {
      const statement = this.by('MQTT-3.2.2-1', 'MQTT-3.2.2-2');
      this.breach(statement, 'Session Present is 1 although a clean session was asked for', received);
    }
  }

  private checkPublish(received: Received): void {
    const { packet } = received.frame;
    if (packet?.type !== 'PUBLISH') return;
    const identifier = identifierOf(received.frame);
    if (identifier !== undefined) {
      const message = `${packet.topic} ${Buffer.from(packet.payload).toString('latin1')}`;
      const before = this.inFlight.get(identifier);
      if (!packet.dup && before === message) {
        this.breach('MQTT-3.3.1-1', `packet ${identifier} comes again, and DUP is 0`, received);
      } else if (!packet.dup && before !== undefined) {
        const statement = this.by('MQTT-2.3.1-4', 'MQTT-2.2.1-4');
        this.breach(statement, `packet identifier ${identifier} is still in flight`, received);
      }
      this.inFlight.set(identifier, message);
    }
    // A session of an earlier connection, or a topic alias: what was subscribed to is not known here.
    if (packet.topic === '' || this.filters.size === 0) return;
    if ([...this.filters].some((filter) => topicMatches(filter, packet.topic))) return;
    this.breach('MQTT-3.3.2-3', 'the topic matches no filter of this client', received);
  }

  private checkSuback(identifier: number, codes: number, received: Received): void {
    const filters = this.answered('SUBSCRIBE', identifier);
    if (filters === undefined) {
      this.breach('MQTT-3.8.4-2', 'SUBACK answers no SUBSCRIBE', received);
    } else if (filters !== codes) {
      const statement = this.by('MQTT-3.8.4-5', 'MQTT-3.8.4-6');
      this.breach(statement, `SUBACK has ${codes} codes for ${filters} filters`, received);
    }
  }

  /** A message of another scenario, by a name that cannot be kept apart: its faults are told there. */
  private isForeign(frame: MqttFrame): boolean {
    return isPublish(frame) && !frame.packet.topic.includes(this.world.options.namespace.prefix);
  }

  private isProvoked(code: string): boolean {
    return [...this.provoked].some((sent) => code === sent || (sent.includes('ID_ZERO') && code.includes('ID_ZERO')));
  }

  private ask(type: string, identifier: number, filters: number): void {
    this.asked.set(`${type} ${identifier}`, filters);
  }

  private answered(type: string, identifier: number): number | undefined {
    const key = `${type} ${identifier}`;
    const filters = this.asked.get(key);
    this.asked.delete(key);
    return filters;
  }

  /** The decoder names the rule that binds the receiver; here the sender broke it. */
  private statementOf(statement: string | null, frame: MqttFrame): string | null {
    const id = bareId(statement);
    if (this.version === 5) return id;
    if (id === 'MQTT-2.2.2-2') return 'MQTT-2.2.2-1';
    return id === 'MQTT-4.8.0-1' ? (formOf[frame.type] ?? null) : id;
  }

  private by(mqtt3: string, mqtt5: string): string {
    return this.version === 5 ? mqtt5 : mqtt3;
  }

  private breach(statement: string, message: string, { bytes }: Received, span?: Span): void {
    const { spec } = this.world.options;
    const where = span === undefined ? {} : { span };
    this.world.breaches.push({ statement: `${spec}/${statement}`, message, bytes, actor: this.actor, ...where });
  }
}

const provocations = new WeakMap<World, Set<string>>();

interface ConnectionState {
  /** False where the connection was opened at another level: its packets follow other rules. */
  judged: boolean;
  accepted: boolean;
  /** The broker has said DISCONNECT. */
  over: boolean;
}

/** Which statement of 3.1.1 asks for a packet of that form. */
const formOf: Readonly<Record<string, string>> = {
  CONNACK: 'MQTT-3.1.4-4',
  PUBLISH: 'MQTT-3.3.2-1',
  PUBACK: 'MQTT-4.3.2-2',
  PUBREC: 'MQTT-4.3.3-2',
  PUBREL: 'MQTT-4.3.3-1',
  PUBCOMP: 'MQTT-4.3.3-2',
  SUBACK: 'MQTT-3.8.4-1',
  UNSUBACK: 'MQTT-3.10.4-4',
  PINGRESP: 'MQTT-3.12.4-1',
};
