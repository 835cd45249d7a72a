import { count } from '../bytes/count.js';
import type { CaptureProblem } from './capture-problem.js';
import type { CaptureComment, CaptureSecrets } from './capture-sink.js';

/** A file format that holds packets: fed with octets as they come, it passes whole records on. */
export interface Container {
  readonly format: 'pcap' | 'pcapng' | 'hex';
  /** What ended the reading; nothing is read after it. */
  readonly problem: CaptureProblem | undefined;
  /** Reads every whole record in `buffer[start, end)` and answers the offset of the first octet it has not used. */
  push(buffer: Uint8Array, start: number, end: number): number;
  /** No more octets will come; `buffer[start, end)` is what `push` left. May set `problem`. */
  finish(buffer: Uint8Array, start: number, end: number): void;
}

/** What a container passes on. */
export interface RecordSink {
  /** Announces an interface and answers the handle that `record` wants. */
  addInterface(linkType: number, snapLength: number, name: string | undefined): number;
  /** One captured packet: `buffer[start, end)` of the `original` octets that it had. */
  record(
    buffer: Uint8Array,
    start: number,
    end: number,
    original: number,
    interfaceHandle: number,
    seconds: number,
    nanos: number,
  ): void;
  /** Octets that never were packets. */
  bytes(buffer: Uint8Array): void;
  comment(on: CaptureComment['on'], text: string): void;
  secrets(secrets: CaptureSecrets): void;
  /** A block was stepped over because it contradicts itself. */
  badBlock(message: string): void;
}

/** A longer record is taken for a damaged length field (no link carries so much at once). */
export const MAX_RECORD_LENGTH = 16 * 1024 * 1024;

export const damaged = (offset: number, why: string): CaptureProblem => ({
  code: 'CAPTURE_DAMAGED',
  what: `the capture is damaged at octet ${count(offset)}`,
  why,
  next: 'everything before that octet is shown; copy the file anew (in binary mode) or capture again',
  offset,
});

export const truncated = (offset: number, why: string): CaptureProblem => ({
  code: 'CAPTURE_TRUNCATED',
  what: 'the capture ends in the middle of a record',
  why,
  next: 'everything before it is shown; if the capture is still being written, use --follow',
  offset,
});
