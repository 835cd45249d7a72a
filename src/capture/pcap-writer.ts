import { u16 } from '../bytes/octets.js';
import { Writer } from '../bytes/writer.js';
import type { Endpoint } from './flow.js';
import { parseAddress } from './ip-address.js';

/**
 * Writes conversations as a classic pcap (nanoseconds, raw IP): bytes that were never packets become well-formed
 * IP and TCP records, handshake and close included, so that any other tool can read them.
 *
 * `write` receives whole records, in order; the first call is the file header. Addresses that are no IP addresses
 * (a host name, a pipe) are written as 127.0.0.1.
 */
export function createPcapWriter(write: (bytes: Uint8Array) => void): PcapWriter {
  write(new Writer(24).u32(NANOSECOND_MAGIC).u16(2).u16(4).u32(0).u32(0).u32(262_144).u32(LINKTYPE_RAW).bytes());
  let opened = 0;
  return {
    connect(client, server, time) {
      const connection = new Connection(write, client, server, ++opened);
      connection.open(time);
      return connection;
    },
  };
}

export interface PcapWriter {
  /** A new TCP connection: writes SYN, SYN-ACK, ACK. Many may be open at once. */
  connect(client: Endpoint, server: Endpoint, time: WriterTime): PcapConnection;
}

export interface PcapConnection {
  /** Octets as one or more segments of at most 1,460 octets each. */
  data(from: Side, bytes: Uint8Array, time: WriterTime): void;
  /** FIN from both sides, `from` first; or a RST. Later calls are ignored. */
  close(from: Side, time: WriterTime, how?: 'fin' | 'rst'): void;
}

type Side = 'client' | 'server';

/** Nanoseconds since the epoch, or seconds and nanoseconds. */
export type WriterTime = bigint | { readonly seconds: number; readonly nanos: number };

class Connection implements PcapConnection {
  private readonly write: (bytes: Uint8Array) => void;
  private readonly ends: Readonly<Record<Side, End>>;
  private readonly version: 4 | 6;
  private closed = false;

  constructor(write: (bytes: Uint8Array) => void, client: Endpoint, server: Endpoint, number: number) {
    this.write = write;
    const addresses = [parseAddress(client.address), parseAddress(server.address)] as const;
    // Both ends must speak one version of IP; a name has no address, and the loopback stands in for it.
    this.version = addresses[0]?.length === 16 && addresses[1]?.length === 16 ? 6 : 4;
    const width = this.version === 6 ? 16 : 4;
    const [from, to] = addresses.map((address) => (address?.length === width ? address : LOOPBACK));
    // Initial sequence numbers: the same for the same run, apart from each other.
    this.ends = {
      client: { address: from ?? LOOPBACK, port: client.port & 0xffff, next: number * 64_000 + 1_000 },
      server: { address: to ?? LOOPBACK, port: server.port & 0xffff, next: number * 64_000 + 500_000 },
    };
  }

  open(time: WriterTime): void {
    this.segment('client', SYN, NOTHING, time);
    this.segment('server', SYN | ACK, NOTHING, time);
    this.segment('client', ACK, NOTHING, time);
  }

  data(from: Side, bytes: Uint8Array, time: WriterTime): void {
    if (this.closed) return;
    for (let at = 0; at < bytes.length; at += MAX_SEGMENT) {
      this.segment(from, PSH | ACK, bytes.subarray(at, at + MAX_SEGMENT), time);
    }
  }

  close(from: Side, time: WriterTime, how: 'fin' | 'rst' = 'fin'): void {
    if (this.closed) return;
    this.closed = true;
    const other = opposite(from);
    this.segment(from, how === 'rst' ? RST | ACK : FIN | ACK, NOTHING, time);
    if (how === 'rst') return;
    this.segment(other, FIN | ACK, NOTHING, time);
    this.segment(from, ACK, NOTHING, time);
  }

  private segment(from: Side, flags: number, data: Uint8Array, time: WriterTime): void {
    const source = this.ends[from];
    const target = this.ends[opposite(from)];
    const packet = this.version === 6 ? ipv6(source, target, 20 + data.length) : ipv4(source, target, 20 + data.length);
    const tcpAt = packet.length;
    packet.u16(source.port).u16(target.port).u32(source.next);
    packet.u32((flags & ACK) === 0 ? 0 : target.next);
    packet
      .u16(0x5000 | flags)
      .u16(0xffff)
      .u32(0)
      .raw(data);
    const octets = packet.bytes();
    setChecksum(octets, tcpAt + 16, tcpAt, tcpPseudoSum(source, target, octets.length - tcpAt));
    source.next = (source.next + data.length + ((flags & (SYN | FIN)) === 0 ? 0 : 1)) % 0x100000000;
    const { seconds, nanos } = split(time);
    const record = new Writer(16 + octets.length).u32(seconds).u32(nanos).u32(octets.length).u32(octets.length);
    this.write(record.raw(octets).bytes());
  }
}

interface End {
  readonly address: Uint8Array;
  readonly port: number;
  /** The next sequence number. */
  next: number;
}

const opposite = (side: Side): Side => (side === 'client' ? 'server' : 'client');

function split(time: WriterTime): { readonly seconds: number; readonly nanos: number } {
  if (typeof time !== 'bigint') return time;
  return { seconds: Number(time / 1_000_000_000n), nanos: Number(time % 1_000_000_000n) };
}

function ipv4(source: End, target: End, length: number): Writer {
  const header = new Writer(20 + length)
    .u16(0x4500)
    .u16(20 + length)
    .u32(0x00004000)
    .u16(0x4006)
    .u16(0);
  header.raw(source.address).raw(target.address);
  setChecksum(header.bytes(), 10, 0, 0);
  return header;
}

function ipv6(source: End, target: End, length: number): Writer {
  return new Writer(40 + length).u32(0x60000000).u16(length).u16(0x0640).raw(source.address).raw(target.address);
}

function tcpPseudoSum(source: End, target: End, length: number): number {
  return sum(source.address, 0) + sum(target.address, 0) + 6 + length;
}

/** The Internet checksum (RFC 1071) of the octets from `from` on, put at `at`. */
function setChecksum(octets: Uint8Array, at: number, from: number, start: number): void {
  let total = start + sum(octets, from);
  while (total > 0xffff) total = (total & 0xffff) + Math.floor(total / 0x10000);
  octets[at] = (~total >>> 8) & 255;
  octets[at + 1] = ~total & 255;
}

function sum(octets: Uint8Array, from: number): number {
  let total = 0;
  for (let at = from; at < octets.length; at += 2) total += u16(octets, at);
  return total;
}

const NANOSECOND_MAGIC = 0xa1b23c4d;
const LINKTYPE_RAW = 101;
const MAX_SEGMENT = 1_460;
const [FIN, SYN, RST, PSH, ACK] = [0x01, 0x02, 0x04, 0x08, 0x10] as const;
const NOTHING = new Uint8Array(0);
const LOOPBACK = Uint8Array.of(127, 0, 0, 1);
