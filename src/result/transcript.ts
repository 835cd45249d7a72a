/** One line of a conversation: octets that were sent or received, or something that happened. */
export interface TranscriptEntry {
  /** Milliseconds since the scenario began. */
  readonly at: number;
  /** Alice, Bob, Carol. */
  readonly actor: string;
  /** Counts the network connections of the transcript from 1; absent where it is not of one. */
  readonly connection?: number;
  readonly direction: 'sent' | 'received' | 'event';
  /** Absent for an event. */
  readonly bytes?: Uint8Array;
  /** Left column: "CONNECT", "exchange.declare", "closed". */
  readonly title: string;
  /** What it says: `client "alice"`, "connection refused". */
  readonly text: string;
  /** Meanings given in a feature's byte table: octets and their explanation, in order. */
  readonly meanings?: readonly { readonly bytes: Uint8Array; readonly meaning: string }[];
}

/** Every octet that crossed the wire in a scenario, and what happened beside them, in order. */
export class Transcript {
  readonly entries: TranscriptEntry[] = [];
  private readonly began = performance.now();
  private connections = 0;

  /** The number of a new connection. */
  connect(): number {
    return ++this.connections;
  }

  /** Answers the index of the new entry, which an ExpectationFailed can point at. */
  add(entry: Omit<TranscriptEntry, 'at'>): number {
    return this.entries.push({ at: performance.now() - this.began, ...entry }) - 1;
  }
}
