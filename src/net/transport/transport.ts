import type { Duplex } from 'node:stream';
import type { Doubt } from '../deadline.js';

/** What carries octets between two ends: one file each, all of them in the register `transports.ts`. */
export interface Transport {
  /** Goes to `scheme://host:port`. Rejects with a TargetUnreachable. */
  dial(url: URL, options: DialOptions): Promise<OctetStream>;
  /** Waits for others at `scheme://host:port`; port 0 takes a free one. Rejects where the port cannot be had. */
  listen(url: URL, accept: Accept, options: ListenOptions): Promise<Listener>;
}

/** A duplex of octets, whatever carries them. */
export interface OctetStream extends Duplex {
  /** Ends it without a farewell, where the transport knows a way: RST. */
  resetAndDestroy?(): unknown;
  /** What `end` sends, where it is not FIN. */
  readonly farewell?: string;
  /** Octets in a text frame, as MQTT forbids over WebSocket. */
  writeText?(bytes: Uint8Array): void;
  /** Frames that came and were not binary. */
  readonly textFrames?: number;
}

export interface DialOptions {
  /** Milliseconds to wait until octets can be sent. */
  readonly timeoutMs: number;
  /** Whether it is worth more than that. */
  readonly doubt?: Doubt | undefined;
  /** What is spoken above, where the transport announces it: subprotocols. */
  readonly announced?: readonly string[];
}

export interface ListenOptions {
  /** Which of the announced protocols is chosen; `undefined`: none. The first where nothing is told. */
  readonly choose?: (announced: ReadonlySet<string>) => string | undefined;
}

export type Accept = (stream: OctetStream) => void;

/** Something that takes connections and hands them on; it knows no protocol. */
export interface Listener {
  readonly port: number;
  /** Takes no more connections and drops those it has. */
  close(): Promise<void>;
}
