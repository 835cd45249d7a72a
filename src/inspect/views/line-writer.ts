import { Buffer } from 'node:buffer';

/** Lines of JSON put together in one buffer that is used again and again. */
export class LineWriter {
  private readonly buffer = Buffer.allocUnsafe(CAPACITY);
  private at = 0;
  private readonly write: (bytes: Uint8Array) => void;

  constructor(write: (bytes: Uint8Array) => void) {
    this.write = write;
  }

  /** Octets as they are. */
  raw(bytes: Uint8Array): void {
    const { length } = bytes;
    if (this.at + length > CAPACITY) {
      this.flush();
      if (length > CAPACITY) {
        this.write(Buffer.from(bytes));
        return;
      }
    }
    if (length > 20) this.buffer.set(bytes, this.at);
    else for (let i = 0; i < length; i++) this.buffer[this.at + i] = bytes[i] as number;
    this.at += length;
  }

  text(text: string): void {
    this.raw(Buffer.from(text));
  }

  /** A whole number that is not negative. */
  number(value: number): void {
    if (this.at + 20 > CAPACITY) this.flush();
    if (value > 0xffffffff) {
      this.text(String(value));
      return;
    }
    let rest = value;
    let digits = 1;
    for (let limit = 10; digits < 10 && value >= limit; limit *= 10) digits++;
    for (let i = this.at + digits - 1; i >= this.at; i--) {
      const next = Math.floor(rest / 10);
      this.buffer[i] = 0x30 + rest - next * 10;
      rest = next;
    }
    this.at += digits;
  }

  /** Exactly nine digits. */
  nanos(value: number): void {
    if (this.at + 9 > CAPACITY) this.flush();
    let rest = value;
    for (let i = this.at + 8; i >= this.at; i--) {
      const next = (rest / 10) | 0;
      this.buffer[i] = 0x30 + rest - next * 10;
      rest = next;
    }
    this.at += 9;
  }

  /** UTF-8 from the wire as a JSON string, quotes included. */
  string(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (this.at + length + 2 > CAPACITY) this.flush();
    if (length + 2 > CAPACITY) {
      this.text(jsonText(decoder.decode(bytes.subarray(start, end))));
      return;
    }
    const { buffer } = this;
    let at = this.at;
    buffer[at++] = 0x22;
    for (let i = start; i < end; i++) {
      const octet = bytes[i] as number;
      if (octet < 0x20 || octet > 0x7e || octet === 0x22 || octet === 0x5c) {
        this.text(jsonText(decoder.decode(bytes.subarray(start, end))));
        return;
      }
      buffer[at++] = octet;
    }
    buffer[at++] = 0x22;
    this.at = at;
  }

  /** After a line: hands on what has gathered, when it is much. */
  endLine(): void {
    if (this.at + 1 > CAPACITY) this.flush();
    this.buffer[this.at++] = 0x0a;
    if (this.at > FLUSH_AT) this.flush();
  }

  flush(): void {
    if (this.at === 0) return;
    // Copied: whoever writes may not be done with it when the next line begins.
    const bytes = Buffer.from(this.buffer.subarray(0, this.at));
    this.at = 0;
    this.write(bytes);
  }
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

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const MARKS = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const CAPACITY = 1 << 18;
const FLUSH_AT = 1 << 17;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
