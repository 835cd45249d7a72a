import { decodeFrame } from '../protocol/amqp091/decode.js';
import { measureFrame } from '../protocol/amqp091/framing.js';
import type { Field } from '../protocol/field.js';
import { connectVersion, decodePacket } from '../protocol/mqtt/decode.js';
import { packetLength } from '../protocol/mqtt/framing.js';
import type { ScenarioResult } from '../result/run.js';
import type { TranscriptEntry } from '../result/transcript.js';

/** One packet of a transcript's entry, field by field. */
export interface PacketFields {
  /** Where in the entry's octets it begins; the field's own offsets count from there. */
  readonly offset: number;
  readonly field: Field;
}

/** What an entry of a conversation holds, as far as it can be read: several packets where they were sent at once. */
export function packetFields({ transcript, tags }: Conversation, index: number): readonly PacketFields[] {
  const entry = transcript[index];
  // Over WebSocket the octets are those of its frames.
  if (entry?.bytes === undefined || tags.includes('@requires:websocket')) return [];
  const isMqtt = tags.some((tag) => tag === '@mqtt3' || tag === '@mqtt5');
  return isMqtt ? mqttPackets(entry, entry.bytes, versionAt(transcript, index, tags)) : amqpFrames(entry, entry.bytes);
}

type Conversation = Pick<ScenarioResult, 'transcript' | 'tags'>;
type MqttVersion = NonNullable<ReturnType<typeof connectVersion>>;

/** Of a thousand packets in one entry nobody reads the last. */
const most = 8;

function mqttPackets({ direction }: TranscriptEntry, bytes: Uint8Array, version: MqttVersion): PacketFields[] {
  const found: PacketFields[] = [];
  const from = direction === 'sent' ? 'client' : 'server';
  for (let offset = 0; offset < bytes.length && found.length < most; ) {
    const length = packetLength(bytes, offset);
    const packet = bytes.subarray(offset, length < 0 ? undefined : offset + length);
    const { field } = decodePacket(packet, { version, from, tree: true });
    if (field !== undefined) found.push({ offset, field });
    offset += packet.length;
  }
  return found;
}

/** What the client asked for when it connected, whatever the standard is that the scenario belongs to. */
function versionAt(transcript: readonly TranscriptEntry[], index: number, tags: readonly string[]): MqttVersion {
  const actor = transcript[index]?.actor;
  const connect = transcript
    .slice(0, index + 1)
    .findLast((one) => one.actor === actor && one.direction === 'sent' && ((one.bytes?.[0] ?? 0) & 0xf0) === 0x10);
  const asked = connect?.bytes === undefined ? undefined : connectVersion(connect.bytes);
  return asked ?? (tags.includes('@mqtt5') ? 5 : 4);
}

function amqpFrames({ direction }: TranscriptEntry, bytes: Uint8Array): PacketFields[] {
  const found: PacketFields[] = [];
  const from = direction === 'sent' ? 'client' : 'server';
  for (let offset = 0; offset < bytes.length && found.length < most; ) {
    const length = measureFrame(bytes, offset);
    const frame = bytes.subarray(offset, length <= 0 ? undefined : offset + length);
    const { field } = decodeFrame(frame, { from, tree: true });
    if (field !== undefined) found.push({ offset, field });
    offset += frame.length;
  }
  return found;
}
