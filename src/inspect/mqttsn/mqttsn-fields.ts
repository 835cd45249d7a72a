import type { PacketView } from '../packet-view.js';
import type { RecordValue } from '../record.js';
import { mqttSnShown } from './mqttsn-dialect.js';

/** What `--ndjson` shows of an MQTT-SN message. */
export function mqttSnFields(view: PacketView): Record<string, RecordValue> {
  const message = mqttSnShown.decoded?.message;
  if (message === undefined) return {};
  const fields: Record<string, RecordValue> = { udpStream: view.conversation.flow.number };
  if (message.flags !== undefined) {
    fields.qos = message.flags.qos;
    fields.dup = message.flags.dup;
    fields.retain = message.flags.retain;
  }
  for (const [key, value] of Object.entries(message.values)) {
    if (!(value instanceof Uint8Array)) fields[key] = value;
    else if (key === 'payload') fields.payloadLength = value.length;
  }
  if (message.name === 'PUBLISH') fields.topic = mqttSnShown.topic ?? null;
  return fields;
}
