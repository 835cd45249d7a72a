import { quoted } from '../../bytes/text.js';
import type { Ledger } from '../ledger.js';
import type { Problem } from '../problem.js';
import {
  CLIENT_IS,
  type Conversation,
  type ConversationOptions,
  type Dissection,
  type Learnt,
  type Level,
  NO_PROBLEMS,
  NOTHING_LEARNT,
  type Packet,
  type Protocol,
} from '../protocol.js';
import type { Tally } from '../tally.js';
import { connectVersion, type Decoded, decodePacket } from './decode.js';
import { claimMqtt, weighMqtt } from './evidence.js';
import type { MqttFacts } from './facts.js';
import type { MqttVersion } from './packet.js';
import { MqttRules } from './rules/mqtt-rules.js';
import { scanMqtt } from './scan.js';
import { summarise } from './summary.js';
import { PACKET_TYPES } from './tables.js';
import { TopicAliases } from './topic-aliases.js';

const NAMES = PACKET_TYPES.map((row) => row.type as string);
const CLIENT_ONLY = PACKET_TYPES.map((row) => row.sender === 'client' && row.number !== 14);
const SERVER_ONLY = PACKET_TYPES.map((row) => row.sender === 'server');
const VERSION_NAMES: ReadonlyMap<number, string> = new Map([
  [3, '3.1'],
  [4, '3.1.1'],
  [5, '5.0'],
]);
/** So many packets that fit only a guess, and none that contradicts it, make it a fact. */
const GUESSES = 8;

/** The packets of one MQTT connection. */
export class MqttConversation implements Conversation {
  readonly protocol: Protocol;
  version: string | null = null;
  readonly claim = claimMqtt;
  readonly weigh = weighMqtt;
  /** 3, 4 or 5; 0 while it is not known. */
  private number = 0;
  private readonly aliases = new TopicAliases();
  private certain = false;
  /** By the user, or by a CONNECT. */
  private told = false;
  private agreeing = 0;
  private readonly rules: MqttRules;
  private readonly facts: MqttFacts;

  constructor(protocol: Protocol, { begun, version, facts, memory }: ConversationOptions) {
    this.protocol = protocol;
    this.facts = facts as MqttFacts;
    this.rules = new MqttRules(begun, this.facts, memory);
    const [number] = [...VERSION_NAMES].find(([, name]) => name === version) ?? [];
    if (number !== undefined) this.settle(number as MqttVersion);
    this.told = number !== undefined;
  }

  get ledger(): Ledger {
    return this.rules.ledger;
  }

  count(tally: Tally, buffer: Uint8Array, start: number, end: number): number {
    let at = start;
    while (this.certain && at < end) {
      const type = (buffer[at] as number) >>> 4;
      const length = claimMqtt(buffer, at, end);
      // CONNECT tells the version.
      if (type === 1 || length <= 0 || at + length > end) break;
      tally.add(type, NAMES[type] ?? 'RESERVED0', length);
      at += length;
    }
    return at;
  }

  learn(packet: Packet): Learnt {
    if (!packet.clientIsGuess) return NOTHING_LEARNT;
    const type = (packet.buffer[packet.start] ?? 0) >>> 4;
    if (CLIENT_ONLY[type]) return CLIENT_IS[packet.direction];
    return SERVER_ONLY[type] ? CLIENT_IS[packet.direction === 0 ? 1 : 0] : NOTHING_LEARNT;
  }

  see(packet: Packet, level: Level): void {
    const type = (packet.buffer[packet.start] ?? 0) >>> 4;
    packet.name = NAMES[type] ?? 'RESERVED0';
    packet.code = type;
    packet.facts = this.facts;
    this.facts.decoded = undefined;
    if (type === 1) this.learnVersion(packet);
    else if (!this.certain) this.guess(packet, type);
    if (level === 'fields') this.look(packet, type);
  }

  nameAt(buffer: Uint8Array, start: number): string {
    return NAMES[(buffer[start] ?? 0) >>> 4] ?? 'RESERVED0';
  }

  lose(): void {
    this.rules.lose();
  }

  explain(bytes: Uint8Array): readonly Problem[] {
    return decodePacket(bytes, { version: (this.number || 4) as MqttVersion }).problems;
  }

  dissect(packet: Packet, tree: boolean): Dissection {
    const { packet: content, version, field } = this.decode(packet, tree);
    let summary = '';
    if (content?.type === 'PUBLISH') {
      const topic = content.topic === '' ? (topicText(this.facts) ?? '') : content.topic;
      const unknown = content.topic === '' && topic === '' ? ' (alias not seen)' : '';
      const length = Math.max(0, packet.length - (packet.end - packet.start)) + content.payload.length;
      summary = summarise({ ...content, topic, payload: { length } as Uint8Array }, version);
      summary = summary.replace(quoted(''), `${quoted('')}${unknown}`);
    } else if (content !== undefined) summary = summarise(content, version);
    return { summary, channel: undefined, field, completes: undefined };
  }

  /** The packet in full, as the codec reads it: once, and once more where a tree is asked for. */
  private decode(packet: Packet, tree: boolean): Decoded {
    const { decoded } = this.facts;
    if (decoded !== undefined && (!tree || decoded.field !== undefined)) return decoded;
    const options = { from: packet.from ?? undefined, tree };
    const version = this.number === 0 ? options : { ...options, version: this.number as MqttVersion };
    return decodePacket(packet.bytes(), version);
  }

  private look(packet: Packet, type: number): void {
    const { buffer, start, end, from } = packet;
    const { facts } = this;
    const whole = end - start === packet.length;
    const fromClient = from === null ? undefined : from === 'client';
    facts.version = this.number;
    scanMqtt(facts.scan, buffer, start, end, this.number, fromClient, whole);
    if (type === 3) this.resolveTopic(packet);
    if (facts.scan.plain) {
      packet.problems = NO_PROBLEMS;
      facts.packet = undefined;
    } else {
      const decoded = this.decode(packet, false);
      facts.decoded = decoded;
      facts.packet = decoded.packet;
      const problems = whole ? decoded.problems : withoutCut(decoded.problems, this.number);
      packet.problems = this.number === 0 && type !== 1 ? this.inEveryVersion(problems) : problems;
    }
    this.rules.follow(packet, facts);
  }

  private resolveTopic(packet: Packet): void {
    const { facts } = this;
    const { topicStart, topicEnd, topicAlias } = facts.scan;
    // An empty topic stands for an alias: one that may be cut off is unknown.
    const isUnknown = topicStart < 0 || (topicStart === topicEnd && packet.lost > 0 && mayHaveAlias(this.number));
    facts.topic = isUnknown ? undefined : packet.buffer;
    facts.topicStart = topicStart;
    facts.topicEnd = topicEnd;
    if (topicAlias <= 0) return;
    if (topicEnd > topicStart) this.aliases.set(packet.direction, topicAlias, packet.buffer, topicStart, topicEnd);
    else {
      const topic = this.aliases.get(packet.direction, topicAlias);
      facts.topic = topic;
      facts.topicStart = 0;
      facts.topicEnd = topic?.length ?? 0;
    }
  }

  private learnVersion(packet: Packet): void {
    const version = connectVersion(packet.bytes());
    if (this.told) return;
    // A guess may stand before it where the capture has the answer first.
    if (version !== undefined) this.settle(version);
    else if (this.number === 0 && packet.lost === 0) this.settle(4);
    this.told = version !== undefined;
  }

  /** Without a CONNECT the packets themselves tell, some at once, some only together with others. */
  private guess(packet: Packet, type: number): void {
    const { facts } = this;
    const bytes = packet.bytes();
    // With their trees, so that neither need be read again.
    const options = { from: packet.from ?? undefined, tree: true };
    const older = decodePacket(bytes, { ...options, version: 4 });
    const newer = decodePacket(bytes, { ...options, version: 5 });
    if (packet.end - packet.start === packet.length) this.learnFrom(type, isSound(older), isSound(newer));
    const isNewer = this.number === 5 || (this.number === 0 && !isSound(older) && isSound(newer));
    facts.decoded = isNewer ? newer : older;
    facts.asNewer = newer;
  }

  private learnFrom(type: number, fitsOlder: boolean, fitsNewer: boolean): void {
    if (fitsOlder !== fitsNewer) this.settle(fitsOlder ? 4 : 5);
    // Every PUBLISH of 5.0 reads as one of 3.1.1; few of 3.1.1 read as one of 5.0. SUBACK likewise.
    else if (fitsOlder && (type === 3 || type === 9)) {
      this.number = 5;
      this.version = '5.0';
      if (++this.agreeing >= GUESSES) this.certain = true;
    }
  }

  /** While the version is not known, only what every version forbids is a problem. */
  private inEveryVersion(problems: readonly Problem[]): readonly Problem[] {
    const newer = this.facts.asNewer?.problems ?? NO_PROBLEMS;
    return problems.filter(({ code }) => newer.some((problem) => problem.code === code));
  }

  private settle(version: MqttVersion): void {
    this.number = version;
    this.version = VERSION_NAMES.get(version) ?? null;
    this.certain = true;
  }
}

/** The topic of the PUBLISH at hand as it is in force; `null` where its alias is unknown. */
function topicText({ topic, topicStart, topicEnd }: MqttFacts): string | null {
  return topic === undefined ? null : DECODER.decode(topic.subarray(topicStart, topicEnd));
}

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });

const isSound = ({ problems }: Decoded): boolean => problems.length === 0;

/** That octets are missing is said of the packet; it is no fault of its sender. */
function withoutCut(problems: readonly Problem[], version: number): readonly Problem[] {
  return problems.filter(
    ({ code }) => code !== 'MQTT_INCOMPLETE' && !(code === 'MQTT_TOPIC_EMPTY' && mayHaveAlias(version)),
  );
}

const mayHaveAlias = (version: number): boolean => version === 0 || version === 5;
