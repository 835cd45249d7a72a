import { createGunzip, type Gunzip } from 'node:zlib';
import type { ByteSource } from './byte-source.js';
import type { CaptureProblem } from './capture-problem.js';

/** Decompresses as it goes; what came out before a fault in the compressed data is still delivered. */
export class GunzipSource implements ByteSource {
  problem: CaptureProblem | undefined;
  private readonly source: ByteSource;
  private readonly gunzip: Gunzip;
  private readonly input = new Uint8Array(INPUT_LENGTH);
  private output: Uint8Array[] = [];
  private ended = false;
  private failed: (() => void) | undefined;
  private head: Uint8Array;

  /** `head`: octets that were read from `source` before. */
  constructor(source: ByteSource, head: Uint8Array) {
    this.source = source;
    this.gunzip = createGunzip({ chunkSize: OUTPUT_LENGTH });
    this.gunzip.on('data', (chunk: Uint8Array) => this.output.push(chunk));
    this.gunzip.on('error', (error: Error) => {
      this.problem ??= compressionProblem(error);
      this.failed?.();
    });
    this.head = Uint8Array.from(head);
  }

  get bytesRead(): number {
    return this.source.bytesRead;
  }

  get bytesTotal(): number | undefined {
    return this.source.bytesTotal;
  }

  async read(target: Uint8Array, at: number): Promise<number> {
    while (this.output.length === 0) {
      if (this.ended) return 0;
      await this.inflateMore();
    }
    const chunk = this.output[0] as Uint8Array;
    const count = Math.min(chunk.length, target.length - at);
    target.set(chunk.subarray(0, count), at);
    if (count === chunk.length) this.output.shift();
    else this.output[0] = chunk.subarray(count);
    return count;
  }

  async close(): Promise<void> {
    this.gunzip.destroy();
    await this.source.close();
  }

  private async inflateMore(): Promise<void> {
    const head = this.head.subarray(0, INPUT_LENGTH);
    this.head = this.head.subarray(head.length);
    let chunk = head;
    if (head.length === 0) {
      const count = await this.source.read(this.input, 0);
      // The decompressor may hold on to what it was given.
      chunk = this.input.slice(0, count);
    }
    await new Promise<void>((resolve) => {
      this.failed = resolve;
      if (this.problem !== undefined) return resolve();
      if (chunk.length > 0) this.gunzip.write(chunk, () => resolve());
      else this.gunzip.once('end', resolve).end();
    });
    if (chunk.length === 0 || this.problem !== undefined) this.ended = true;
    if (this.ended) this.problem ??= this.source.problem;
  }
}

/** Small, so that octets which blow up a thousandfold stay in bounds. */
const INPUT_LENGTH = 32 * 1024;
/** What a fault costs at most of the octets before it: zlib gives nothing of the step in which it finds one. */
const OUTPUT_LENGTH = 16 * 1024;

function compressionProblem(error: Error): CaptureProblem {
  const cut = 'code' in error && error.code === 'Z_BUF_ERROR';
  return {
    code: cut ? 'CAPTURE_TRUNCATED' : 'CAPTURE_COMPRESSION_BAD',
    what: cut ? 'the compressed capture ends too early' : 'the compressed capture is damaged',
    why: `gzip: ${error.message}`,
    next: 'what could be unpacked is shown; copy the file anew',
  };
}
