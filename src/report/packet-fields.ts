import type { DissectedPacket } from '../protocol/service.js';
import { serviceOf } from '../protocol/services.js';
import type { ScenarioResult } from '../result/run.js';

/** A scenario as far as its octets are concerned. */
export type Octets = Pick<ScenarioResult, 'transcript' | 'tags' | 'protocol' | 'version'>;

/** What an entry of a conversation holds, as far as it can be read: several packets where they were sent at once. */
export function packetFields({ transcript, tags, protocol, version }: Octets, index: number): DissectedPacket[] {
  const entry = transcript[index];
  // Over WebSocket the octets are those of its frames.
  if (entry?.bytes === undefined || tags.includes('@requires:websocket')) return [];
  const sent = transcript
    .slice(0, index + 1)
    .flatMap(({ actor, direction, bytes }) =>
      actor === entry.actor && direction === 'sent' && bytes !== undefined ? [bytes] : [],
    );
  const from = entry.direction === 'sent' ? 'client' : 'server';
  const found: DissectedPacket[] = [];
  for (const packet of serviceOf(protocol).packets(entry.bytes, { from, version, sent })) {
    found.push(packet);
    if (found.length === most) break;
  }
  return found;
}

/** Of a thousand packets in one entry nobody reads the last. */
const most = 8;
