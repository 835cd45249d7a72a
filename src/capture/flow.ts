export interface Endpoint {
  /** "127.0.0.1", "::1"; empty for bytes that came without a network. */
  readonly address: string;
  readonly port: number;
}

/** What TCP streams and UDP flows have in common: two endpoints, a number, and a place for the reader's own state. */
export interface Flow {
  /** Counts from 0 in the order of first records, TCP and UDP apart: Wireshark's `tcp.stream` and `udp.stream`. */
  readonly number: number;
  /** Endpoint 0 sent the flow's first record. The text is made when asked for: keep it away from the hot path. */
  readonly endpoints: readonly [Endpoint, Endpoint];
  /** The ports alone, cheap to read. */
  readonly ports: readonly [number, number];
  readonly firstFrame: number;
  /** The sink's own state of this flow; the capture layer never reads it. */
  attachment: unknown;
}

/** 0: from `stream.endpoints[0]` to `[1]`; 1: the other way. Endpoint 0 is who sent the first record of the flow. */
export type Direction = 0 | 1;

export interface UdpFlow extends Flow {
  readonly transport: 'udp';
}

export interface TcpStream extends Flow {
  /** `bytes`: no network at all, the octets of a hex text; one direction, whose sender is unknown. */
  readonly transport: 'tcp' | 'bytes';
  /** Who sent the SYN, so who is the client; `undefined` where the capture does not show the handshake. */
  readonly initiator: Direction | undefined;
  /** How it ended; set before `onClose`, often before (a FIN has been seen, late segments are waited for). */
  readonly closing: Closing | undefined;
  /**
   * Octets that `direction` has sent are known not to have been delivered: the other side has acknowledged them, later
   * ones wait for them, or nothing at all has come from there. What was delivered from the other side may answer them.
   */
  lacks?(direction: Direction): boolean;
  /** What reassembly met so far in this stream. */
  readonly counters: StreamCounters;
}

export interface Closing {
  /**
   * `fin`: both sides said FIN; `half`: one side said FIN and the capture shows no more; `rst`: reset;
   * `reused`: a new connection took its place; `evicted`: released by the limit on streams; `end`: the capture ended.
   */
  readonly how: 'fin' | 'half' | 'rst' | 'reused' | 'evicted' | 'end';
  /** Who began to close: the first FIN or the RST. `undefined` where nobody did. */
  readonly by: Direction | undefined;
  readonly frame: number;
  readonly seconds: number;
  readonly nanos: number;
}

export interface StreamCounters {
  readonly segments: number;
  /** Segments that held nothing new. */
  readonly retransmitted: number;
  readonly outOfOrder: number;
  /** Segments that overlapped waiting ones with different octets, or held old and new octets. */
  readonly overlapping: number;
  readonly keepAlives: number;
  /** Missing octets, where their number is known. */
  readonly lostBytes: number;
}
