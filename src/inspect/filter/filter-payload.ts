import { Buffer } from 'node:buffer';
import type { PacketView } from '../packet-view.js';

/** The payload of the packet at hand as text, for filters; `undefined` where it has none. */
export function publishPayload(view: PacketView): string | undefined {
  const octets = publishOctets(view);
  return octets === undefined
    ? undefined
    : Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('utf8');
}

/** The same as octets. */
export function publishOctets(view: PacketView): Uint8Array | undefined {
  return view.kind === 'packet' ? view.conversation.spoken?.protocol.payload(view) : undefined;
}
