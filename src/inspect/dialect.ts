import type { Problem } from '../protocol/problem.js';
import type { Tally } from '../protocol/tally.js';
import type { PacketView } from './packet-view.js';

export type Protocol = 'mqtt' | 'mqttsn' | 'amqp091' | 'amqp10';

/** How much is looked at: the packets' names and lengths, or everything that `--ndjson` shows, problems included. */
export type Level = 'counts' | 'fields';

/** The header of a packet is not all there yet. */
export const HEADER_INCOMPLETE = 0;
/** No packet can begin so. */
export const NOT_A_PACKET = -1;

/** What the inspector must know of a protocol to cut a stream into packets, and what it remembers of one conversation. */
export interface Dialect {
  readonly protocol: Protocol;
  /** "5.0", "3.1.1", "0-9-1"; `null` while it is not known. */
  readonly version: string | null;
  /** Octets that the packet at `start` claims, its header included; `HEADER_INCOMPLETE` or `NOT_A_PACKET`. */
  claim(buffer: Uint8Array, start: number, end: number): number;
  /**
   * How strongly the octets at `start` speak for a packet of this protocol, in bits: what would have to come out by
   * chance. Negative: it is none. The packet may reach past `end`.
   */
  weigh(buffer: Uint8Array, start: number, end: number): number;
  /**
   * Counts the whole packets from `start` on of which nothing but their number is to be known; answers where the first
   * other one begins. Nobody asks before it is certain who the client is.
   */
  count?(tally: Tally, buffer: Uint8Array, start: number, end: number): number;
  /** Sees one packet: names it; at the level `fields` checks it and follows the conversation. */
  see(packet: PacketView, level: Level): void;
  /** The name of the packet that begins there, as far as it can be told. */
  nameAt(buffer: Uint8Array, start: number, end: number): string;
  /** Octets were lost, or a boundary was: what follows may answer what was never seen. */
  lose(): void;
  /** What is wrong with octets that begin no packet. */
  explain(bytes: Uint8Array): readonly Problem[];
}
