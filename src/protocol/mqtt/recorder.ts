import { Reader } from '../../bytes/reader.js';
import type { Span } from '../../bytes/span.js';
import { decodeUtf8, findUtf8Fault, type Utf8FaultKind } from '../../bytes/utf8.js';
import { bitPicture } from '../bit-picture.js';
import type { Field, FieldValue } from '../field.js';
import type { Problem } from '../problem.js';
import { closeField, type OpenField } from './open-field.js';
import type { MqttPacketType, MqttVersion } from './packet.js';
import { type MqttProblemCode, problem } from './problems.js';
import type { Sender } from './tables.js';

/** How a string is named, and what it means when it is bad or cut. */
export interface StringRule {
  readonly name: string;
  readonly utf8: MqttProblemCode;
  readonly missing: MqttProblemCode;
}

export interface RecorderOptions {
  readonly version: MqttVersion;
  readonly from: Sender | undefined;
  readonly tree: boolean;
  readonly type: MqttPacketType;
  /** The octets are cut (a short capture): what is missing is no fault of the sender. */
  readonly incomplete: boolean;
}

/**
 * What the packet parsers read through. Each read gives the value, or `undefined` and a problem; a field of the tree is
 * made only when somebody asked for the tree, so that one walk over the octets serves broker, judge and inspector.
 */
export class Recorder {
  readonly problems: Problem[] = [];
  readonly version: MqttVersion;
  readonly from: Sender | undefined;
  /** Whether a tree is built; ask before making texts for it. */
  readonly tree: boolean;
  /** Where the body begins, behind the fixed header. */
  bodyStart = 0;
  /** A field could not be read: what follows it has no meaning. */
  stuck = false;
  private reader: Reader;
  private readonly options: RecorderOptions;
  private readonly open: OpenField[] = [];
  private last: OpenField | undefined;
  private lastName: string | undefined;

  constructor(bytes: Uint8Array, offset: number, end: number, options: RecorderOptions) {
    this.options = options;
    this.version = options.version;
    this.from = options.from;
    this.tree = options.tree;
    this.reader = new Reader(bytes, offset, end);
  }

  get offset(): number {
    return this.reader.offset;
  }

  get remaining(): number {
    return this.reader.remaining;
  }

  /** The octets are cut: what is missing is no fault. */
  get incomplete(): boolean {
    return this.options.incomplete;
  }

  u8(name: string, missing: MqttProblemCode = 'MQTT_TRUNCATED'): number | undefined {
    return this.number(name, this.reader.offset, this.reader.u8(), missing);
  }

  u16(name: string, missing: MqttProblemCode = 'MQTT_TRUNCATED'): number | undefined {
    return this.number(name, this.reader.offset, this.reader.u16(), missing);
  }

  u32(name: string, missing: MqttProblemCode = 'MQTT_TRUNCATED'): number | undefined {
    return this.number(name, this.reader.offset, this.reader.u32(), missing);
  }

  /** A Variable Byte Integer: at most four octets; in 5.0 the shortest form. */
  varint(name: string, missing: MqttProblemCode = 'MQTT_TRUNCATED'): number | undefined {
    const start = this.reader.offset;
    let value = 0;
    for (let index = 0; index < 4; index++) {
      const octet = this.reader.u8();
      if (octet === undefined) return this.lack(name, missing, start);
      value += (octet & 0x7f) * 128 ** index;
      if (octet >= 0x80) continue;
      this.leaf(name, start, value);
      if (index > 0 && octet === 0 && this.version === 5) this.fault('MQTT_VARINT_NON_MINIMAL', start, undefined, name);
      return value;
    }
    this.stuck = true;
    this.fault('MQTT_VARINT_TOO_LONG', start, undefined, name);
    return undefined;
  }

  /** A length of two octets and so much UTF-8. What is ill-formed reads as U+FFFD. */
  string(rule: StringRule): string | undefined {
    const start = this.reader.offset;
    const bytes = this.prefixed(rule.name, rule.missing);
    if (bytes === undefined) return undefined;
    const text = decodeUtf8(bytes);
    this.prefixedLeaf(rule.name, start, bytes.length, text);
    this.checkString(bytes, start + 2, rule);
    return text;
  }

  /** A length of two octets and so many octets. */
  binary(name: string, missing: MqttProblemCode = 'MQTT_TRUNCATED'): Uint8Array | undefined {
    const start = this.reader.offset;
    const bytes = this.prefixed(name, missing);
    if (bytes !== undefined) this.prefixedLeaf(name, start, bytes.length, bytes);
    return bytes;
  }

  /** All that remains. */
  rest(name: string): Uint8Array {
    const start = this.reader.offset;
    const bytes = this.reader.rest();
    if (bytes.length > 0) this.leaf(name, start, bytes);
    return bytes;
  }

  /** Reads `length` octets by themselves: `read` sees nothing beyond them. */
  within(length: number, read: () => void): void {
    const outer = this.reader;
    this.reader = outer.sub(length) ?? new Reader(outer.bytes, outer.end, outer.end);
    read();
    this.reader = outer;
  }

  /** Octet values ahead, without moving: -1 past the end. */
  peek(ahead = 0): number {
    const at = this.reader.offset + ahead;
    return at < this.reader.end ? (this.reader.bytes[at] ?? -1) : -1;
  }

  begin(name: string, spec?: string): void {
    if (!this.tree) return;
    const group: OpenField = { name, start: this.reader.offset, end: this.reader.offset, children: [] };
    if (spec !== undefined) group.spec = spec;
    this.open.at(-1)?.children.push(group);
    this.open.push(group);
    this.last = undefined;
  }

  end(): void {
    const group = this.open.length > 1 ? this.open.pop() : this.open[0];
    if (group === undefined) return;
    group.end = Math.max(group.end, this.reader.offset);
    this.last = undefined;
  }

  /** Steps over octets that need no field of their own. */
  skip(length: number): void {
    this.reader.raw(length);
  }

  /** Remembers that the body begins here. */
  markBody(): void {
    this.bodyStart = this.reader.offset;
  }

  /** Another walk over the same body in another version's layout, without a tree. */
  rereadAs(version: MqttVersion): Recorder {
    const options = { ...this.options, version, tree: false };
    const other = new Recorder(this.reader.bytes, this.bodyStart, this.reader.end, options);
    other.markBody();
    return other;
  }

  /** A leaf from `start` to where reading stands. */
  leaf(name: string, start: number, value: FieldValue, bits?: string): void {
    this.lastName = name;
    if (!this.tree) return;
    this.last = { name, start, end: this.reader.offset, value, children: [] };
    if (bits !== undefined) this.last.bits = bits;
    this.open.at(-1)?.children.push(this.last);
  }

  /** Bits of the octet before where reading stands: `mask` picks them, the value is shifted down. */
  bits(name: string, octet: number, mask: number, text?: string): number {
    const shift = 31 - Math.clz32(mask & -mask);
    const value = (octet & mask) >>> shift;
    this.leaf(name, this.reader.offset - 1, value, this.tree ? bitPicture(octet, mask) : undefined);
    this.text(text);
    return value;
  }

  /** How a person reads the last field. */
  text(text: string | undefined): void {
    if (this.last !== undefined && text !== undefined) this.last.text = text;
  }

  /** Something is wrong between `start` and where reading stands; it hangs on the last field. */
  fault(code: MqttProblemCode, start: number, message?: string, field = this.lastName): void {
    this.report(code, { offset: start, length: this.reader.offset - start }, message, field);
  }

  /** Something that should follow does not. */
  lack(field: string, code: MqttProblemCode, start = this.reader.offset): undefined {
    this.stuck = true;
    if (this.options.incomplete) return undefined;
    this.last = undefined;
    this.report(code, { offset: start, length: this.reader.end - start }, undefined, field);
    return undefined;
  }

  report(code: MqttProblemCode, span: Span, message?: string, field?: string): void {
    const found = problem(code, this.version, span, {
      message,
      field,
      type: this.options.type,
      from: this.from,
    });
    this.problems.push(found);
    const owner = this.last ?? this.open.at(-1);
    if (owner !== undefined) owner.problems = [...(owner.problems ?? []), found];
  }

  /** The tree, when one was asked for. */
  root(): Field | undefined {
    const root = this.open[0];
    return root === undefined ? undefined : closeField(root);
  }

  private number(name: string, start: number, value: number | undefined, missing: MqttProblemCode): number | undefined {
    if (value === undefined) return this.lack(name, missing);
    this.leaf(name, start, value);
    return value;
  }

  private prefixed(name: string, missing: MqttProblemCode): Uint8Array | undefined {
    const start = this.reader.offset;
    const length = this.reader.u16();
    const bytes = length === undefined ? undefined : this.reader.raw(length);
    if (bytes === undefined) return this.lack(name, missing, start);
    return bytes;
  }

  private prefixedLeaf(name: string, start: number, length: number, value: FieldValue): void {
    this.leaf(name, start, value);
    const whole = this.last;
    if (whole === undefined) return;
    whole.children.push({ name: 'Length', start, end: start + 2, value: length, children: [] });
    if (length > 0) whole.children.push({ name: 'Value', start: start + 2, end: whole.end, value, children: [] });
  }

  private checkString(bytes: Uint8Array, at: number, rule: StringRule): void {
    const fault = findUtf8Fault(bytes);
    if (fault !== undefined) {
      const code = UTF8_PROBLEMS[fault.kind] ?? rule.utf8;
      this.report(code, { offset: at + fault.offset, length: fault.length }, undefined, rule.name);
    }
    const nul = bytes.indexOf(0);
    if (nul !== -1) this.report('MQTT_UTF8_NUL', { offset: at + nul, length: 1 }, undefined, rule.name);
  }
}

const UTF8_PROBLEMS: Readonly<Record<Utf8FaultKind, MqttProblemCode | undefined>> = {
  surrogate: 'MQTT_UTF8_SURROGATE',
  overlong: 'MQTT_UTF8_OVERLONG',
  'above-10ffff': 'MQTT_UTF8_ABOVE_10FFFF',
  truncated: 'MQTT_UTF8_TRUNCATED',
  'ill-formed': undefined,
};
