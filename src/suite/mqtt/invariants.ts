import { Buffer } from 'node:buffer';
import type { MqttFacts } from '../../protocol/mqtt/facts.js';
import type { MqttVersion } from '../../protocol/mqtt/packet.js';
import { PROBLEMS } from '../../protocol/mqtt/problems.js';
import { MQTT } from '../../protocol/mqtt/protocol.js';
import type { Role } from '../../protocol/problem.js';
import type { Conversation, Memory, Packet } from '../../protocol/protocol.js';
import { wholePacket } from '../../protocol/whole-packet.js';
import type { World } from '../world.js';
import type { Received } from './frame.js';

/**
 * What holds for every packet that a broker sends, whatever the scenario is about: the rules of the conversation are
 * asked of each. A breach is noted on the world with its own statement; the scenario goes on.
 */
export class Invariants {
  private readonly world: World;
  private readonly actor: string;
  private readonly version: MqttVersion;
  private readonly connections = new WeakMap<object, Heard>();
  /** What the broker must remember of this client. */
  private readonly memory: Memory = new Map();

  constructor(world: World, actor: string, version: MqttVersion) {
    this.world = world;
    this.actor = actor;
    this.version = version;
  }

  /** A CONNECT goes out that asks for this level; `undefined` when it asks for none that is known. */
  connecting(version: MqttVersion | undefined, connection: object): void {
    if (this.connections.has(connection)) return;
    const isKnown = version === this.version;
    const conversation = this.converse(this.memory);
    this.connections.set(connection, { conversation, packets: 0, isKnown, isJudged: isKnown });
  }

  sent(bytes: Uint8Array, connection: object): void {
    const heard = this.connections.get(connection);
    const { problems } =
      heard === undefined
        ? see(this.converse(), 'client', bytes, 1)
        : see(heard.conversation, 'client', bytes, ++heard.packets);
    for (const { code } of problems) if (code in PROBLEMS) this.world.provoked.add(code);
    // What a broker says to a client that broke the protocol is for the scenario to judge.
    if (problems.length > 0 && heard !== undefined) heard.isJudged = false;
  }

  received({ bytes }: Received, connection: object): void {
    const heard = this.connections.get(connection);
    if (heard?.isKnown !== true) return;
    const packet = see(heard.conversation, 'server', bytes, ++heard.packets);
    if (!heard.isJudged || packet.problems.length === 0 || isForeign(packet, this.world.options.namespace.prefix))
      return;
    for (const { code, statement, blames, message, span } of packet.problems) {
      if (statement === null || blames !== 'server' || this.isProvoked(code)) continue;
      const said = `${packet.name}: ${message}`;
      this.world.breaches.push({ statement, message: said, bytes, span, actor: this.actor });
    }
  }

  private converse(memory?: Memory): Conversation {
    const version = this.version === 5 ? '5.0' : '3.1.1';
    return MQTT.converse({ begun: true, facts: MQTT.makeFacts(), version, memory });
  }

  /** A broker that hands on what an actor sent has been told of already. */
  private isProvoked(code: string): boolean {
    return [...this.world.provoked].some(
      (sent) => code === sent || (sent.includes('ID_ZERO') && code.includes('ID_ZERO')),
    );
  }
}

interface Heard {
  readonly conversation: Conversation;
  packets: number;
  /** False where the connection was opened at another level: its packets follow other rules. */
  readonly isKnown: boolean;
  /** False also from where the client broke the protocol itself. */
  isJudged: boolean;
}

/** `n`: the rules know a packet by its number. */
function see(conversation: Conversation, from: Role, bytes: Uint8Array, n: number): Packet {
  const packet = wholePacket(from, bytes, n);
  conversation.see(packet, 'fields');
  return packet;
}

/** A message of another scenario, by a name that cannot be kept apart: its faults are told there. */
function isForeign(packet: Packet, prefix: string): boolean {
  const { scan, topic, topicStart, topicEnd } = packet.facts as MqttFacts;
  if (scan.type !== PUBLISH || topic === undefined) return false;
  return !Buffer.from(topic.subarray(topicStart, topicEnd)).toString().includes(prefix);
}

const PUBLISH = 3;
