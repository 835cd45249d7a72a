import type { Role } from '../problem.js';
import type { Memory, Packet } from '../protocol.js';
import { decodePacket } from './decode.js';
import { MqttFacts } from './facts.js';
import type { MqttVersion } from './packet.js';
import { MqttRules } from './rules/mqtt-rules.js';
import { scanMqtt } from './scan.js';
import { packetType } from './tables.js';
import { TopicAliases } from './topic-aliases.js';

/** A connection of which every packet is heard, whole and from the first on: what the two ends say of each other. */
export class Overheard {
  readonly rules: MqttRules;
  readonly facts = new MqttFacts();
  private readonly aliases = new TopicAliases();
  private readonly lacks: (direction: 0 | 1) => boolean;
  private n = 0;

  constructor(version: MqttVersion, memory?: Memory, begun = true, lacks: (direction: 0 | 1) => boolean = () => false) {
    this.facts.version = version;
    this.rules = new MqttRules(begun, memory);
    this.lacks = lacks;
  }

  hear(from: Role, bytes: Uint8Array): Packet {
    const { facts } = this;
    const version = facts.version as MqttVersion;
    this.n++;
    const decoded = decodePacket(bytes, { version, from });
    const packet: Packet = {
      n: this.n,
      direction: from === 'client' ? 0 : 1,
      from,
      clientIsGuess: false,
      buffer: bytes,
      start: 0,
      end: bytes.length,
      length: bytes.length,
      lost: 0,
      bytes: () => bytes,
      lacks: this.lacks,
      name: packetType(bytes[0] ?? 0, version).type,
      code: (bytes[0] ?? 0) >>> 4,
      problems: decoded.problems,
      answers: 0,
      facts,
    };
    facts.packet = decoded.packet;
    scanMqtt(facts.scan, bytes, 0, bytes.length, version, from === 'client', true);
    this.resolveTopic(packet);
    this.rules.follow(packet, facts);
    return packet;
  }

  private resolveTopic({ buffer, direction }: Packet): void {
    const { facts, aliases } = this;
    const { type, topicStart, topicEnd, topicAlias } = facts.scan;
    facts.topic = type === 3 && topicStart >= 0 ? buffer : undefined;
    facts.topicStart = topicStart;
    facts.topicEnd = topicEnd;
    if (facts.topic === undefined || topicAlias <= 0) return;
    if (topicEnd > topicStart) {
      aliases.set(direction, topicAlias, buffer, topicStart, topicEnd);
      return;
    }
    facts.topic = aliases.get(direction, topicAlias);
    facts.topicStart = 0;
    facts.topicEnd = facts.topic?.length ?? 0;
  }
}
