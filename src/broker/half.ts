import type { Duplex } from 'node:stream';

/** One protocol of the broker: it is handed connections and knows nothing of listeners. */
export interface BrokerHalf {
  /** A client has connected. The half owns the stream from now on. */
  accept(stream: Duplex): void;
  /** Drops every connection and forgets all. */
  close(): void;
  /** Drops every connection and all that would not survive a restart; keeps what is durable. */
  restart(): void;
}
