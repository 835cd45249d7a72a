import { formatTime } from '../capture/capture-time.js';
import type { Endpoint } from '../capture/flow.js';
import { bareId, type Level } from '../catalogue/statement.js';
import { NUMBER_FIELDS, STRING_FIELDS } from '../protocol/amqp091/scan.js';
import type { MqttPacket } from '../protocol/mqtt/packet.js';
import type { Problem, Role } from '../protocol/problem.js';
import { amqp10Fields } from './amqp10/amqp10-fields.js';
import { amqpScan } from './amqp091/amqp091-dialect.js';
import { mqttPacket, mqttScan, topicInForce } from './mqtt/mqtt-dialect.js';
import { mqttSnFields } from './mqttsn/mqttsn-fields.js';
import type { PacketView } from './packet-view.js';

export type RecordValue = string | number | boolean | null | readonly (string | number)[];

/** One packet as `--ndjson` says it. The names are a contract: more may be added, none is renamed. */
export interface PacketRecord {
  /** Counts the packets of the capture from 1. */
  readonly n: number;
  /** Number of the capture's record that completes the packet, from 1. */
  readonly frame: number;
  /** Seconds since 1970, UTC, with nine digits behind the point: `1700000000.123456789`. */
  readonly time: string;
  /** Number of the TCP connection, from 0 in order of appearance; null for a datagram. */
  readonly stream: number | null;
  /** null where the capture cannot tell. */
  readonly from: 'client' | 'server' | null;
  /** `127.0.0.1:50412`, `[::1]:1883` */
  readonly src: string;
  readonly dst: string;
  /** `mqtt`, `mqttsn`, `amqp091`, `amqp10`; null for octets that are none of them. */
  readonly protocol: string | null;
  /** `3.1.1`, `5.0`, `0-9-1`; null where it cannot be told. */
  readonly version: string | null;
  /** `PUBLISH`, `basic.publish`, `transfer`; `gap` for octets that the capture lacks. */
  readonly packet: string;
  /** What is wrong with it, in the order of its octets. */
  readonly problems: readonly ProblemRecord[];
  /** What the packet says: `length`, `packetId`, `topic`, `channel`, `exchange` …, by protocol and packet. */
  readonly [field: string]: unknown;
}

/** One thing that is wrong with a packet. Offset and length are octets, counted from the packet's first. */
export interface ProblemRecord {
  /** `MQTT_FLAGS_RESERVED`: from a closed list. */
  readonly code: string;
  /** The bare id of the statement that is broken, `MQTT-3.6.1-1`; null where none is numbered. */
  readonly statement: string | null;
  /** The same with its standard, `mqtt5/MQTT-3.6.1-1`. */
  readonly key: string | null;
  /** Whose fault it is; null where the capture cannot tell. */
  readonly blames: Role | null;
  readonly level: Level;
  readonly offset: number;
  readonly length: number;
  /** One line: what is, and what must be. */
  readonly message: string;
}

/** The packet at hand as an object: what filters read, and what the quick writer of lines must agree with. */
export function recordOf(view: PacketView): PacketRecord {
  const { conversation, direction } = view;
  const { flow, dialect } = conversation;
  const [src, dst] = direction === 0 ? flow.endpoints : ([flow.endpoints[1], flow.endpoints[0]] as const);
  return {
    n: view.n,
    frame: view.frame,
    time: formatTime(view.seconds, view.nanos),
    stream: isUdp(view) ? null : flow.number,
    from: view.from,
    src: endpointText(src),
    dst: endpointText(dst),
    protocol: dialect?.protocol ?? null,
    version: dialect?.version ?? null,
    ...(conversation.webSocket === undefined ? {} : { transport: 'websocket' }),
    packet: view.name,
    ...fieldsOf(view),
    problems: view.problems.map(problemRecord),
  };
}

export function isUdp(view: PacketView): boolean {
  return (view.conversation.flow as { readonly transport?: string }).transport === 'udp';
}

/** "127.0.0.1:1883", "[::1]:1883"; empty where there is no network. */
export function endpointText(endpoint: Endpoint): string {
  if (endpoint.address === '') return '';
  return endpoint.address.includes(':')
    ? `[${endpoint.address}]:${endpoint.port}`
    : `${endpoint.address}:${endpoint.port}`;
}

export function problemRecord(problem: Problem): ProblemRecord {
  const { code, statement: key, blames, level, span, message } = problem;
  return { code, statement: bareId(key), key, blames, level, offset: span.offset, length: span.length, message };
}

type Fields = Record<string, RecordValue>;

function fieldsOf(view: PacketView): Fields {
  if (view.kind !== 'packet') return stretchFields(view);
  const lost = view.lost > 0 ? { lost: view.lost } : {};
  return { length: view.length, ...lost, ...packetFields(view) };
}

/** What follows `length`, by protocol. */
export function packetFields(view: PacketView): Fields {
  switch (view.conversation.dialect?.protocol) {
    case 'mqtt':
      return mqttFields(view);
    case 'amqp091':
      return amqpFields(view);
    case 'amqp10':
      return amqp10Fields(view);
    case 'mqttsn':
      return mqttSnFields(view);
    default:
      return {};
  }
}

function stretchFields(view: PacketView): Fields {
  if (view.kind === 'gap') return { bytes: view.length < 0 ? null : view.length, reason: view.reason ?? null };
  if (view.kind === 'undecodable') return { bytes: view.length };
  const type = view.conversation.dialect?.nameAt(view.buffer, view.start, view.end) ?? null;
  return { type, bytes: view.end - view.start, length: view.length };
}

function mqttFields(view: PacketView): Fields {
  const scan = mqttScan;
  const fields: Fields = {};
  if (scan.packetId >= 0) fields.packetId = scan.packetId;
  if (scan.hasQos) {
    fields.qos = scan.qos;
    fields.dup = scan.dup;
  }
  if (scan.type === 3) {
    fields.qos = scan.qos;
    fields.dup = scan.dup;
    fields.retain = scan.retain;
    fields.topic = topicText();
    if (scan.topicAlias >= 0) fields.topicAlias = scan.topicAlias;
    if (scan.payloadStart >= 0) fields.payloadLength = view.start + view.length - scan.payloadStart;
    return fields;
  }
  if (scan.type >= 4 && scan.type <= 7) {
    if (scan.reasonCode > 0) fields.reasonCode = scan.reasonCode;
    return fields;
  }
  return mqttPacket.current === undefined ? fields : { ...fields, ...describe(mqttPacket.current) };
}

export function topicText(): string | null {
  const { buffer, start, end } = topicInForce;
  return buffer === undefined ? null : decoder.decode(buffer.subarray(start, end));
}

/** Packets of which there are few: read from what the codec made of them. */
function describe(packet: MqttPacket): Fields {
  switch (packet.type) {
    case 'CONNECT':
      return {
        clientId: packet.clientId,
        cleanStart: packet.cleanStart,
        keepAlive: packet.keepAlive,
        ...(packet.userName === undefined ? {} : { userName: packet.userName }),
        ...(packet.will === undefined
          ? {}
          : { willTopic: packet.will.topic, willQos: packet.will.qos, willRetain: packet.will.retain }),
      };
    case 'CONNACK':
      return { sessionPresent: packet.sessionPresent, reasonCode: packet.reasonCode };
    case 'SUBSCRIBE':
      return {
        topicFilters: packet.subscriptions.map((subscription) => subscription.topicFilter),
        requestedQos: packet.subscriptions.map((subscription) => subscription.qos),
      };
    case 'UNSUBSCRIBE':
      return { topicFilters: packet.topicFilters };
    case 'SUBACK':
    case 'UNSUBACK':
      return packet.reasonCodes === undefined ? {} : { reasonCodes: packet.reasonCodes };
    case 'DISCONNECT':
    case 'AUTH':
      return packet.reasonCode === undefined ? {} : { reasonCode: packet.reasonCode };
    default:
      return {};
  }
}

function amqpFields(view: PacketView): Fields {
  const scan = amqpScan;
  if (scan.frameType === 0x41) return {};
  const fields: Fields = { channel: scan.channel };
  STRING_FIELDS.forEach(({ key }, index) => {
    const start = scan.strings[2 * index] ?? -1;
    if (start >= 0) fields[key] = decoder.decode(view.buffer.subarray(start, scan.strings[2 * index + 1]));
  });
  NUMBER_FIELDS.forEach(({ key }, index) => {
    const value = scan.numbers[index] ?? -1;
    if (value >= 0) fields[key] = value;
  });
  if (scan.bodySize >= 0) fields.bodySize = scan.bodySize;
  if (scan.frameType === 3) fields.payloadLength = Math.max(0, view.length - 8);
  return fields;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
