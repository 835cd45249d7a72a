import { Buffer } from 'node:buffer';
import { type Amqp10Value, compositeItems, itemsOf } from '../../protocol/amqp10/value.js';
import type { PacketView } from '../packet-view.js';
import type { RecordValue } from '../record.js';
import { amqp10Shown } from './amqp10-dialect.js';

/** What `--ndjson` shows of a frame: the performative's simple fields in camelCase, addresses, the message's length. */
export function amqp10Fields(_view: PacketView): Record<string, RecordValue> {
  const { frame, message, messageLength } = amqp10Shown;
  if (frame === undefined) return {};
  if (frame.protocolId !== undefined) return { protocolId: frame.protocolId };
  const fields: Record<string, RecordValue> = frame.channel === undefined ? {} : { channel: frame.channel };
  for (const [name, value] of frame.fields) {
    const simple = SECRETS.has(name) ? undefined : simpleValue(value);
    if (simple !== undefined) fields[camelCase(name)] = simple;
  }
  if (frame.payload !== undefined) fields.payloadLength = frame.payload.end - frame.payload.start;
  const sections = message?.sections ?? frame.sections;
  if (message !== undefined) fields.messageLength = messageLength;
  if (sections.length > 0) fields.sections = sections.map(({ name }) => name);
  return fields;
}

const SECRETS: ReadonlySet<string> = new Set(['initial-response', 'response', 'challenge']);

/** A terminus stands for its address, an error for its condition. */
const KNOWN_BY_FIRST_FIELD: ReadonlySet<string> = new Set(['source', 'target', 'error']);

function simpleValue(value: Amqp10Value): RecordValue | undefined {
  const content = value.value;
  if (typeof content === 'bigint') return Number(content);
  if (content instanceof Uint8Array) return content.length <= 64 ? Buffer.from(content).toString('hex') : undefined;
  if (content === null || !Array.isArray(content)) return content as RecordValue;
  if (value.type === 'described') {
    const name = value.composite?.name ?? '';
    if (!KNOWN_BY_FIRST_FIELD.has(name)) return value.composite?.name;
    const first = compositeItems(value)[0]?.value;
    return typeof first === 'string' ? first : null;
  }
  if (value.type !== 'array') return undefined;
  const items = itemsOf(value);
  const simple = items.map((item) => item.value).filter((item) => typeof item === 'string' || typeof item === 'number');
  return simple.length === items.length ? simple : undefined;
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
