import { type ByteSource, ChunkSource, openFile } from './byte-source.js';
import type { CaptureProblem } from './capture-problem.js';
import type { CaptureProgress, CaptureSink, NoticeCode } from './capture-sink.js';
import type { Container } from './container.js';
import { containerOf, emptyFile, HEAD_LENGTH, isGzip } from './file-format.js';
import { type CaptureInterface, type CaptureTime, type DecoderLimits, PacketDecoder } from './packet-decoder.js';

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
  const reading = new Reading(sink, options);
  await reading.run(source);
  return reading.summary();
}

export interface CaptureOptions extends DecoderLimits {
  /** Wait for more at the end of the file, until `signal` says stop. */
  readonly follow?: boolean;
  /** Asked before each chunk: reading goes on when the promise is kept, so that slow readers of the output are waited for. */
  readonly ready?: () => Promise<void> | undefined;
  /** Ends the reading at the next chunk; streams are closed in order and the summary is returned. */
  readonly signal?: AbortSignal;
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

/** One run over one capture. */
class Reading implements CaptureProgress {
  private readonly sink: CaptureSink;
  private readonly options: CaptureOptions;
  private readonly decoder: PacketDecoder;
  private source: ByteSource | undefined;
  private container: Container | undefined;
  private compressed = false;
  private problem: CaptureProblem | undefined;
  /** Octets read and not yet used are `buffer[start, end)`. */
  private buffer: Uint8Array = NOTHING;
  private start = 0;
  private end = 0;

  constructor(sink: CaptureSink, options: CaptureOptions) {
    this.sink = sink;
    this.options = options;
    this.decoder = new PacketDecoder(sink, options);
  }

  get bytesRead(): number {
    return this.source?.bytesRead ?? 0;
  }

  get bytesTotal(): number | undefined {
    return this.source?.bytesTotal;
  }

  get records(): number {
    return this.decoder.moment.frame;
  }

  async run(from: string | AsyncIterable<Uint8Array>): Promise<void> {
    const opened = this.open(from);
    if ('code' in opened) {
      this.problem = opened;
      return;
    }
    this.source = opened;
    this.buffer = new Uint8Array(opened.bytesTotal === undefined ? STREAM_CHUNK_LENGTH : FILE_CHUNK_LENGTH);
    try {
      await this.recognise(typeof from === 'string' && from !== '-' ? from : 'the input');
      while (this.problem === undefined && !this.stopped && (await this.readMore())) await this.use();
      this.finish();
    } finally {
      await this.source.close();
    }
  }

  summary(): CaptureSummary {
    const { decoder } = this;
    const { seconds, nanos } = decoder.moment;
    return {
      format: this.container?.format,
      compressed: this.compressed,
      interfaces: decoder.interfaces,
      records: this.records,
      capturedBytes: decoder.capturedBytes,
      tcpStreams: decoder.tcp.streams,
      udpFlows: decoder.udp.flows,
      cutRecords: decoder.cutRecords,
      firstTime: decoder.firstTime,
      lastTime: decoder.firstTime && { seconds, nanos },
      notices: decoder.notices.counts,
      problem: this.problem,
    };
  }

  private open(from: string | AsyncIterable<Uint8Array>): ByteSource | CaptureProblem {
    const { follow = false, signal } = this.options;
    if (typeof from !== 'string') return new ChunkSource(from, signal);
    if (from === '-') return new ChunkSource(process.stdin, signal);
    return openFile(from, follow, signal, () => void this.sink.onChunk?.(this));
  }

  /** Reads the beginning of the file, under gzip if need be, and finds out what it is. */
  private async recognise(name: string): Promise<void> {
    await this.readHead();
    if (isGzip(this.buffer.subarray(0, this.end)) && this.source !== undefined) {
      this.compressed = true;
      const { GunzipSource } = await import('./gunzip-source.js');
      this.source = new GunzipSource(this.source, this.buffer.subarray(0, this.end));
      this.end = 0;
      await this.readHead();
    }
    if (this.end === 0) {
      if (!this.stopped) this.problem = this.source?.problem ?? emptyFile(name);
      return;
    }
    const found = containerOf(this.buffer.subarray(0, Math.min(this.end, HEAD_LENGTH)), name, this.decoder);
    if ('what' in found) {
      this.problem = found;
      return;
    }
    this.container = found;
    await this.use();
  }

  private async readHead(): Promise<void> {
    while (this.end < HEAD_LENGTH && !this.stopped && (await this.readMore()));
  }

  private get stopped(): boolean {
    return this.options.signal?.aborted === true;
  }

  private async readMore(): Promise<boolean> {
    await this.options.ready?.();
    this.makeRoom();
    const count = (await this.source?.read(this.buffer, this.end)) ?? 0;
    this.end += count;
    return count > 0;
  }

  /** Moves what is left to the front; a record longer than the buffer makes it grow as its octets really come. */
  private makeRoom(): void {
    if (this.start > 0) {
      this.buffer.copyWithin(0, this.start, this.end);
      this.end -= this.start;
      this.start = 0;
    }
    if (this.end < this.buffer.length) return;
    const grown = new Uint8Array(this.buffer.length * 2);
    grown.set(this.buffer);
    this.buffer = grown;
  }

  private async use(): Promise<void> {
    if (this.container === undefined) return;
    this.decoder.moment.chunk++;
    this.start = this.container.push(this.buffer, this.start, this.end);
    this.problem = this.container.problem;
    await this.sink.onChunk?.(this);
  }

  private finish(): void {
    if (this.container !== undefined && !this.stopped) {
      this.container.finish(this.buffer, this.start, this.end);
      // A source that broke off explains better why the last record is not whole.
      this.problem = this.source?.problem ?? this.container.problem;
    }
    this.decoder.end();
  }
}

/** One read of a file: long enough to make its own cost vanish, short enough to stay in the processor's cache. */
const FILE_CHUNK_LENGTH = 512 * 1024;
/** Pipes give less at once. */
const STREAM_CHUNK_LENGTH = 128 * 1024;
const NOTHING = new Uint8Array(0);
