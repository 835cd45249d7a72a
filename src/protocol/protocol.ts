/**
 * The contract of a protocol: how octets are cut into packets, what a packet says, and what the packets of two ends say
 * of each other. Nothing here does I/O, knows a clock, or throws, whatever the octets are.
 */
import type { Field } from './field.js';
import type { FieldSink } from './field-sink.js';
import type { Ledger } from './ledger.js';
import type { Problem, Role } from './problem.js';
import type { Tally } from './tally.js';

export type { Problem, Role } from './problem.js';

/** One of the two ways of a connection; which of them is the client's may not be known. */
export type Direction = 0 | 1;

/** How much is looked at: the packets' names and lengths, or everything, problems included. */
export type Level = 'counts' | 'fields';

/** The header of a packet is not all there yet. */
export const HEADER_INCOMPLETE = 0;
/** No packet can begin so. */
export const NOT_A_PACKET = -1;

export interface Protocol {
  /** `mqtt`, `amqp091`: as `--protocol` and `--ndjson` say it. */
  readonly id: string;
  /** What it may be called, and the version that the name says: `mqtt5` → `5.0`. */
  readonly names: Readonly<Record<string, string | undefined>>;
  /** For people, without the version: `MQTT`. */
  readonly family: string;
  /** For people, where versions differ in all: `AMQP 0-9-1`. */
  readonly title: string;
  /** A packet fills a datagram, or many follow one another in a stream of octets. */
  readonly carrier: 'stream' | 'datagram';
  /** Ports of servers that by custom speak it. */
  readonly ports: readonly number[];
  /** Names that `tell` may use: what filters know. */
  readonly fields: readonly string[];
  /** Does a connection open so? `open`: more octets may tell. */
  opens(buffer: Uint8Array, start: number, end: number): 'yes' | 'no' | 'open';
  /** The same by the first octets alone, whatever may be wrong behind them. */
  begins(buffer: Uint8Array, start: number): boolean;
  /** Octets that the packet at `start` claims, its header included; `HEADER_INCOMPLETE` or `NOT_A_PACKET`. */
  claim(buffer: Uint8Array, start: number, end: number): number;
  /**
   * How strongly the octets at `start` speak for a packet of this protocol, in bits: what would have to come out by
   * chance. Negative: it is none. The packet may reach past `end`.
   */
  weigh(buffer: Uint8Array, start: number, end: number): number;
  /** What `see` finds out of a packet is kept in this, one packet at a time. */
  makeFacts(): Facts;
  converse(options: ConversationOptions): Conversation;
  /** Says what the packet holds, in the order of `--ndjson`. After `see` at the level `fields`. */
  tell(packet: Packet, sink: FieldSink): void;
  /** The application's octets in the packet; `undefined` where it has none. */
  payload(packet: Packet): Uint8Array | undefined;
}

/** What a protocol knows of one packet; only its own room looks inside. */
export type Facts = object;

export interface ConversationOptions {
  /** The conversation's first octets are there: nothing came before. */
  readonly begun: boolean;
  /** The protocol's version where somebody knows it: `3.1.1`. */
  readonly version?: string | undefined;
  readonly facts: Facts;
  /** What outlives a connection, shared by the conversations of one capture, or of one client. */
  readonly memory?: Memory | undefined;
}

/** By protocol, what its conversations remember beyond one connection. */
export type Memory = Map<string, unknown>;

/** One connection (or flow of datagrams) as its two ends talk. */
export interface Conversation {
  readonly protocol: Protocol;
  /** "5.0", "3.1.1", "0-9-1"; `null` while it is not known. */
  readonly version: string | null;
  /** Like the protocol's, by what the two ends have agreed on. */
  claim(buffer: Uint8Array, start: number, end: number): number;
  weigh(buffer: Uint8Array, start: number, end: number): number;
  /**
   * Counts the whole packets from `start` on of which nothing but their number is to be known; answers where the first
   * other one begins. Nobody asks before it is certain who the client is.
   */
  count?(tally: Tally, buffer: Uint8Array, start: number, end: number): number;
  /** What the packet teaches of the conversation itself; asked before the packet is seen. */
  learn(packet: Packet): Learnt;
  /** Sees one packet: names it; at the level `fields` checks it and follows the conversation. */
  see(packet: Packet, level: Level): void;
  /** The name of the packet that begins there, as far as it can be told. */
  nameAt(buffer: Uint8Array, start: number, end: number): string;
  /** Octets were lost, or a boundary was: what follows may answer what was never seen. */
  lose(): void;
  /** What is wrong with octets that begin no packet. */
  explain(bytes: Uint8Array): readonly Problem[];
  /** The packet that was seen last, for people. `tree`: with its fields. */
  dissect(packet: Packet, tree: boolean): Dissection;
  /** Which rules of the conversation its packets have tried. */
  readonly ledger: Ledger;
}

/** What a packet taught beyond itself. */
export interface Learnt {
  /** The direction in which the client sends. */
  readonly client?: Direction;
  /** From this packet on another protocol is spoken: its id. The packet is to be shown to that one. */
  readonly protocol?: string;
}

export const NOTHING_LEARNT: Learnt = {};
export const CLIENT_IS: readonly [Learnt, Learnt] = [{ client: 0 }, { client: 1 }];

/**
 * A packet as it is shown to a conversation, which fills in what it finds. It is valid only during the call: who wants
 * to keep something copies it.
 */
export interface Packet {
  /** Counts the packets of both directions, from 1. */
  readonly n: number;
  readonly direction: Direction;
  /** Who sent it; `null` where nobody can tell. */
  readonly from: Role | null;
  /** It is not certain who the client is: the packet may teach it. */
  readonly clientIsGuess: boolean;
  /** Its octets: `buffer[start, end)`. Fewer than `length` where some are lost, or it is too long to be held. */
  readonly buffer: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** Octets of the whole packet. */
  readonly length: number;
  /** Octets of it that are not there. */
  readonly lost: number;
  /** The octets at hand, as a view. */
  bytes(): Uint8Array;
  /** Packets of `direction` that came before this one may be missing: nobody can say it answers nothing. */
  lacks(direction: Direction): boolean;
  /** "PUBLISH", "basic.publish", "transfer". */
  name: string;
  /** Stands for the name in tables, where its protocol has few enough: below 128; -1 where it has none. */
  code: number;
  problems: readonly Problem[];
  /** The number of the packet that this one answers; 0 for none. */
  answers: number;
  facts: Facts | undefined;
}

export const NO_PROBLEMS: readonly Problem[] = [];

/** What people are told of one packet. */
export interface Dissection {
  /** One line; what it quotes from the wire is made visible. */
  readonly summary: string;
  /** AMQP: the channel. */
  readonly channel: number | undefined;
  readonly field: Field | undefined;
  /** What the packet completes beyond itself: a message put together from several frames. */
  readonly completes: string | undefined;
}
