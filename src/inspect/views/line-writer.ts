import { Buffer } from 'node:buffer';

/** Takes octets away; they are overwritten once `done` has been called. */
export type WriteOctets = (bytes: Uint8Array, done: () => void) => void;

/** Lines of JSON put together in a few buffers that are used again and again. */
export class LineWriter {
  private buffer: Buffer = Buffer.allocUnsafeSlow(CAPACITY);
  private at = 0;
  /** Octets handed on before what is in the buffer. */
  private written = 0;
  private readonly spare: Buffer[] = [];
  private readonly write: WriteOctets;

  constructor(write: WriteOctets) {
    this.write = write;
  }

  /** Octets as they are. */
  raw(bytes: Uint8Array): void {
    const { length } = bytes;
    if (this.at + length > CAPACITY) {
      this.flush();
      if (length > CAPACITY) {
        this.write(Buffer.from(bytes), () => undefined);
        return;
      }
    }
    if (length > 24) this.buffer.set(bytes, this.at);
    else for (let i = 0; i < length; i++) this.buffer[this.at + i] = bytes[i] as number;
    this.at += length;
  }

  text(text: string): void {
    this.raw(Buffer.from(text));
  }

  /** A whole number that is not negative. */
  number(value: number): void {
    if (this.at + 20 > CAPACITY) this.flush();
    const { buffer } = this;
    if (value < 10) {
      buffer[this.at++] = 0x30 + value;
      return;
    }
    if (value > 0x7fffffff) {
      this.text(String(value));
      return;
    }
    // Small integers from here on: the processor divides them quickly.
    let rest = value | 0;
    let digits = 2;
    for (let limit = 100; digits < 10 && rest >= limit; limit *= 10) digits++;
    for (let i = this.at + digits - 1; i >= this.at; i--) {
      const next = (rest / 10) | 0;
      buffer[i] = 0x30 + rest - next * 10;
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

  /** Writes what stands at a mark once more; false where it has been handed on already. */
  repeat(mark: number, length: number): boolean {
    const from = mark - this.written;
    if (from < 0 || this.at + length > CAPACITY) return false;
    this.buffer.copyWithin(this.at, from, from + length);
    this.at += length;
    return true;
  }

  flush(): void {
    if (this.at === 0) return;
    this.written += this.at;
    const full = this.buffer;
    const bytes = full.subarray(0, this.at);
    this.buffer = this.spare.pop() ?? Buffer.allocUnsafeSlow(CAPACITY);
    this.at = 0;
    this.write(bytes, () => this.spare.push(full));
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
const CAPACITY = 1 << 17;
const FLUSH_AT = 1 << 16;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
