import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import type { CaptureProblem } from './capture-problem.js';

/** Octets, a chunk at a time, into a buffer that is used again and again. */
export interface ByteSource {
  /** Octets read so far, before decompression. */
  readonly bytesRead: number;
  readonly bytesTotal: number | undefined;
  /** What broke the source off, once `read` has answered 0. */
  readonly problem: CaptureProblem | undefined;
  /** Fills `target` from `at` on, as far as octets are there; 0 at the end. */
  read(target: Uint8Array, at: number): Promise<number>;
  close(): Promise<void>;
}

/** A file; with `follow` its end is not the end, but a place to wait. */
export function openFile(
  path: string,
  follow: boolean,
  signal: AbortSignal | undefined,
  paused: () => void,
): ByteSource | CaptureProblem {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) return unreadable(path, 'it is a directory');
    // A pipe or a device may keep its reader waiting.
    if (!stat.isFile()) return new ChunkSource(createReadStream(path), signal);
    return new FileSource(path, openSync(path, 'r'), stat.size, follow, signal, paused);
  } catch (error) {
    return openProblem(path, error);
  }
}

/** A regular file answers at once: going through the thread pool would take longer than the reading does. */
class FileSource implements ByteSource {
  bytesRead = 0;
  readonly bytesTotal: number;
  problem: CaptureProblem | undefined;
  private readonly path: string;
  private readonly descriptor: number;
  private readonly follow: boolean;
  private readonly signal: AbortSignal | undefined;
  private readonly paused: () => void;
  private reads = 0;

  constructor(
    path: string,
    descriptor: number,
    size: number,
    follow: boolean,
    signal: AbortSignal | undefined,
    paused: () => void,
  ) {
    this.path = path;
    this.descriptor = descriptor;
    this.bytesTotal = size;
    this.follow = follow;
    this.signal = signal;
    this.paused = paused;
  }

  async read(target: Uint8Array, at: number): Promise<number> {
    // Signals and timers get their turn now and then.
    if (++this.reads % READS_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
    for (;;) {
      const count = this.readOnce(target, at);
      if (count > 0 || !this.follow || this.problem !== undefined || this.signal?.aborted) return count;
      this.paused();
      await wait(POLL_MILLISECONDS, this.signal);
    }
  }

  async close(): Promise<void> {
    closeSync(this.descriptor);
  }

  private readOnce(target: Uint8Array, at: number): number {
    try {
      const count = readSync(this.descriptor, target, at, target.length - at, null);
      this.bytesRead += count;
      return count;
    } catch (error) {
      this.problem = unreadable(this.path, String(error instanceof Error ? error.message : error));
      return 0;
    }
  }
}

/** Standard input, or any other sequence of chunks. */
export class ChunkSource implements ByteSource {
  bytesRead = 0;
  readonly bytesTotal = undefined;
  problem: CaptureProblem | undefined;
  private readonly chunks: AsyncIterator<Uint8Array>;
  private readonly stopped: Promise<IteratorResult<Uint8Array>> | undefined;
  private rest: Uint8Array = NOTHING;

  constructor(chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal) {
    this.chunks = chunks[Symbol.asyncIterator]();
    this.stopped = signal && whenAborted(signal).then(() => ({ done: true, value: undefined }));
  }

  async read(target: Uint8Array, at: number): Promise<number> {
    while (this.rest.length === 0) {
      const chunk = await this.next();
      if (chunk === undefined) return 0;
      this.rest = chunk;
    }
    const count = Math.min(this.rest.length, target.length - at);
    target.set(this.rest.subarray(0, count), at);
    this.rest = this.rest.subarray(count);
    this.bytesRead += count;
    return count;
  }

  async close(): Promise<void> {
    // A source that never answers must not keep the reader: its farewell is not waited for.
    void Promise.resolve(this.chunks.return?.()).catch(() => undefined);
  }

  private async next(): Promise<Uint8Array | undefined> {
    try {
      const next = this.chunks.next();
      const result = await (this.stopped === undefined ? next : Promise.race([next, this.stopped]));
      return result.done ? undefined : result.value;
    } catch (error) {
      this.problem = unreadable('the input', String(error instanceof Error ? error.message : error));
      return undefined;
    }
  }
}

const NOTHING = new Uint8Array(0);
const POLL_MILLISECONDS = 100;
const READS_PER_TURN = 16;

function whenAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
  });
}

function openProblem(path: string, error: unknown): CaptureProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return {
      code: 'CAPTURE_MISSING',
      what: `${path} cannot be opened`,
      why: 'there is no such file',
      next: 'check the path; "-" reads standard input',
    };
  }
  const why = code === 'EACCES' || code === 'EPERM' ? 'it may not be read by this user' : code || String(error);
  return unreadable(path, why);
}

const unreadable = (path: string, why: string): CaptureProblem => ({
  code: 'CAPTURE_UNREADABLE',
  what: `${path} cannot be read`,
  why,
  next: 'give a capture file, or "-" for standard input',
});
