import { Buffer } from 'node:buffer';
import type { Snippet } from './snippet.js';

/** Takes octets away; they are overwritten once `done` has been called. */
export type WriteOctets = (bytes: Uint8Array, done: () => void) => void;

/** Lines of JSON put together in a few buffers that are used again and again. */
export class LineWriter {
  private page = new Page();
  private at = 0;
  /** Octets handed on before what is in the page. */
  private written = 0;
  private readonly spare: Page[] = [];
  private readonly write: WriteOctets;

  constructor(write: WriteOctets) {
    this.write = write;
  }

  /** ASCII that was made ready before. */
  snippet({ words, length }: Snippet): void {
    if (this.at + length > CAPACITY) this.flush();
    const { view } = this.page;
    let { at } = this;
    for (let i = 0; i < words.length; i++) {
      view.setFloat64(at, words[i] as number, true);
      at += 8;
    }
    this.at += length;
  }

  text(text: string): void {
    const bytes = Buffer.from(text);
    const { length } = bytes;
    if (this.at + length > CAPACITY) {
      this.flush();
      if (length > CAPACITY) {
        this.written += length;
        this.write(bytes, () => undefined);
        return;
      }
    }
    this.page.octets.set(bytes, this.at);
    this.at += length;
  }

  /** A whole number that is not negative. */
  number(value: number): void {
    if (this.at + 20 > CAPACITY) this.flush();
    if (value < 10_000) this.leading(value);
    else if (value < 100_000_000) {
      const high = ((value | 0) / 10_000) | 0;
      this.leading(high);
      this.four((value | 0) - high * 10_000);
    } else this.text(String(value));
  }

  /** Exactly nine digits. */
  nanos(value: number): void {
    if (this.at + 9 > CAPACITY) this.flush();
    const high = ((value | 0) / 10_000) | 0;
    const highest = (high / 10_000) | 0;
    this.page.octets[this.at++] = 0x30 + highest;
    this.four(high - highest * 10_000);
    this.four((value | 0) - high * 10_000);
  }

  /** UTF-8 from the wire as a JSON string, quotes included. */
  string(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (this.at + length + 2 > CAPACITY) this.flush();
    if (length + 2 > CAPACITY) {
      this.text(jsonText(decoder.decode(bytes.subarray(start, end))));
      return;
    }
    const { octets } = this.page;
    let { at } = this;
    octets[at++] = 0x22;
    for (let i = start; i < end; i++) {
      const octet = bytes[i] as number;
      if (octet < 0x20 || octet > 0x7e || octet === 0x22 || octet === 0x5c) {
        this.text(jsonText(decoder.decode(bytes.subarray(start, end))));
        return;
      }
      octets[at++] = octet;
    }
    octets[at++] = 0x22;
    this.at = at;
  }

  /** After a line: hands on what has gathered, when it is much. */
  endLine(): void {
    if (this.at > FLUSH_AT) this.flush();
  }

  /** A place in what is being written, for `since` and `repeat`. */
  mark(): number {
    return this.written + this.at;
  }

  /** Octets written since a mark. */
  since(mark: number): number {
    return this.mark() - mark;
  }

  /**
   * Writes what stands at a mark once more: ASCII, with at least eight octets of ASCII behind it. False where it has
   * been handed on already.
   */
  repeat(mark: number, length: number): boolean {
    let from = mark - this.written;
    if (from < 0 || this.at + length > CAPACITY) return false;
    const { view } = this.page;
    const end = this.at + length;
    for (let at = this.at; at < end; at += 8) {
      view.setFloat64(at, view.getFloat64(from, true), true);
      from += 8;
    }
    this.at = end;
    return true;
  }

  flush(): void {
    if (this.at === 0) return;
    this.written += this.at;
    const full = this.page;
    const bytes = full.octets.subarray(0, this.at);
    this.page = this.spare.pop() ?? new Page();
    this.at = 0;
    this.write(bytes, () => this.spare.push(full));
  }

  /** A number below 10,000, without zeros before it. */
  private leading(value: number): void {
    const digits = value < 10 ? 1 : value < 100 ? 2 : value < 1000 ? 3 : 4;
    this.page.view.setUint32(this.at, (FOUR_DIGITS[value] as number) >>> (8 * (4 - digits)), true);
    this.at += digits;
  }

  /** The same in exactly four digits. */
  private four(value: number): void {
    this.page.view.setUint32(this.at, FOUR_DIGITS[value] as number, true);
    this.at += 4;
  }
}

/** One buffer, by octets and by eight of them; whatever is written in eights may reach over the end. */
class Page {
  readonly octets = new Uint8Array(CAPACITY + 8);
  readonly view = new DataView(this.octets.buffer);
}

/** A JSON string in which nothing can reach a terminal raw: control characters and direction marks are escaped. */
export function jsonText(text: string): string {
  return escapeMarks(JSON.stringify(text));
}

/** The same for any value. */
export function jsonValue(value: unknown): string {
  return escapeMarks(JSON.stringify(value, plainValue));
}

function plainValue(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

function escapeMarks(json: string): string {
  return json.replace(MARKS, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const MARKS = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const CAPACITY = 1 << 17;
const FLUSH_AT = 1 << 16;
/** "0000" to "9999", the first digit in the lowest octet. */
const FOUR_DIGITS = Uint32Array.from({ length: 10_000 }, (_, value) => {
  const [ones, tens, hundreds] = [value % 10, ((value / 10) | 0) % 10, ((value / 100) | 0) % 10];
  return 0x30303030 | (ones << 24) | (tens << 16) | (hundreds << 8) | ((value / 1000) | 0);
});
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
