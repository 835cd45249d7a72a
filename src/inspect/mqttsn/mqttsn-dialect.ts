import type { Direction } from '../../capture/capture-sink.js';
import { type DecodedSn, decodeSnMessage, shortName, snMessageName } from '../../protocol/mqttsn/decode.js';
import type { Problem } from '../../protocol/problem.js';
import type { Dialect, Level } from '../dialect.js';
import { NOT_A_PACKET } from '../dialect.js';
import { NO_PROBLEMS, type PacketView } from '../packet-view.js';

/** What the codec made of the message that is being shown, and its topic where a REGISTER or SUBSCRIBE named it. */
export const mqttSnShown: { decoded: DecodedSn | undefined; topic: string | undefined } = {
  decoded: undefined,
  topic: undefined,
};

export class MqttSnDialect implements Dialect {
  readonly protocol = 'mqttsn';
  readonly version = '1.2';
  /** Topic ids of this client: both sides register into one space. */
  private readonly topics = new Map<number, string>();
  private readonly registering: [Map<number, string>, Map<number, string>] = [new Map(), new Map()];
  private readonly requests = new Map<string, number>();

  /** Messages fill datagrams: a stream has none. */
  claim(): number {
    return NOT_A_PACKET;
  }

  weigh(): number {
    return -1;
  }

  see(packet: PacketView, level: Level): void {
    const { buffer, start, end, conversation, direction } = packet;
    packet.name = snMessageName(buffer, start, end);
    if (conversation.clientIsGuess) {
      if (CLIENTS.has(packet.name)) conversation.learnClient(direction);
      else if (GATEWAYS.has(packet.name)) conversation.learnClient(direction === 0 ? 1 : 0);
    }
    if (level === 'counts') return;
    const decoded = this.decode(packet, false);
    mqttSnShown.decoded = decoded;
    mqttSnShown.topic = undefined;
    packet.problems = decoded.problems;
    this.follow(packet, decoded);
  }

  decode(packet: PacketView, tree: boolean): DecodedSn {
    return decodeSnMessage(packet.bytes(), { tree, missing: packet.lost });
  }

  nameAt(buffer: Uint8Array, start: number, end: number): string {
    return snMessageName(buffer, start, end);
  }

  lose(): void {}

  explain(): readonly Problem[] {
    return NO_PROBLEMS;
  }

  private follow(packet: PacketView, { message }: DecodedSn): void {
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
      if (typeof topicId === 'number' && flags?.topicIdType === 2) mqttSnShown.topic = shortName(topicId);
      else if (typeof topicId === 'number' && flags?.topicIdType === 0) mqttSnShown.topic = this.topics.get(topicId);
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

/**
 * Is the datagram MQTT-SN, whatever its port? Its length must be exact, and its type one that cannot well be anything
 * else: CONNECT with protocol 1, a PUBLISH of QoS -1, REGISTER with a printable name.
 */
export function recogniseDatagram(buffer: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length < 6 || buffer[start] !== length) return false;
  const type = buffer[start + 1];
  if (type === 0x04)
    return buffer[start + 3] === 1 && ((buffer[start + 2] ?? 0) & 0xf3) === 0 && isText(buffer, start + 6, end);
  if (type === 0x0a) return length > 6 && isText(buffer, start + 6, end);
  if (type !== 0x0c || length < 7) return false;
  const flags = buffer[start + 2] ?? 0;
  return (
    (flags & 0x60) === 0x60 &&
    (flags & 3) !== 3 &&
    (flags & 3) !== 0 &&
    buffer[start + 5] === 0 &&
    buffer[start + 6] === 0
  );
}

function isText(buffer: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const octet = buffer[at] ?? 0;
    if (octet < 0x20 || octet > 0x7e) return false;
  }
  return true;
}
