import type { Table } from './words/table.js';

/**
 * Alice, Bob or Carol, whatever protocol she speaks: what the steps that are common to both protocols need.
 * The MQTT one is suite/mqtt/client.ts, the AMQP one suite/amqp091/client.ts.
 */
export interface Actor {
  readonly name: string;
  /** A correct connection, up to CONNACK or connection.open-ok; `options` are the rows of "is connected with". */
  connect(options?: Table): Promise<void>;
  /** Opens the connection as told and waits for the first answer or the end, whatever it is: the next step judges. */
  attempt(options?: Table): Promise<void>;
  /** Connects again as before, but for what `options` say otherwise; the broker must accept. */
  reconnect(options?: Table): Promise<void>;
  /** Only the TCP connection. */
  openNetwork(): Promise<void>;
  /** Sends octets as they are, in one segment, one octet a segment, or with FIN behind them. */
  sendBytes(rows: readonly ByteRow[], how?: SendingBytes): Promise<void>;
  /** Receives exactly these octets next. */
  expectBytes(rows: readonly ByteRow[]): Promise<void>;
  /** A correct farewell: DISCONNECT, or connection.close and its answer. */
  disconnect(): Promise<void>;
  /** The network goes away without a farewell. */
  drop(): Promise<void>;
  /** The broker must end the connection; what came before the end stays readable for further steps. */
  expectClosed(withinMs?: number): Promise<void>;
  /** The broker must react in one of the ways that the rows list; each row is a reaction and what it means. */
  expectReaction(rows: Table): Promise<void>;
  /** The broker still serves this connection: a round trip proves it. */
  expectOpen(): Promise<void>;
  /** A fence on the own connection: nothing unread may stand before its answer. */
  expectNothingMore(): Promise<void>;
  /** The Packet Identifier under which a message of that payload came: the token `packet:` of byte tables. */
  deliveryIdentifier?(payload: string): number;
  /** Ends whatever is left, without judging. */
  dispose(): Promise<void>;
}

/** The last two are for WebSocket: each row is a frame of its own; all rows are one text frame. */
export type SendingBytes = 'at once' | 'one at a time' | 'then close' | 'row by row' | 'as text';

/** A row of a byte table: octets (tokens resolved, names namespaced) and what they mean. */
export interface ByteRow {
  readonly bytes: Uint8Array;
  readonly meaning: string;
}
