/*
 * One MQTT-SN message, which fills a datagram (5.2):
 *
 *   | length (1) | type (1) | …          length counts itself
 *   | 01 | length (2) | type (1) | …     for more than 255 octets
 */
import { isUtf8 } from 'node:buffer';
import { hexNumber } from '../../bytes/hex.js';
import { Reader } from '../../bytes/reader.js';
import { span } from '../../bytes/span.js';
import { quoted } from '../../bytes/text.js';
import { decodeUtf8 } from '../../bytes/utf8.js';
import type { Field } from '../field.js';
import type { Problem } from '../problem.js';
import {
  ENCAPSULATED,
  RETURN_CODES,
  type SnField,
  type SnMessageType,
  snMessageByCode,
  TOPIC_ID_TYPES,
} from './definitions.js';
import { type SnProblemCode, snProblem } from './problems.js';

export interface SnFlags {
  readonly dup: boolean;
  /** -1, 0, 1 or 2. */
  readonly qos: number;
  readonly retain: boolean;
  readonly will: boolean;
  readonly cleanSession: boolean;
  /** 0 normal, 1 predefined, 2 short name. */
  readonly topicIdType: number;
}

export interface SnMessage {
  /** "PUBLISH"; what is unknown: "type-0x03". */
  readonly name: string;
  readonly flags: SnFlags | undefined;
  /** By key: packetId, topicId, topic, payload, returnCode, duration, clientId … */
  readonly values: Readonly<Record<string, number | string | Uint8Array>>;
}

export interface DecodedSn {
  readonly message: SnMessage;
  readonly problems: readonly Problem[];
  readonly field?: Field;
}

/** `missing`: octets of the datagram that were not captured. Never throws. */
export function decodeSnMessage(
  bytes: Uint8Array,
  options: { readonly tree?: boolean; readonly missing?: number } = {},
): DecodedSn {
  const walk = new SnWalk(bytes, options.tree ?? false, (options.missing ?? 0) > 0);
  const message = walk.message(0);
  return { message, problems: walk.problems, ...(walk.field === undefined ? {} : { field: walk.field }) };
}

/** The type's name, from the header alone. */
export function snMessageName(bytes: Uint8Array, start: number, end: number): string {
  const at = bytes[start] === 1 ? start + 3 : start + 1;
  if (at >= end) return 'message';
  const type = bytes[at] ?? 0;
  if (type === ENCAPSULATED) return 'ENCAPSULATED';
  return snMessageByCode(type)?.name ?? `type-${hexNumber(type)}`;
}

class SnWalk {
  readonly problems: Problem[] = [];
  field: Field | undefined;
  private readonly fields: Field[] = [];
  private readonly reader: Reader;

  constructor(
    bytes: Uint8Array,
    private readonly tree: boolean,
    private readonly cut: boolean,
  ) {
    this.reader = new Reader(bytes);
  }

  message(depth: number): SnMessage {
    const { reader } = this;
    const start = reader.offset;
    const length = this.length();
    const type = reader.u8();
    if (length === undefined || type === undefined) {
      this.report('MQTTSN_TRUNCATED', start, reader.end, `${reader.end - start} octets are no message`);
      return this.finish({ name: 'message', flags: undefined, values: {} }, undefined);
    }
    const row = snMessageByCode(type);
    const name = snMessageName(reader.bytes, start, reader.end);
    this.leaf('MsgType', reader.offset - 1, type, `${hexNumber(type)} ${name}`);
    if (type === ENCAPSULATED && depth === 0) return this.encapsulated(start, length);
    if (!this.cut && length !== reader.end - start) {
      this.report('MQTTSN_LENGTH', start, start + 1, `length ${length}, the message has ${reader.end - start} octets`);
    }
    if (row === undefined) {
      this.report('MQTTSN_TYPE', reader.offset - 1, reader.offset, `message type ${hexNumber(type)} is reserved`);
      this.rest('body');
      return this.finish({ name, flags: undefined, values: {} }, undefined);
    }
    const { flags, values } = this.body(row);
    return this.finish({ name, flags, values }, row);
  }

  private length(): number | undefined {
    const start = this.reader.offset;
    const first = this.reader.u8();
    const length = first === 1 ? this.reader.u16() : first;
    if (length === undefined) return undefined;
    this.leaf('Length', start, length);
    if (first === 1 && length < 256) this.report('MQTTSN_LENGTH', start, start + 3, `length ${length} fits one octet`);
    return length;
  }

  /** A forwarder's wrapper: control, the node's address, then the message itself. */
  private encapsulated(start: number, length: number): SnMessage {
    const { reader } = this;
    const control = reader.u8();
    if (control !== undefined) this.leaf('Ctrl', reader.offset - 1, control, `radius ${control & 3}`);
    const node = reader.raw(Math.max(0, Math.min(length - (reader.offset - start), reader.remaining)));
    if (node !== undefined && node.length > 0) this.leaf('Wireless Node Id', reader.offset - node.length, node);
    const inner = this.message(1);
    return { ...inner, name: `ENCAPSULATED ${inner.name}` };
  }

  private body(row: SnMessageType): { readonly flags: SnFlags | undefined; readonly values: SnMessage['values'] } {
    const values: Record<string, number | string | Uint8Array> = {};
    let flags: SnFlags | undefined;
    let complete = true;
    for (const field of row.fields) {
      if (field.optional && this.reader.remaining === 0) continue;
      if (field.kind === 'flags') {
        flags = this.flags(row);
        if (flags !== undefined) continue;
        complete = false;
        break;
      }
      const value = this.value(field, flags);
      if (value === undefined) {
        complete = false;
        if (!this.cut)
          this.report('MQTTSN_TRUNCATED', this.reader.offset, this.reader.end, `${row.name} ends before ${field.name}`);
        break;
      }
      values[field.key] = value;
    }
    if (this.reader.remaining > 0) {
      const at = this.reader.offset;
      this.rest('unread');
      const message = `${this.reader.offset - at} octets follow ${row.name}`;
      if (complete) this.report('MQTTSN_TRAILING', at, this.reader.offset, message);
    }
    this.check(row, values, flags);
    return { flags, values };
  }

  private flags(row: SnMessageType): SnFlags | undefined {
    const at = this.reader.offset;
    const octet = this.reader.u8();
    if (octet === undefined) {
      if (!this.cut) this.report('MQTTSN_TRUNCATED', at, at, `${row.name} ends before Flags`);
      return undefined;
    }
    const qos = (octet >>> 5) & 3;
    const flags: SnFlags = {
      dup: (octet & 0x80) !== 0,
      qos: qos === 3 ? -1 : qos,
      retain: (octet & 0x10) !== 0,
      will: (octet & 8) !== 0,
      cleanSession: (octet & 4) !== 0,
      topicIdType: octet & 3,
    };
    this.leaf('Flags', at, octet, `${hexNumber(octet)} ${flagsText(flags)}`);
    if (flags.topicIdType === 3) this.report('MQTTSN_FLAGS', at, at + 1, 'TopicIdType 11 is reserved');
    return flags;
  }

  private value(field: SnField, flags: SnFlags | undefined): number | string | Uint8Array | undefined {
    const { reader } = this;
    const start = reader.offset;
    const isName = field.kind === 'topicOrName' && (flags?.topicIdType ?? 0) === 0;
    if (field.kind === 'text' || isName) return this.text(field.name, start);
    if (field.kind === 'data') {
      const data = reader.rest();
      if (data.length > 0) this.leaf(field.name, start, data);
      return data;
    }
    if (field.kind === 'topicOrName' && flags?.topicIdType === 2) {
      const octets = reader.raw(2);
      if (octets === undefined) return undefined;
      const name = decodeUtf8(octets);
      this.leaf(field.name, start, name, quoted(name));
      return name;
    }
    const wide = field.kind === 'u16' || field.kind === 'topic' || field.kind === 'topicOrName';
    const value = wide ? reader.u16() : reader.u8();
    if (value === undefined) return undefined;
    this.leaf(
      field.name,
      start,
      value,
      field.kind === 'code' ? `${value} ${RETURN_CODES[value] ?? 'reserved'}` : undefined,
    );
    return value;
  }

  private text(name: string, start: number): string {
    const octets = this.reader.rest();
    const text = decodeUtf8(octets);
    if (octets.length > 0) this.leaf(name, start, text, quoted(text));
    if (!this.cut && !isUtf8(octets)) this.report('MQTTSN_UTF8', start, this.reader.offset, `${name} is not UTF-8`);
    return text;
  }

  private check(row: SnMessageType, values: SnMessage['values'], flags: SnFlags | undefined): void {
    if (row.name === 'CONNECT' && values.protocolId !== undefined && values.protocolId !== 1) {
      this.report('MQTTSN_PROTOCOL_ID', 3, 4, `ProtocolId ${values.protocolId}, must be 1`);
    }
    const id = values.packetId;
    if (id === undefined) return;
    if (row.name === 'PUBLISH' && (flags?.qos ?? 0) <= 0) {
      if (id !== 0) this.report('MQTTSN_MSG_ID', 0, 1, `MsgId ${id} in a PUBLISH of QoS ${flags?.qos}, must be 0`);
    } else if (id === 0) this.report('MQTTSN_MSG_ID', 0, 1, 'MsgId must not be 0');
  }

  private rest(name: string): void {
    const start = this.reader.offset;
    const octets = this.reader.rest();
    if (octets.length > 0) this.leaf(name, start, octets);
  }

  private leaf(name: string, start: number, value: number | string | Uint8Array, text?: string): void {
    if (!this.tree) return;
    this.fields.push({ name, span: span(start, this.reader.offset), value, ...(text === undefined ? {} : { text }) });
  }

  private report(code: SnProblemCode, start: number, end: number, message: string): void {
    this.problems.push(snProblem(code, span(start, Math.max(start, end)), message));
  }

  private finish(message: SnMessage, row: SnMessageType | undefined): SnMessage {
    if (this.tree) {
      const spec = row === undefined ? {} : { spec: row.spec };
      this.field = { name: message.name, span: span(0, this.reader.end), ...spec, children: this.fields };
    }
    return message;
  }
}

/** A short topic name: the two octets of a topic id are its characters. */
export function shortName(topicId: number): string {
  return decodeUtf8(Uint8Array.of(topicId >>> 8, topicId & 0xff));
}

function flagsText(flags: SnFlags): string {
  const words = [`QoS ${flags.qos}`];
  if (flags.dup) words.push('DUP');
  if (flags.retain) words.push('Retain');
  if (flags.will) words.push('Will');
  if (flags.cleanSession) words.push('CleanSession');
  words.push(`topic id ${TOPIC_ID_TYPES[flags.topicIdType]}`);
  return words.join(', ');
}
