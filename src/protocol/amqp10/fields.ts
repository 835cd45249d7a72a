import { Buffer } from 'node:buffer';
import { camelCase } from '../../bytes/words.js';
import { FieldName, type FieldSink, type FieldSinkValue } from '../field-sink.js';
import type { Packet } from '../protocol.js';
import { COMPOSITES } from './definitions.js';
import type { Amqp10Facts } from './facts.js';
import { bodyData } from './message.js';
import { type Amqp10Value, compositeItems, itemsOf } from './value.js';

/** What `--ndjson` says of a frame: the performative's simple fields in camelCase, addresses, the message's length. */
export function tell10(packet: Packet, sink: FieldSink): void {
  const { frame, message, messageLength } = packet.facts as Amqp10Facts;
  if (frame === undefined) return;
  if (frame.protocolId !== undefined) {
    sink.number(PROTOCOL_ID, frame.protocolId);
    return;
  }
  if (frame.channel !== undefined) sink.number(CHANNEL, frame.channel);
  for (const [name, value] of frame.fields) {
    const simple = SECRETS.has(name) ? undefined : simpleValue(value);
    if (simple !== undefined) sink.value(nameOf(name), simple);
  }
  if (frame.payload !== undefined) sink.number(PAYLOAD_LENGTH, frame.payload.end - frame.payload.start);
  const sections = message?.sections ?? frame.sections;
  if (message !== undefined) sink.number(MESSAGE_LENGTH, messageLength);
  if (sections.length > 0) {
    sink.value(
      SECTIONS,
      sections.map(({ name }) => name),
    );
  }
}

/** The data sections of the message that the frame completes. */
export function payload10(packet: Packet): Uint8Array | undefined {
  const { frame, message } = packet.facts as Amqp10Facts;
  return bodyData(message?.sections ?? frame?.sections ?? []);
}

const PROTOCOL_ID = new FieldName('protocolId');
const CHANNEL = new FieldName('channel');
const PAYLOAD_LENGTH = new FieldName('payloadLength');
const MESSAGE_LENGTH = new FieldName('messageLength');
const SECTIONS = new FieldName('sections');
const PERFORMATIVE_FIELDS: ReadonlyMap<string, FieldName> = new Map(
  COMPOSITES.filter(({ kind }) => kind === 'performative' || kind === 'sasl')
    .flatMap(({ fields }) => fields)
    .map(({ name }) => [name, new FieldName(camelCase(name))]),
);

const nameOf = (name: string): FieldName => PERFORMATIVE_FIELDS.get(name) ?? new FieldName(camelCase(name));

/** Every name that may be told. */
export const AMQP10_FIELDS: readonly string[] = [
  ...[PROTOCOL_ID, CHANNEL, PAYLOAD_LENGTH, MESSAGE_LENGTH, SECTIONS],
  ...PERFORMATIVE_FIELDS.values(),
].map(({ name }) => name);

const SECRETS: ReadonlySet<string> = new Set(['initial-response', 'response', 'challenge']);

/** A terminus stands for its address, an error for its condition. */
const KNOWN_BY_FIRST_FIELD: ReadonlySet<string> = new Set(['source', 'target', 'error']);

function simpleValue(value: Amqp10Value): FieldSinkValue | undefined {
  const content = value.value;
  if (typeof content === 'bigint') return Number(content);
  if (content instanceof Uint8Array) return content.length <= 64 ? Buffer.from(content).toString('hex') : undefined;
  if (content === null || !Array.isArray(content)) return content as FieldSinkValue;
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
