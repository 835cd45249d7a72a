import type { Memory } from '../../protocol.js';
import { topicMatches } from '../topic.js';

/** A PUBLISH with QoS 1 or 2 and what followed under its identifier. */
export interface Exchange {
  /** The number of the last packet of it. */
  n: number;
  qos: number;
  /** Tells its message from another; 0 where that is not known. */
  mark: number;
  /** Times that it was sent and not yet acknowledged: each may be answered. */
  sends: number;
  /** Acknowledged: the identifier is free, though answers to repetitions may follow. */
  done: boolean;
  /** The connection on which it was sent last. */
  connection: number;
  /** It was sent more than once. */
  repeated: boolean;
  /** Its place among the messages of its QoS that its sender sent on this connection. */
  place: number;
  /** Its place among those whose PUBREC came. */
  received: number;
}

/** By sender: the client's are 0, the server's are 1. */
export type Side = 0 | 1;

/** What a server remembers of a client, as far as the packets show it. */
export class Session {
  readonly exchanges: readonly [Map<number, Exchange>, Map<number, Exchange>] = [new Map(), new Map()];
  /** Every filter that was ever asked for: a delivery may be older than an UNSUBSCRIBE. */
  readonly filters = new Set<string>();
  /** Everything since the session began is known. */
  whole = false;
  /** What goes on where this one ended. */
  private heir: Session | undefined;
  /** Hashes of topics that a filter asks for: most topics come more than once. */
  private readonly matched = new Set<number>();

  subscribe(filter: string): void {
    this.matched.clear();
    this.filters.add(filter.replace(SHARE, ''));
    if (this.filters.size > MAXIMUM_FILTERS) {
      this.filters.clear();
      this.whole = false;
    }
  }

  /** Whether a filter asks for the topic. */
  asksFor(hash: number, buffer: Uint8Array, start: number, end: number): boolean {
    if (this.matched.has(hash)) return true;
    const topic = TEXT.decode(buffer.subarray(start, end));
    for (const filter of this.filters) {
      if (!topicMatches(filter, topic)) continue;
      if (this.matched.size >= MAXIMUM_TOPICS) this.matched.clear();
      this.matched.add(hash);
      return true;
    }
    return false;
  }

  /** Something may have happened that nobody saw. */
  forget(): void {
    this.exchanges[0].clear();
    this.exchanges[1].clear();
    this.whole = false;
  }

  /** Goes on where `earlier` ended. What was sent meanwhile stands behind. */
  continues(earlier: Session): void {
    this.whole = earlier.whole;
    for (const side of [0, 1] as const) {
      const own = [...this.exchanges[side]];
      this.exchanges[side].clear();
      for (const [identifier, exchange] of [...earlier.exchanges[side], ...own]) {
        this.exchanges[side].set(identifier, exchange);
      }
      earlier.exchanges[side].clear();
    }
    for (const filter of earlier.filters) this.filters.add(filter);
    this.matched.clear();
    earlier.heir = this;
  }

  /** Another connection has taken it over, and still this one is used: what the one did the other does not know. */
  get isTorn(): boolean {
    this.heir?.forget();
    return this.heir !== undefined;
  }
}

/** The sessions of all clients, by Client Identifier. */
export class Sessions {
  readonly byClient = new Map<string, Session>();
  private connections = 0;

  static of(memory: Memory | undefined): Sessions {
    const known = memory?.get(KEY) as Sessions | undefined;
    if (known !== undefined) return known;
    const made = new Sessions();
    memory?.set(KEY, made);
    return made;
  }

  /** A number for a new connection. */
  next(): number {
    this.connections++;
    return this.connections;
  }

  keep(client: string, session: Session): void {
    this.byClient.delete(client);
    if (this.byClient.size >= MAXIMUM_SESSIONS) {
      const oldest = this.byClient.keys().next().value;
      if (oldest !== undefined) this.byClient.delete(oldest);
    }
    this.byClient.set(client, session);
  }
}

const KEY = 'mqtt';
const SHARE = /^\$share\/[^/]*\//;
const TEXT = new TextDecoder('utf-8', { ignoreBOM: true });
const MAXIMUM_FILTERS = 256;
const MAXIMUM_TOPICS = 4096;
const MAXIMUM_SESSIONS = 65_536;
