import { Buffer } from 'node:buffer';
import { count } from '../bytes/count.js';
import type { CaptureProblem } from './capture-problem.js';
import type { Container, RecordSink } from './container.js';
import { IPV4, IPV6, LINK_LAYERS, type LinkCursor } from './link-layers.js';

/**
 * Octets written as text: plain hex (`60 02 00 0a`, `6002000a`, `0x60, 0x02`), which is one stream of packets, or a hex
 * dump with offsets (Wireshark's, `hexdump -C`, `xxd`): each offset 0 begins a new piece, and pieces that read as
 * Ethernet with IP are taken for frames. `#` begins a comment.
 */
export class HexTextContainer implements Container {
  readonly format = 'hex';
  problem: CaptureProblem | undefined;
  private readonly sink: RecordSink;

  constructor(sink: RecordSink) {
    this.sink = sink;
  }

  /** A line may begin in one chunk and end in the next: the text is read as a whole, at its end. */
  push(buffer: Uint8Array, start: number, end: number): number {
    if (end - start > MAX_TEXT) {
      this.problem = hexProblem('the text is longer than 4 MiB', 'make a pcap of it, with text2pcap for example');
      return end;
    }
    void buffer;
    return start;
  }

  finish(buffer: Uint8Array, start: number, end: number): void {
    if (this.problem !== undefined) return;
    const text = Buffer.from(buffer.buffer, buffer.byteOffset + start, end - start).toString('latin1');
    const lines = text.split(/\r?\n/).map((line) => line.replace(/#.*/, ''));
    const dump = readDump(lines);
    if (dump !== undefined) {
      this.deliver(dump);
      return;
    }
    const octets = readPlain(lines);
    if (typeof octets === 'string') {
      this.problem = hexProblem(octets, 'write two hexadecimal digits for each octet; "#" begins a comment');
    } else {
      this.sink.bytes(octets);
    }
  }

  private deliver(pieces: readonly Uint8Array[]): void {
    if (!pieces.every(isFrame)) {
      this.sink.bytes(Buffer.concat(pieces));
      return;
    }
    const handle = this.sink.addInterface(ETHERNET, 0, undefined);
    for (const piece of pieces) this.sink.record(piece, 0, piece.length, piece.length, handle, 0, 0);
  }
}

/** Whether the beginning of a file looks like hex text. */
export function looksLikeHex(head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1').replace(/#.*/g, '');
  if (/[^\t\n\r\x20-\x7e]/.test(text)) return false;
  return /^[\s|]*(0x|\\x)?[0-9a-f]{2}/i.test(text) && /^[0-9a-fx\s|:,;\\]{2,}/i.test(text.trimStart().slice(0, 24));
}

const ETHERNET = 1;
const MAX_TEXT = 4 * 1024 * 1024;

const hexProblem = (why: string, next: string): CaptureProblem => ({
  code: 'CAPTURE_HEX_BAD',
  what: 'the hex text cannot be read',
  why,
  next,
});

/** The octets, or why there are none. */
function readPlain(lines: readonly string[]): Buffer | string {
  const parts: string[] = [];
  for (const [index, line] of lines.entries()) {
    const digits = line.replace(/0x|\\x/gi, '').replace(/[\s|:,;]+/g, '');
    const bad = /[^0-9a-f]/i.exec(digits);
    if (bad !== null) return `line ${index + 1} holds ${JSON.stringify(bad[0])}, which is no hexadecimal digit`;
    parts.push(digits);
  }
  const digits = parts.join('');
  if (digits.length % 2 !== 0) return `${count(digits.length)} digits are no whole number of octets`;
  return Buffer.from(digits, 'hex');
}

/** The pieces of a dump with offsets; `undefined` where the lines are no such dump. */
function readDump(lines: readonly string[]): Uint8Array[] | undefined {
  const pieces: Uint8Array[] = [];
  let piece: number[] = [];
  for (const line of lines) {
    const row = /^\s*([0-9a-f]{4,8})(?::\s+|\s{2,}|\s*$)(.*)$/i.exec(line);
    if (row === null) {
      if (line.trim() === '' || pieces.length + piece.length > 0) continue;
      return undefined;
    }
    const offset = Number.parseInt(row[1] ?? '', 16);
    if (offset === 0 && piece.length > 0) {
      pieces.push(Uint8Array.from(piece));
      piece = [];
    }
    if (offset !== piece.length) return undefined;
    for (const octet of rowOctets(row[2] ?? '')) piece.push(octet);
  }
  if (piece.length > 0) pieces.push(Uint8Array.from(piece));
  return pieces.length > 0 ? pieces : undefined;
}

/** The hex columns of a row, up to sixteen octets; three blanks or more, or anything else, end them. */
function rowOctets(columns: string): number[] {
  const hex = /^(?:[0-9a-f]{2}(?:[0-9a-f]{2})?(?:\s{1,2}|$))*/i.exec(columns)?.[0] ?? '';
  return [...Buffer.from(hex.replace(/\s+/g, ''), 'hex').subarray(0, 16)];
}

function isFrame(piece: Uint8Array): boolean {
  const cursor: LinkCursor = { offset: 0, etherType: 0 };
  if (LINK_LAYERS.get(ETHERNET)?.read(piece, 0, piece.length, cursor) !== true) return false;
  const version = (piece[cursor.offset] ?? 0) >>> 4;
  return (cursor.etherType === IPV4 && version === 4) || (cursor.etherType === IPV6 && version === 6);
}
