import { Buffer } from 'node:buffer';
import { hexNumber } from '../../bytes/hex.js';
import { headerLength } from '../../protocol/mqtt/framing.js';
import type { MqttPacket } from '../../protocol/mqtt/packet.js';
import { propertyByName } from '../../protocol/mqtt/properties.js';
import { payloadText } from '../../protocol/payload-text.js';
import { UsageError } from '../../result/expectation.js';
import { type Found, permits, writtenBit, writtenNumber } from '../words/cell.js';
import type { Namespace } from '../words/namespace.js';
import type { Table } from '../words/table.js';
import { unescaped, wirePayload, wireTopic } from '../words/wire-name.js';
import { userPropertyFrom } from './packet-table.js';

/** The first row of "receives … with" that a packet does not meet. */
export interface Mismatch {
  /** The field's name in the standard, as the decoder's tree has it. */
  readonly field: string;
  /** `Return Code 0x02 or 0x00` */
  readonly expected: string;
  /** `Return Code 5` */
  readonly actual: string;
}

/** Compares the rows (field, permitted values joined by "or") with a packet that was received. */
export function mismatch(frame: ReadFrame, rows: Table, namespace: Namespace): Mismatch | undefined {
  for (const [name = '', cell = ''] of rows) {
    const value = fieldValue(frame, name);
    if (isSpared(value, cell, frame.bytes)) continue;
    if (meets(name, value, cell, namespace)) continue;
    return { field: treeName(name), expected: `${name} ${cell}`, actual: `${name} ${say(value, namespace)}` };
  }
  return undefined;
}

/** `absent, or at most 100 octets in all`: an explanation that must not make its packet larger than the client allows. */
function isSpared(value: Value, cell: string, bytes: Uint8Array): boolean {
  const most = /^absent, or at most (\d+) octets in all$/.exec(cell)?.[1];
  return most !== undefined && (value === undefined || bytes.length <= Number(most));
}

/** A packet and its octets. */
export interface ReadFrame {
  readonly packet: MqttPacket | undefined;
  readonly bytes: Uint8Array;
}

/** The language of cells, and for User Properties `at least a = 1; b = 2` among others. */
function meets(name: string, value: Value, cell: string, namespace: Namespace): boolean {
  const [, anyOrder, least] = /^at least(, in any order,)? (.*=.*)$/s.exec(cell) ?? [];
  if (least !== undefined) return hasPairs(value, least.split('; ').map(userPropertyFrom), anyOrder === undefined);
  return permits(cell, found(name, value, namespace));
}

function found(name: string, value: Value, namespace: Namespace): Found {
  const text = value === undefined || typeof value === 'object' ? undefined : String(value);
  return {
    value,
    ...(text === undefined ? {} : { text: typeof value === 'string' ? namespace.readable(text) : text }),
    ...(Array.isArray(value) ? { members: value.map((one) => found(name, one as Value, namespace)) } : {}),
    equals: (written) => equals(name, value, written, namespace),
  };
}

type Value =
  | number
  | string
  | boolean
  | Uint8Array
  | readonly number[]
  | readonly (readonly [string, string])[]
  | undefined;

const READERS: Readonly<Record<string, (packet: MqttPacket) => Value>> = {
  'Packet Identifier': (packet) => ('packetIdentifier' in packet ? packet.packetIdentifier : undefined),
  'Session Present': (packet) => (packet.type === 'CONNACK' ? packet.sessionPresent : undefined),
  'Return Code': reasonCode,
  'Reason Code': reasonCode,
  'Return Codes': reasonCodes,
  'Reason Codes': reasonCodes,
  'Topic Name': (packet) => (packet.type === 'PUBLISH' ? packet.topic : undefined),
  Payload: (packet) => (packet.type === 'PUBLISH' ? packet.payload : undefined),
  QoS: (packet) => (packet.type === 'PUBLISH' ? packet.qos : undefined),
  DUP: (packet) => (packet.type === 'PUBLISH' ? packet.dup : undefined),
  RETAIN: (packet) => (packet.type === 'PUBLISH' ? packet.retain : undefined),
};

function reasonCode(packet: MqttPacket): Value {
  if ('reasonCode' in packet && packet.reasonCode !== undefined) return packet.reasonCode;
  return 0;
}

function reasonCodes(packet: MqttPacket): Value {
  return 'reasonCodes' in packet ? packet.reasonCodes : undefined;
}

function fieldValue({ packet, bytes }: ReadFrame, name: string): Value {
  const flags = ((bytes[0] ?? 0) & 0x0f).toString(2).padStart(4, '0');
  if (name === 'Flags') return flags;
  if (name === 'Remaining Length') return bytes.length - headerLength(bytes);
  if (name === 'Connect Acknowledge Flags') return bytes[headerLength(bytes)];
  if (packet === undefined) return undefined;
  const read = READERS[name];
  if (read !== undefined) return read(packet);
  const row = propertyByName(name);
  if (row === undefined) throw new UsageError(`"${name}" is no field of ${packet.type}`);
  const properties = 'properties' in packet ? packet.properties : undefined;
  return properties?.[row.key];
}

function equals(name: string, value: Value, cell: string, namespace: Namespace): boolean {
  if (value === undefined) return false;
  if (typeof value === 'number') return value === writtenNumber(cell);
  if (typeof value === 'boolean') return value === writtenBit(cell);
  if (value instanceof Uint8Array) return Buffer.compare(value, wirePayload(cell)) === 0;
  if (typeof value === 'string') return value === (isTopic(name) ? wireTopic(cell, namespace) : unescaped(cell));
  return listEquals(value, cell);
}

/** `0, 1, 0x80` for numbers, `a = 1; b = 2` for User Properties, in order. */
function listEquals(value: readonly (number | Pair)[], cell: string): boolean {
  const pairs = cell.includes('=');
  const wanted = cell.split(pairs ? '; ' : ',').map((one) => one.trim());
  return (
    wanted.length === value.length &&
    value.every((one, index) => {
      const want = wanted[index] ?? '';
      return typeof one === 'number' ? one === writtenNumber(want) : isPair(one, userPropertyFrom(want));
    })
  );
}

type Pair = readonly [string, string];

const isPair = (one: Pair, other: Pair): boolean => one[0] === other[0] && one[1] === other[1];

/** Whether all of them are there, each as often as it is wanted; what a broker adds of its own does not matter. */
function hasPairs(value: Value, wanted: readonly Pair[], inOrder: boolean): boolean {
  if (!Array.isArray(value)) return false;
  const left = [...(value as readonly Pair[])];
  return wanted.every((want) => {
    const at = left.findIndex((one) => isPair(one, want));
    if (at >= 0) left.splice(inOrder ? 0 : at, inOrder ? at + 1 : 1);
    return at >= 0;
  });
}

function say(value: Value, namespace: Namespace): string {
  if (value === undefined) return 'absent';
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'string') return JSON.stringify(namespace.readable(value));
  if (value instanceof Uint8Array) return payloadText(value, 64);
  if (typeof value === 'number') return value >= 0x80 && value <= 0xff ? hexNumber(value) : String(value);
  return value.map((one) => (typeof one === 'number' ? String(one) : one.join(' = '))).join(', ');
}

const isTopic = (name: string): boolean => name === 'Topic Name' || name === 'Response Topic';

/** The decoder names each code of a list alike, and Session Present by its octet. */
function treeName(name: string): string {
  if (name === 'Session Present') return 'Connect Acknowledge Flags';
  return name.endsWith('Codes') ? name.slice(0, -1) : name;
}
