import type { Direction } from '../../capture/capture-sink.js';
import { connectVersion, type Decoded, decodePacket } from '../../protocol/mqtt/decode.js';
import { claimMqtt, weighMqtt } from '../../protocol/mqtt/evidence.js';
import { MqttFacts } from '../../protocol/mqtt/facts.js';
import type { MqttPacket, MqttVersion } from '../../protocol/mqtt/packet.js';
import { MqttRules } from '../../protocol/mqtt/rules/mqtt-rules.js';
import { scanMqtt } from '../../protocol/mqtt/scan.js';
import { PACKET_TYPES } from '../../protocol/mqtt/tables.js';
import { TopicAliases } from '../../protocol/mqtt/topic-aliases.js';
import type { Problem, Role } from '../../protocol/problem.js';
import type { Memory, Packet } from '../../protocol/protocol.js';
import type { Tally } from '../../protocol/tally.js';
import type { Dialect, Level } from '../dialect.js';
import { NO_PROBLEMS, type PacketView } from '../packet-view.js';

/** The header fields of the packet that is being shown: valid during `onPacket`. */
export const mqttFacts = new MqttFacts();
export const mqttScan = mqttFacts.scan;

/** The topic of the PUBLISH that is being shown as it is in force; `undefined` where its alias is unknown. */
export const topicInForce: { buffer: Uint8Array | undefined; start: number; end: number } = {
  buffer: undefined,
  start: 0,
  end: 0,
};

/** What the codec made of the packet that is being shown; `undefined` for a plain one, which needs no codec. */
export const mqttPacket: { current: MqttPacket | undefined } = { current: undefined };

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

export class MqttDialect implements Dialect {
  readonly protocol = 'mqtt';
  version: string | null = null;
  /** 3, 4 or 5; 0 while it is not known. */
  number = 0;
  readonly aliases = new TopicAliases();
  readonly claim = claimMqtt;
  readonly weigh = weighMqtt;
  private certain = false;
  /** By the user, or by a CONNECT. */
  private told = false;
  private agreeing = 0;
  private readonly rules: MqttRules;

  /** `begun`: the connection's first octets are in the capture. */
  constructor(begun: boolean, version?: MqttVersion, memory?: Memory) {
    this.rules = new MqttRules(begun, memory);
    if (version !== undefined) this.settle(version);
    this.told = version !== undefined;
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

  see(packet: PacketView, level: Level): void {
    const { buffer, start, conversation } = packet;
    const type = (buffer[start] ?? 0) >>> 4;
    packet.name = NAMES[type] ?? 'RESERVED0';
    packet.code = type;
    if (conversation.clientIsGuess) {
      if (CLIENT_ONLY[type]) conversation.learnClient(packet.direction);
      else if (SERVER_ONLY[type]) conversation.learnClient(packet.direction === 0 ? 1 : 0);
    }
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

  /** The packet in full, as the codec reads it. */
  decode(packet: PacketView, tree: boolean): Decoded {
    const options = { from: packet.from ?? undefined, tree };
    if (this.number === 0) return decodePacket(packet.bytes(), options);
    return decodePacket(packet.bytes(), { ...options, version: this.number as MqttVersion });
  }

  private look(packet: PacketView, type: number): void {
    const { buffer, start, end, direction } = packet;
    const whole = end - start === packet.length;
    const fromClient = packet.conversation.client === undefined ? undefined : packet.conversation.client === direction;
    scanMqtt(mqttScan, buffer, start, end, this.number, fromClient, whole);
    if (type === 3) this.resolveTopic(packet);
    if (mqttScan.plain) {
      packet.problems = NO_PROBLEMS;
      mqttPacket.current = undefined;
      this.follow(packet, undefined);
    } else {
      const decoded = this.decode(packet, false);
      mqttPacket.current = decoded.packet;
      const problems = whole ? decoded.problems : withoutCut(decoded.problems, this.number);
      packet.problems = this.number === 0 && type !== 1 ? inEveryVersion(problems, packet) : problems;
      this.follow(packet, decoded.packet);
    }
  }

  private follow(packet: PacketView, decoded: MqttPacket | undefined): void {
    mqttFacts.version = this.number;
    mqttFacts.packet = decoded;
    mqttFacts.topic = mqttScan.type === 3 ? topicInForce.buffer : undefined;
    mqttFacts.topicStart = topicInForce.start;
    mqttFacts.topicEnd = topicInForce.end;
    SHOWN.view = packet;
    this.rules.follow(SHOWN, mqttFacts);
  }

  private resolveTopic(packet: PacketView): void {
    const { topicStart, topicEnd, topicAlias } = mqttScan;
    // An empty topic stands for an alias: one that may be cut off is unknown.
    const isUnknown = topicStart < 0 || (topicStart === topicEnd && packet.lost > 0 && mayHaveAlias(this.number));
    topicInForce.buffer = isUnknown ? undefined : packet.buffer;
    topicInForce.start = topicStart;
    topicInForce.end = topicEnd;
    if (topicAlias <= 0) return;
    if (topicEnd > topicStart) this.aliases.set(packet.direction, topicAlias, packet.buffer, topicStart, topicEnd);
    else {
      const topic = this.aliases.get(packet.direction, topicAlias);
      topicInForce.buffer = topic;
      topicInForce.start = 0;
      topicInForce.end = topic?.length ?? 0;
    }
  }

  private learnVersion(packet: PacketView): void {
    const version = connectVersion(packet.bytes());
    if (this.told) return;
    // A guess may stand before it where the capture has the answer first.
    if (version !== undefined) this.settle(version);
    else if (this.number === 0 && packet.lost === 0) this.settle(4);
    this.told = version !== undefined;
  }

  /** Without a CONNECT the packets themselves tell, some at once, some only together with others. */
  private guess(packet: PacketView, type: number): void {
    if (packet.end - packet.start !== packet.length) return;
    const bytes = packet.bytes();
    const from = packet.from ?? undefined;
    const older = decodePacket(bytes, { version: 4, from }).problems.length === 0;
    const newer = decodePacket(bytes, { version: 5, from }).problems.length === 0;
    if (older !== newer) this.settle(older ? 4 : 5);
    // Every PUBLISH of 5.0 reads as one of 3.1.1; few of 3.1.1 read as one of 5.0. SUBACK likewise.
    else if (older && (type === 3 || type === 9)) {
      this.number = 5;
      this.version = '5.0';
      if (++this.agreeing >= GUESSES) this.certain = true;
    }
  }

  private settle(version: MqttVersion): void {
    this.number = version;
    this.version = VERSION_NAMES.get(version) ?? null;
    this.certain = true;
  }
}

/** While the version is not known, only what every version forbids is a problem. */
function inEveryVersion(problems: readonly Problem[], packet: PacketView): readonly Problem[] {
  if (problems.length === 0) return problems;
  const five = decodePacket(packet.bytes(), { version: 5, from: packet.from ?? undefined }).problems;
  return problems.filter(({ code }) => five.some((problem) => problem.code === code));
}

/** That octets are missing is said of the packet; it is no fault of its sender. */
function withoutCut(problems: readonly Problem[], version: number): readonly Problem[] {
  return problems.filter(
    ({ code }) => code !== 'MQTT_INCOMPLETE' && !(code === 'MQTT_TOPIC_EMPTY' && mayHaveAlias(version)),
  );
}

const mayHaveAlias = (version: number): boolean => version === 0 || version === 5;

/** The view as rules see a packet. */
class ShownPacket implements Packet {
  view!: PacketView;
  readonly clientIsGuess = false;
  facts: undefined;

  get n(): number {
    return this.view.n;
  }
  get direction(): Direction {
    return this.view.direction;
  }
  get from(): Role | null {
    return this.view.from;
  }
  get buffer(): Uint8Array {
    return this.view.buffer;
  }
  get start(): number {
    return this.view.start;
  }
  get end(): number {
    return this.view.end;
  }
  get length(): number {
    return this.view.length;
  }
  get lost(): number {
    return this.view.lost;
  }
  get name(): string {
    return this.view.name;
  }
  get code(): number {
    return this.view.code;
  }
  get problems(): readonly Problem[] {
    return this.view.problems;
  }
  set problems(problems: readonly Problem[]) {
    this.view.problems = problems;
  }
  get answers(): number {
    return this.view.answers;
  }
  set answers(n: number) {
    this.view.answers = n;
  }
  bytes(): Uint8Array {
    return this.view.bytes();
  }
  lacks(direction: Direction): boolean {
    return this.view.conversation.lacks(direction);
  }
}

const SHOWN = new ShownPacket();
