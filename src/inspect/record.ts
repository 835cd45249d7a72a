import { formatTime } from '../capture/capture-time.js';
import type { Endpoint } from '../capture/flow.js';
import { bareId, type Level } from '../catalogue/statement.js';
import type { FieldName, FieldSink, FieldSinkValue, ReadyFields } from '../protocol/field-sink.js';
import type { Problem, Role } from '../protocol/problem.js';
import type { PacketView } from './packet-view.js';

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
  const { flow, spoken } = conversation;
  const [src, dst] = direction === 0 ? flow.endpoints : ([flow.endpoints[1], flow.endpoints[0]] as const);
  return {
    n: view.n,
    frame: view.frame,
    time: formatTime(view.seconds, view.nanos),
    stream: isUdp(view) ? null : flow.number,
    from: view.from,
    src: endpointText(src),
    dst: endpointText(dst),
    protocol: spoken?.protocol.id ?? null,
    version: spoken?.version ?? null,
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

type Fields = Record<string, FieldSinkValue>;

function fieldsOf(view: PacketView): Fields {
  if (view.kind !== 'packet') return stretchFields(view);
  const lost = view.lost > 0 ? { lost: view.lost } : {};
  const flow = isUdp(view) ? { udpStream: view.conversation.flow.number } : {};
  const fields = new RecordSink();
  view.conversation.spoken?.protocol.tell(view, fields);
  return { length: view.length, ...lost, ...flow, ...fields.record };
}

function stretchFields(view: PacketView): Fields {
  if (view.kind === 'gap') return { bytes: view.length < 0 ? null : view.length, reason: view.reason ?? null };
  if (view.kind === 'undecodable') return { bytes: view.length };
  const type = view.conversation.spoken?.nameAt(view.buffer, view.start, view.end) ?? null;
  return { type, bytes: view.end - view.start, length: view.length };
}

/** What a packet says, as an object. */
class RecordSink implements FieldSink {
  readonly record: Fields = {};

  number({ name }: FieldName, value: number): void {
    this.record[name] = value;
  }

  text({ name }: FieldName, buffer: Uint8Array, start: number, end: number): void {
    this.record[name] = DECODER.decode(buffer.subarray(start, end));
  }

  value({ name }: FieldName, value: FieldSinkValue): void {
    this.record[name] = value;
  }

  ready({ fields }: ReadyFields): void {
    Object.assign(this.record, fields);
  }
}

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });
