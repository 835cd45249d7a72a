import type { InboxEvent, Timeout } from '../../net/inbox.js';
import type { Evidence } from '../../result/expectation.js';
import type { MqttFrame } from './frame.js';

/** What came, or did not come, in place of a packet. */
export type End = Exclude<InboxEvent<MqttFrame>, { kind: 'frame' }> | Timeout;

/** `SUBACK packet 10; then the broker closed the connection`; `seen` is what stood unread before. */
export function endInWords(end: End, seen: string | undefined): string {
  if (end.kind === 'closed') {
    const how = end.reset ? 'the broker reset the connection' : 'the broker closed the connection';
    return seen === undefined ? how : `${seen}; then ${how}`;
  }
  if (end.kind === 'garbage') return `${end.bytes.length} octets that make no MQTT packet`;
  return seen === undefined
    ? `nothing within ${end.afterMs} ms; the connection was open`
    : `${seen}; nothing else within ${end.afterMs} ms`;
}

export function endEvidence(end: End): Evidence {
  return end.kind === 'timeout' ? {} : { entry: end.entry };
}
