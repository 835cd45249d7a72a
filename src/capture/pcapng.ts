import { Buffer } from 'node:buffer';
import { count } from '../bytes/count.js';
import { u16, u16le, u32, u32le } from '../bytes/octets.js';
import type { CaptureProblem } from './capture-problem.js';
import { type Container, damaged, MAX_RECORD_LENGTH, type RecordSink, truncated } from './container.js';
import { PcapngClock } from './pcapng-clock.js';

/**
 * pcapng: a sequence of blocks, each with its own length twice.
 *
 *     block   type 4 | total length 4 | body, padded to 4 | total length 4
 *
 * A section header says the byte order of what follows and forgets the interfaces of the section before. Blocks that
 * hold no packets, comments or secrets are stepped over without being kept, however long they are.
 */
export class PcapngContainer implements Container {
  readonly format = 'pcapng';
  problem: CaptureProblem | undefined;
  private readonly sink: RecordSink;
  private little = true;
  private interfaces: Interface[] = [];
  private passed = 0;
  /** Octets of a block that is being stepped over and is not yet wholly here. */
  private skipping = 0;

  constructor(sink: RecordSink) {
    this.sink = sink;
  }

  push(buffer: Uint8Array, start: number, end: number): number {
    let at = start;
    while (this.problem === undefined) {
      if (this.skipping > 0) {
        const step = Math.min(this.skipping, end - at);
        this.skipping -= step;
        at += step;
        if (this.skipping > 0) break;
      }
      const next = this.block(buffer, at, end, this.passed + at - start);
      if (next === at) break;
      this.skipping = Math.max(0, next - end);
      at = Math.min(next, end);
    }
    this.passed += at - start;
    return at;
  }

  finish(_buffer: Uint8Array, start: number, end: number): void {
    if (this.problem !== undefined || (end === start && this.skipping === 0)) return;
    this.problem = truncated(this.passed, `the file ends ${count(end - start)} octets into a block`);
  }

  /**
   * Reads one block and answers where the next begins, or `at` when it is not wholly here. The next block of one that is
   * stepped over may begin behind `end`.
   */
  private block(buffer: Uint8Array, at: number, end: number, offset: number): number {
    if (end - at < 12) return at;
    // The section header's type reads the same in both byte orders.
    if (u32(buffer, at) === SECTION_HEADER) {
      const magic = u32(buffer, at + 8);
      if (magic !== 0x1a2b3c4d && magic !== 0x4d3c2b1a) {
        this.problem = damaged(offset, 'a section header without its byte-order magic');
        return at;
      }
      this.little = magic === 0x4d3c2b1a;
    }
    const type = this.word(buffer, at);
    const total = this.word(buffer, at + 4);
    const padded = total + (-total & 3);
    if (total < 12) {
      this.problem = damaged(offset, `a block claims a length of ${total} octets, the least is 12`);
      return at;
    }
    const reader = READERS.get(type);
    if (reader === undefined) return at + padded;
    if (total > MAX_RECORD_LENGTH) {
      this.problem = damaged(offset, `a block claims ${count(total)} octets, more than any link carries`);
      return at;
    }
    if (end - at < padded) return at;
    const trailer = this.word(buffer, at + padded - 4);
    if (trailer !== total) {
      this.problem = damaged(offset, `a block gives its length as ${total} at its head and ${trailer} at its end`);
      return at;
    }
    const bodyEnd = at + padded - 4;
    if (bodyEnd - at - 8 < reader.least) this.sink.badBlock(`${reader.name} of ${total} octets is too short`);
    else reader.read(this, buffer, at + 8, bodyEnd);
    return at + padded;
  }

  word(buffer: Uint8Array, at: number): number {
    return this.little ? u32le(buffer, at) : u32(buffer, at);
  }

  half(buffer: Uint8Array, at: number): number {
    return this.little ? u16le(buffer, at) : u16(buffer, at);
  }

  section(buffer: Uint8Array, at: number, end: number): void {
    this.interfaces = [];
    this.options(buffer, at + 16, end, (code, from, to) => {
      if (code === OPT_COMMENT) this.sink.comment('section', text(buffer, from, to));
    });
  }

  interfaceDescription(buffer: Uint8Array, at: number, end: number): void {
    if (this.interfaces.length >= MAX_INTERFACES) {
      this.sink.badBlock('more interfaces than anybody has');
      return;
    }
    let resolution = 6;
    let offset = 0;
    let name: string | undefined;
    this.options(buffer, at + 8, end, (code, from, to) => {
      if (code === OPT_COMMENT) this.sink.comment('interface', text(buffer, from, to));
      else if (code === IF_NAME) name = text(buffer, from, to);
      else if (code === IF_TSRESOL && to > from) resolution = buffer[from] as number;
      else if (code === IF_TSOFFSET && to - from >= 8) {
        const [high, low] = this.little ? [from + 4, from] : [from, from + 4];
        offset = (this.word(buffer, high) | 0) * 0x100000000 + this.word(buffer, low);
      }
    });
    const snapLength = this.word(buffer, at + 4);
    const handle = this.sink.addInterface(this.half(buffer, at), snapLength, name);
    this.interfaces.push({ handle, snapLength, clock: new PcapngClock(resolution, offset) });
  }

  enhancedPacket(buffer: Uint8Array, at: number, end: number): void {
    this.packet(buffer, at, end, this.word(buffer, at));
  }

  /** The obsolete block has two octets of interface and two of drops where the enhanced one has four of interface. */
  obsoletePacket(buffer: Uint8Array, at: number, end: number): void {
    this.packet(buffer, at, end, this.half(buffer, at));
  }

  simplePacket(buffer: Uint8Array, at: number, end: number): void {
    const origin = this.interfaces[0];
    if (origin === undefined) {
      this.sink.badBlock('a simple packet block before any interface');
      return;
    }
    const original = this.word(buffer, at);
    const snapped = origin.snapLength === 0 ? original : Math.min(original, origin.snapLength);
    const captured = Math.min(snapped, end - at - 4);
    // This block carries no time.
    this.sink.record(buffer, at + 4, at + 4 + captured, original, origin.handle, 0, 0);
  }

  secrets(buffer: Uint8Array, at: number, end: number): void {
    const length = this.word(buffer, at + 4);
    if (length > end - at - 8) {
      this.sink.badBlock('a decryption secrets block that ends before its secrets do');
      return;
    }
    const data = Uint8Array.prototype.slice.call(buffer, at + 8, at + 8 + length);
    this.sink.secrets({ type: this.word(buffer, at), data });
  }

  private packet(buffer: Uint8Array, at: number, end: number, interfaceId: number): void {
    const origin = this.interfaces[interfaceId];
    if (origin === undefined) {
      this.sink.badBlock(`a packet of interface ${interfaceId}, which the section does not describe`);
      return;
    }
    const captured = this.word(buffer, at + 12);
    const original = this.word(buffer, at + 16);
    const from = at + 20;
    if (captured > end - from) {
      this.sink.badBlock(`a packet block claims ${captured} octets and holds ${end - from}`);
      return;
    }
    const clock = origin.clock;
    clock.set(this.word(buffer, at + 4), this.word(buffer, at + 8));
    const wire = Math.max(original, captured);
    this.sink.record(buffer, from, from + captured, wire, origin.handle, clock.seconds, clock.nanos);
    const optionsAt = from + captured + (-captured & 3);
    if (optionsAt + 4 <= end) {
      this.options(buffer, optionsAt, end, (code, start, to) => {
        if (code === OPT_COMMENT) this.sink.comment('packet', text(buffer, start, to));
      });
    }
  }

  private options(
    buffer: Uint8Array,
    start: number,
    end: number,
    option: (code: number, from: number, to: number) => void,
  ): void {
    let at = start;
    while (end - at >= 4) {
      const code = this.half(buffer, at);
      const length = this.half(buffer, at + 2);
      if (code === OPT_END) return;
      if (length > end - at - 4) {
        this.sink.badBlock('an option that is longer than its block');
        return;
      }
      option(code, at + 4, at + 4 + length);
      at += 4 + length + (-length & 3);
    }
  }
}

interface Interface {
  readonly handle: number;
  readonly snapLength: number;
  readonly clock: PcapngClock;
}

interface BlockReader {
  readonly name: string;
  /** Octets the body must have for `read` to find its fixed fields. */
  readonly least: number;
  read(container: PcapngContainer, buffer: Uint8Array, at: number, end: number): void;
}

export const SECTION_HEADER = 0x0a0d0d0a;

const READERS: ReadonlyMap<number, BlockReader> = new Map<number, BlockReader>([
  [SECTION_HEADER, { name: 'a section header', least: 16, read: (c, b, at, end) => c.section(b, at, end) }],
  [1, { name: 'an interface description', least: 8, read: (c, b, at, end) => c.interfaceDescription(b, at, end) }],
  [2, { name: 'an obsolete packet block', least: 20, read: (c, b, at, end) => c.obsoletePacket(b, at, end) }],
  [3, { name: 'a simple packet block', least: 4, read: (c, b, at, end) => c.simplePacket(b, at, end) }],
  [6, { name: 'an enhanced packet block', least: 20, read: (c, b, at, end) => c.enhancedPacket(b, at, end) }],
  [10, { name: 'a decryption secrets block', least: 8, read: (c, b, at, end) => c.secrets(b, at, end) }],
]);

const OPT_END = 0;
const OPT_COMMENT = 1;
const IF_NAME = 2;
const IF_TSRESOL = 9;
const IF_TSOFFSET = 14;
const MAX_INTERFACES = 65_536;

const text = (buffer: Uint8Array, from: number, to: number): string =>
  Buffer.from(buffer.buffer, buffer.byteOffset + from, to - from).toString('utf8');
