import { Buffer } from 'node:buffer';
import type { Amqp10Value } from '../../codec/amqp10/value.js';
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

function simpleValue(value: Amqp10Value): RecordValue | undefined {
  const content = value.value;
  if (typeof content === 'bigint') return Number(content);
  if (content instanceof Uint8Array) return content.length <= 64 ? Buffer.from(content).toString('hex') : undefined;
  if (content === null || !Array.isArray(content)) return content as RecordValue;
  const items = content as readonly Amqp10Value[];
  if (value.type === 'described') {
    if (value.composite?.name === 'source' || value.composite?.name === 'target') {
      const address = (items[0]?.value as readonly Amqp10Value[] | undefined)?.[0]?.value;
      return typeof address === 'string' ? address : null;
    }
    if (value.composite?.name === 'error') {
      const condition = (items[0]?.value as readonly Amqp10Value[] | undefined)?.[0]?.value;
      return typeof condition === 'string' ? condition : null;
    }
    return value.composite?.name;
  }
  if (value.type !== 'array') return undefined;
  const simple = items.map((item) => item.value).filter((item) => typeof item === 'string' || typeof item === 'number');
  return simple.length === items.length ? simple : undefined;
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
