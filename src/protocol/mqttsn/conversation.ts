import { quoted } from '../../bytes/text.js';
import { type Ledger, NO_RULES } from '../ledger.js';
import type { Problem } from '../problem.js';
import {
  CLIENT_IS,
  type Conversation,
  type ConversationOptions,
  type Direction,
  type Dissection,
  type Learnt,
  type Level,
  NO_PROBLEMS,
  NOT_A_PACKET,
  NOTHING_LEARNT,
  type Packet,
  type Protocol,
} from '../protocol.js';
import { type DecodedSn, decodeSnMessage, shortName, snMessageName } from './decode.js';
import type { SnFacts } from './facts.js';
import { summariseSn } from './summary.js';

/** The messages of one client and its gateway. */
export class SnConversation implements Conversation {
  readonly protocol: Protocol;
  readonly version = '1.2';
  readonly ledger: Ledger = NO_RULES;
  private readonly facts: SnFacts;
  /** Topic ids of this client: both sides register into one space. */
  private readonly topics = new Map<number, string>();
  private readonly registering: [Map<number, string>, Map<number, string>] = [new Map(), new Map()];
  private readonly requests = new Map<string, number>();

  constructor(protocol: Protocol, { facts }: ConversationOptions) {
    this.protocol = protocol;
    this.facts = facts as SnFacts;
  }

  /** Messages fill datagrams: a stream has none. */
  claim(): number {
    return NOT_A_PACKET;
  }

  weigh(): number {
    return NOT_A_PACKET;
  }

  learn(packet: Packet): Learnt {
    if (!packet.clientIsGuess) return NOTHING_LEARNT;
    const name = snMessageName(packet.buffer, packet.start, packet.end);
    if (CLIENTS.has(name)) return CLIENT_IS[packet.direction];
    return GATEWAYS.has(name) ? CLIENT_IS[packet.direction === 0 ? 1 : 0] : NOTHING_LEARNT;
  }

  see(packet: Packet, level: Level): void {
    packet.name = snMessageName(packet.buffer, packet.start, packet.end);
    packet.facts = this.facts;
    if (level === 'counts') return;
    const decoded = decodeSnMessage(packet.bytes(), { missing: packet.lost });
    this.facts.decoded = decoded;
    this.facts.topic = undefined;
    packet.problems = decoded.problems;
    this.follow(packet, decoded);
  }

  dissect(packet: Packet, tree: boolean): Dissection {
    const { topic } = this.facts;
    const seen = this.facts.decoded;
    const { message, field } =
      tree || seen === undefined ? decodeSnMessage(packet.bytes(), { tree, missing: packet.lost }) : seen;
    const named = topic !== undefined && message.flags?.topicIdType === 0 ? ` ${quoted(topic)}` : '';
    const summary = summariseSn(message).replace(/topic \d+/, (words) => `${words}${named}`);
    return { summary, channel: undefined, field, completes: undefined };
  }

  nameAt(buffer: Uint8Array, start: number, end: number): string {
    return snMessageName(buffer, start, end);
  }

  lose(): void {}

  explain(): readonly Problem[] {
    return NO_PROBLEMS;
  }

  private follow(packet: Packet, { message }: DecodedSn): void {
    const { values, flags } = message;
    const direction: Direction = packet.direction;
    const id = typeof values.packetId === 'number' ? values.packetId : 0;
    const asked = ANSWERS[message.name];
    if (asked !== undefined) {
      const key = `${1 - direction} ${asked} ${id}`;
      packet.answers = this.requests.get(key) ?? 0;
      this.requests.delete(key);
    }
    if (this.requests.size > 1000) this.requests.clear();
    this.requests.set(`${direction} ${message.name} ${id}`, packet.n);
    const topic = values.topic;
    if ((message.name === 'REGISTER' || message.name === 'SUBSCRIBE') && typeof topic === 'string') {
      this.registering[direction].set(id, topic);
      if (this.registering[direction].size > 1000) this.registering[direction].clear();
      // A gateway registers with the id that it has chosen.
      if (message.name === 'REGISTER' && typeof values.topicId === 'number' && values.topicId > 0) {
        this.topics.set(values.topicId, topic);
      }
    } else if (message.name === 'REGACK' || message.name === 'SUBACK') {
      const name = this.registering[direction === 0 ? 1 : 0].get(id);
      const topicId = values.topicId;
      if (name !== undefined && typeof topicId === 'number' && topicId > 0 && values.returnCode === 0) {
        this.topics.set(topicId, name);
      }
    } else if (message.name === 'PUBLISH') {
      const topicId = values.topicId;
      if (typeof topicId === 'number' && flags?.topicIdType === 2) this.facts.topic = shortName(topicId);
      else if (typeof topicId === 'number' && flags?.topicIdType === 0) this.facts.topic = this.topics.get(topicId);
    }
    if (this.topics.size > 65_535) this.topics.clear();
  }
}

const CLIENTS: ReadonlySet<string> = new Set([
  'CONNECT',
  'SUBSCRIBE',
  'UNSUBSCRIBE',
  'WILLTOPIC',
  'WILLMSG',
  'WILLTOPICUPD',
  'WILLMSGUPD',
]);
const GATEWAYS: ReadonlySet<string> = new Set([
  'CONNACK',
  'SUBACK',
  'UNSUBACK',
  'WILLTOPICREQ',
  'WILLMSGREQ',
  'ADVERTISE',
  'WILLTOPICRESP',
  'WILLMSGRESP',
]);

const ANSWERS: Readonly<Record<string, string>> = {
  CONNACK: 'CONNECT',
  REGACK: 'REGISTER',
  PUBACK: 'PUBLISH',
  PUBREC: 'PUBLISH',
  PUBREL: 'PUBREC',
  PUBCOMP: 'PUBREL',
  SUBACK: 'SUBSCRIBE',
  UNSUBACK: 'UNSUBSCRIBE',
  PINGRESP: 'PINGREQ',
  WILLTOPIC: 'WILLTOPICREQ',
  WILLMSG: 'WILLMSGREQ',
  GWINFO: 'SEARCHGW',
};
