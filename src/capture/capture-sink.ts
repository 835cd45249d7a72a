import type { Direction, TcpStream, UdpFlow } from './flow.js';

export type { Direction } from './flow.js';

/**
 * Who receives what a capture holds. All calls are synchronous, in the order of the capture, from `readCapture`.
 *
 * The hot path passes numbers and one shared buffer: `buffer[start, end)` is valid only during the call; who wants to
 * keep octets copies them. `frame` is the 1-based number of the capture record (pcapng: of packet blocks only; a custom
 * block is no record). `seconds` and `nanos` are the record's time since the epoch, exact: 0 ≤ nanos < 10⁹.
 */
export interface CaptureSink {
  /** A connection was seen for the first time (before any other call that names it). */
  onOpen?(stream: TcpStream, frame: number, seconds: number, nanos: number): void;

  /**
   * The next octets of one direction, in order and without holes; never empty. Octets that were seen twice are given
   * once, the first copy. `frame` is the record that made them readable: with a late segment that fills a hole, all that
   * waited behind the hole carries the frame of the late segment; after a gap it carries its own frame again. So frames
   * of one direction never fall within a run without gaps; after a gap they may be lower than those of other streams
   * that were delivered in the meantime.
   */
  onData(
    stream: TcpStream,
    direction: Direction,
    buffer: Uint8Array,
    start: number,
    end: number,
    frame: number,
    seconds: number,
    nanos: number,
  ): void;

  /**
   * Octets of one direction that the capture does not hold; the next `onData` of that direction is behind them.
   * `bytes` is `UNKNOWN_LENGTH` where nobody can tell. Frame and time are those of the record that made it certain.
   */
  onGap(
    stream: TcpStream,
    direction: Direction,
    bytes: number,
    reason: GapReason,
    frame: number,
    seconds: number,
    nanos: number,
  ): void;

  /**
   * Nothing more will come for this stream: release what belongs to it. Called exactly once for each stream, a little
   * after its FIN or RST (late segments are waited for), or at the end of the capture. `stream.closing` says how and when.
   */
  onClose?(stream: TcpStream): void;

  /** One UDP datagram; `start === end` where it is empty. `missing` octets were cut off by the snap length. */
  onDatagram?(
    flow: UdpFlow,
    direction: Direction,
    buffer: Uint8Array,
    start: number,
    end: number,
    missing: number,
    frame: number,
    seconds: number,
    nanos: number,
  ): void;

  /** Something about one record that a reader of the capture should know; counted in the summary as well. */
  onNotice?(notice: CaptureNotice): void;

  /** A comment of a pcapng file: on the section, an interface or a packet. */
  onComment?(comment: CaptureComment): void;

  /** A decryption secrets block of a pcapng file. `data` is a copy and may be kept. */
  onSecrets?(secrets: CaptureSecrets): void;

  /**
   * After each chunk: a moment to flush output or draw progress. With `--follow` also whenever the file pauses.
   * A promise is waited for before more is read: so a slow reader of the output slows the reading, and fills no memory.
   */
  onChunk?(progress: CaptureProgress): void | Promise<void>;
}

/**
 * - `lost`: the capture dropped segments, and the receiver has acknowledged them;
 * - `cut`: the snap length cut the segment's tail off;
 * - `limit`: the buffer for segments that wait for a missing one was full (or the missing one is long overdue);
 * - `end`: the capture or the connection ended before the missing segment came;
 * - `restart`: sequence numbers jumped, as when a new connection's SYN was not captured; length unknown.
 */
export type GapReason = 'lost' | 'cut' | 'limit' | 'end' | 'restart';

/** The number of octets in a gap of which nobody knows the length. */
export const UNKNOWN_LENGTH = -1;

export interface CaptureNotice {
  readonly code: NoticeCode;
  readonly frame: number;
  /** One line, lower case: "segment overlaps octets already seen; the first copy is kept". */
  readonly message: string;
  readonly stream?: TcpStream;
}

export type NoticeCode =
  /** the record holds fewer octets than the packet had */
  | 'CAPTURE_RECORD_CUT'
  /** a segment overlaps another with different octets; the first copy is kept */
  | 'CAPTURE_OVERLAP'
  /** a link type, or what the link carries, cannot be read */
  | 'CAPTURE_LINK_UNKNOWN'
  /** a link, IP, TCP or UDP header contradicts itself */
  | 'CAPTURE_HEADER_BAD'
  /** fragments of a datagram never came, or came too late */
  | 'CAPTURE_FRAGMENTS_MISSING'
  /** a limit released a stream that had not ended */
  | 'CAPTURE_STREAM_EVICTED'
  /** a pcapng block that contradicts itself was stepped over */
  | 'CAPTURE_BLOCK_BAD';

export interface CaptureComment {
  readonly on: 'section' | 'interface' | 'packet';
  /** The record it belongs to; 0 where `on` is not `packet`. */
  readonly frame: number;
  /** As written in the file: not yet safe for a terminal. */
  readonly text: string;
}

export interface CaptureSecrets {
  /** 0x544c534b: a TLS key log, in the NSS format. */
  readonly type: number;
  readonly data: Uint8Array;
}

export interface CaptureProgress {
  /** Octets of the file read so far (before decompression). */
  readonly bytesRead: number;
  /** Size of the file, where there is one. */
  readonly bytesTotal: number | undefined;
  readonly records: number;
}
