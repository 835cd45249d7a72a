import type { Duplex } from 'node:stream';

/** Writes to a client; one that leaves too much unread is dropped, which is told like any other loss of the network. */
export function writeTo(stream: Duplex, octets: Uint8Array): void {
  stream.write(octets);
  if (stream.writableLength > MOST_UNREAD) stream.destroy();
}

/** Octets: as much as four of MQTT's largest packets are allowed to have here. */
const MOST_UNREAD = 64 * 1024 * 1024;
