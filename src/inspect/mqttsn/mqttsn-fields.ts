import type { PacketView } from '../packet-view.js';
import type { RecordValue } from '../record.js';

export function mqttSnFields(_view: PacketView): Record<string, RecordValue> {
  return {};
}
