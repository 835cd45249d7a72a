import type { Endpoint } from './flow.js';

/**
 * Writes conversations as a classic pcap (nanoseconds, raw IP): bytes that were never packets become well-formed
 * IP and TCP records, handshake and close included, so that any other tool can read them.
 *
 * `write` receives whole records, in order; the first call is the file header. Addresses that are no IP addresses
 * (a host name, a pipe) are written as 127.0.0.1.
 */
export function createPcapWriter(write: (bytes: Uint8Array) => void): PcapWriter {
  void write;
  throw new Error('being built');
}

export interface PcapWriter {
  /** A new TCP connection: writes SYN, SYN-ACK, ACK. Many may be open at once. */
  connect(client: Endpoint, server: Endpoint, time: WriterTime): PcapConnection;
}

export interface PcapConnection {
  /** Octets as one or more segments of at most 1,460 octets each. */
  data(from: 'client' | 'server', bytes: Uint8Array, time: WriterTime): void;
  /** FIN from both sides, `from` first; or a RST. Later calls are ignored. */
  close(from: 'client' | 'server', time: WriterTime, how?: 'fin' | 'rst'): void;
}

/** Nanoseconds since the epoch, or seconds and nanoseconds. */
export type WriterTime = bigint | { readonly seconds: number; readonly nanos: number };
