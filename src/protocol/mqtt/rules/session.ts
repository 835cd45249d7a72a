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
  /**
   * Every filter that was ever asked for, and the highest QoS ever granted to it: a delivery may be older than what the
   * client asked for last.
   */
  private readonly filters = new Map<string, number>();
  private readonly granted = new Map<string, number>();
  /** Everything since the session began is known. */
  whole = false;
  /** What goes on where this one ended. */
  private heir: Session | undefined;
  /** By hash of topics, the highest QoS that a filter lets them have: most topics come more than once. */
  private readonly matched = new Map<number, number>();

  get hasFilters(): boolean {
    return this.filters.size > 0;
  }

  subscribe(filter: string): void {
    this.matched.clear();
    this.filters.set(filter.replace(SHARE, ''), ANY_QOS);
    if (this.filters.size > MAXIMUM_FILTERS) {
      this.filters.clear();
      this.whole = false;
    }
  }

  /** The server has answered. */
  grant(filter: string, code: number): void {
    this.matched.clear();
    const name = filter.replace(SHARE, '');
    if (code > 2) return;
    const qos = Math.max(code, this.granted.get(name) ?? 0);
    this.granted.set(name, qos);
    if (this.filters.has(name)) this.filters.set(name, qos);
  }

  /** The highest QoS of a delivery with this topic; -1 where no filter asks for it. */
  highestQos(hash: number, buffer: Uint8Array, start: number, end: number): number {
    const known = this.matched.get(hash);
    if (known !== undefined) return known;
    const topic = TEXT.decode(buffer.subarray(start, end));
    let highest = -1;
    for (const [filter, qos] of this.filters) if (qos > highest && topicMatches(filter, topic)) highest = qos;
    if (highest < 0) return highest;
    if (this.matched.size >= MAXIMUM_TOPICS) this.matched.clear();
    this.matched.set(hash, highest);
    return highest;
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
    for (const [filter, qos] of earlier.filters) if (!this.filters.has(filter)) this.filters.set(filter, qos);
    for (const [filter, qos] of earlier.granted) this.granted.set(filter, Math.max(qos, this.granted.get(filter) ?? 0));
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

  /** It outlives its connection. */
  keep(client: string, session: Session): void {
    this.drop(client);
    if (this.byClient.size >= MAXIMUM_SESSIONS) {
      const oldest = this.byClient.keys().next().value;
      if (oldest !== undefined) this.byClient.delete(oldest);
    }
    this.byClient.set(client, session);
  }

  drop(client: string): void {
    this.byClient.delete(client);
  }
}

const KEY = 'mqtt';
const SHARE = /^\$share\/[^/]*\//;
const TEXT = new TextDecoder('utf-8', { ignoreBOM: true });
/** What was asked for and not answered, or refused: more than any QoS. */
const ANY_QOS = 3;
const MAXIMUM_FILTERS = 256;
const MAXIMUM_TOPICS = 4096;
const MAXIMUM_SESSIONS = 16_384;
