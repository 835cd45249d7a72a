import { Buffer } from 'node:buffer';

/** An append-only builder of octets, network byte order. */
export class Writer {
  private buffer: Buffer;
  private used = 0;

  constructor(capacity = 64) {
    this.buffer = Buffer.allocUnsafe(capacity);
  }

  get length(): number {
    return this.used;
  }

  u8(value: number): this {
    this.reserve(1);
    this.buffer[this.used++] = value & 0xff;
    return this;
  }

  u16(value: number): this {
    return this.u8(value >>> 8).u8(value);
  }

  u32(value: number): this {
    return this.u16(Math.floor(value / 0x10000) & 0xffff).u16(value & 0xffff);
  }

  u64(value: bigint | number): this {
    const bits = BigInt.asUintN(64, BigInt(value));
    return this.u32(Number(bits >> 32n)).u32(Number(bits & 0xffffffffn));
  }

  raw(bytes: Uint8Array): this {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.used);
    this.used += bytes.length;
    return this;
  }

  /** The octets written so far, as a view. */
  bytes(): Buffer {
    return this.buffer.subarray(0, this.used);
  }

  private reserve(more: number): void {
    if (this.used + more <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.used + more));
    grown.set(this.bytes());
    this.buffer = grown;
  }
}
