import { count } from '../bytes/count.js';
import { u32, u32le } from '../bytes/octets.js';
import type { CaptureProblem } from './capture-problem.js';
import { type Container, damaged, MAX_RECORD_LENGTH, type RecordSink, truncated } from './container.js';

/**
 * Classic pcap.
 *
 *     file    magic 4 | major 2 | minor 2 | zone 4 | accuracy 4 | snap length 4 | link type 4
 *     record  seconds 4 | micro- or nanoseconds 4 | captured length 4 | original length 4 | (modified: 8 more) | octets
 */
export class PcapContainer implements Container {
  readonly format = 'pcap';
  problem: CaptureProblem | undefined;
  private readonly sink: RecordSink;
  private readonly kind: PcapKind;
  private headerRead = false;
  private interfaceHandle = 0;
  /** Octets of the file before the buffer that is being read. */
  private passed = 0;

  constructor(kind: PcapKind, sink: RecordSink) {
    this.kind = kind;
    this.sink = sink;
  }

  push(buffer: Uint8Array, start: number, end: number): number {
    let from = start;
    if (!this.headerRead) {
      if (end - from < FILE_HEADER) return from;
      this.readHeader(buffer, from);
      from += FILE_HEADER;
      this.passed += FILE_HEADER;
    }
    const at = this.kind.little ? this.readLittle(buffer, from, end) : this.readBig(buffer, from, end);
    this.passed += at - from;
    return at;
  }

  finish(buffer: Uint8Array, start: number, end: number): void {
    const left = end - start;
    if (this.problem !== undefined || left === 0) return;
    if (!this.headerRead) {
      this.problem = truncated(this.passed, `a pcap file header has 24 octets, the file holds ${left}`);
    } else if (left < this.kind.recordHeader) {
      this.problem = truncated(
        this.passed,
        `a record header has ${this.kind.recordHeader} octets, the file holds ${left} of them`,
      );
    } else {
      const captured = this.kind.little ? u32le(buffer, start + 8) : u32(buffer, start + 8);
      this.problem = truncated(
        this.passed,
        `the record claims ${count(captured)} octets, the file holds ${count(left - this.kind.recordHeader)} of them`,
      );
    }
  }

  private readHeader(buffer: Uint8Array, at: number): void {
    const word = this.kind.little ? u32le : u32;
    // The upper bits of the link type say whether a frame check sequence follows each frame; IP's own length cuts it off.
    this.interfaceHandle = this.sink.addInterface(word(buffer, at + 20) & 0xffff, word(buffer, at + 16), undefined);
    this.headerRead = true;
  }

  private readLittle(buffer: Uint8Array, start: number, end: number): number {
    const header = this.kind.recordHeader;
    let at = start;
    while (end - at >= header) {
      const captured = u32le(buffer, at + 8);
      if (captured > end - at - header) {
        if (captured > MAX_RECORD_LENGTH) this.damagedAt(at, start, captured);
        break;
      }
      this.emit(buffer, at + header, captured, u32le(buffer, at + 12), u32le(buffer, at), u32le(buffer, at + 4));
      at += header + captured;
    }
    return at;
  }

  private readBig(buffer: Uint8Array, start: number, end: number): number {
    const header = this.kind.recordHeader;
    let at = start;
    while (end - at >= header) {
      const captured = u32(buffer, at + 8);
      if (captured > end - at - header) {
        if (captured > MAX_RECORD_LENGTH) this.damagedAt(at, start, captured);
        break;
      }
      this.emit(buffer, at + header, captured, u32(buffer, at + 12), u32(buffer, at), u32(buffer, at + 4));
      at += header + captured;
    }
    return at;
  }

  private emit(
    buffer: Uint8Array,
    at: number,
    captured: number,
    original: number,
    seconds: number,
    fraction: number,
  ): void {
    let nanos = fraction * this.kind.nanosPerTick;
    if (nanos >= 1e9) {
      seconds += Math.floor(nanos / 1e9);
      nanos %= 1e9;
    }
    // A record that claims less than it holds is believed in what it holds.
    const wire = Math.max(original, captured);
    this.sink.record(buffer, at, at + captured, wire, this.interfaceHandle, seconds, nanos);
  }

  private damagedAt(at: number, start: number, captured: number): void {
    this.problem = damaged(
      this.passed + at - start,
      `a record claims ${count(captured)} octets, more than any link carries`,
    );
  }
}

export interface PcapKind {
  readonly little: boolean;
  readonly nanosPerTick: number;
  readonly recordHeader: number;
}

/** The magic numbers, as their four octets stand in the file. */
export const PCAP_KINDS: Readonly<Record<string, PcapKind>> = {
  a1b2c3d4: { little: false, nanosPerTick: 1000, recordHeader: 16 },
  d4c3b2a1: { little: true, nanosPerTick: 1000, recordHeader: 16 },
  a1b23c4d: { little: false, nanosPerTick: 1, recordHeader: 16 },
  '4d3cb2a1': { little: true, nanosPerTick: 1, recordHeader: 16 },
  // "modified" by Alexey Kuznetzov's patches: index, protocol and packet type in each record
  a1b2cd34: { little: false, nanosPerTick: 1000, recordHeader: 24 },
  '34cdb2a1': { little: true, nanosPerTick: 1000, recordHeader: 24 },
};

const FILE_HEADER = 24;
