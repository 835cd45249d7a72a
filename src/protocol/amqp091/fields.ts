import { FieldName, type FieldSink } from '../field-sink.js';
import type { Packet } from '../protocol.js';
import type { AmqpFacts } from './facts.js';
import { NUMBER_FIELDS, STRING_FIELDS } from './scan.js';

/** What `--ndjson` says of a frame, in this order. */
export function tellAmqp(packet: Packet, sink: FieldSink): void {
  const { scan } = packet.facts as AmqpFacts;
  if (scan.frameType === PROTOCOL_HEADER) return;
  sink.number(CHANNEL, scan.channel);
  const { layout } = scan;
  if (layout !== undefined) {
    for (let i = 0; i < layout.strings.length; i++) {
      const place = layout.strings[i] as number;
      const start = scan.strings[2 * place] as number;
      if (start >= 0)
        sink.text(STRING_NAMES[place] as FieldName, packet.buffer, start, scan.strings[2 * place + 1] as number);
    }
    for (let i = 0; i < layout.numbers.length; i++) {
      const place = layout.numbers[i] as number;
      const value = scan.numbers[place] as number;
      if (value >= 0) sink.number(NUMBER_NAMES[place] as FieldName, value);
    }
  }
  if (scan.bodySize >= 0) sink.number(BODY_SIZE, scan.bodySize);
  if (scan.frameType === CONTENT_BODY) sink.number(PAYLOAD_LENGTH, Math.max(0, packet.length - 8));
}

/** The octets of a body frame. */
export function amqpPayload(packet: Packet): Uint8Array | undefined {
  const { scan } = packet.facts as AmqpFacts;
  return scan.frameType === CONTENT_BODY ? packet.buffer.subarray(scan.payloadStart, scan.payloadEnd) : undefined;
}

const PROTOCOL_HEADER = 0x41;
const CONTENT_BODY = 3;
const CHANNEL = new FieldName('channel');
const BODY_SIZE = new FieldName('bodySize');
const PAYLOAD_LENGTH = new FieldName('payloadLength');
const STRING_NAMES = STRING_FIELDS.map(({ key }) => new FieldName(key));
const NUMBER_NAMES = NUMBER_FIELDS.map(({ key }) => new FieldName(key));

/** Every name that may be told. */
export const AMQP_FIELDS: readonly string[] = [
  CHANNEL,
  BODY_SIZE,
  PAYLOAD_LENGTH,
  ...STRING_NAMES,
  ...NUMBER_NAMES,
].map(({ name }) => name);
