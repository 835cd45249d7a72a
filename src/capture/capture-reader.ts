import type { CaptureProblem } from './capture-problem.js';
import type { CaptureSink, NoticeCode } from './capture-sink.js';

/**
 * Reads a whole capture and hands what it holds to `sink`: container → link → network → transport.
 *
 * `source` is a path, `-` for standard input, or an async sequence of chunks. pcap, pcapng, either under gzip, and hex
 * text are told apart by content. Never throws on what a file holds; what stopped it is `summary.problem`.
 * Memory is bounded by the limits in `options`, whatever the size of the file.
 */
export async function readCapture(
  source: string | AsyncIterable<Uint8Array>,
  sink: CaptureSink,
  options: CaptureOptions = {},
): Promise<CaptureSummary> {
  void source;
  void sink;
  void options;
  throw new Error('being built');
}

export interface CaptureOptions {
  /** Wait for more at the end of the file, until `signal` says stop. */
  readonly follow?: boolean;
  /** Ends the reading at the next chunk; streams are closed in order and the summary is returned. */
  readonly signal?: AbortSignal;
  /** Octets that may wait for a missing segment, in one direction of one stream. 1 MiB. */
  readonly maxWaitingBytes?: number;
  /** The same, over all streams. 32 MiB. */
  readonly maxWaitingBytesInAll?: number;
  /** Streams and flows remembered at once; the longest idle one is released. 65,536. */
  readonly maxStreams?: number;
  /** Fragmented datagrams that may be incomplete at once. 1,024. */
  readonly maxFragmented?: number;
}

export interface CaptureSummary {
  readonly format: 'pcap' | 'pcapng' | 'hex' | undefined;
  readonly compressed: boolean;
  readonly interfaces: readonly CaptureInterface[];
  readonly records: number;
  /** Octets of packet data in the records. */
  readonly capturedBytes: number;
  readonly tcpStreams: number;
  readonly udpFlows: number;
  /** Records that hold less than the packet had (snap length). */
  readonly cutRecords: number;
  readonly firstTime: CaptureTime | undefined;
  readonly lastTime: CaptureTime | undefined;
  /** How often each notice was given. */
  readonly notices: Readonly<Partial<Record<NoticeCode, number>>>;
  /** What ended the reading early, if anything did. */
  readonly problem: CaptureProblem | undefined;
}

export interface CaptureInterface {
  /** LINKTYPE number: 1 Ethernet, 113 Linux cooked … */
  readonly linkType: number;
  /** "Ethernet"; "link type 147" where unknown. */
  readonly linkName: string;
  /** 0: no limit. */
  readonly snapLength: number;
  readonly name: string | undefined;
}

export interface CaptureTime {
  readonly seconds: number;
  readonly nanos: number;
}
