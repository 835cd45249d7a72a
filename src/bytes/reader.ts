/**
 * A cursor over octets that cannot read past its end.
 *
 * Every read answers `undefined`, and moves nothing, when fewer octets remain than it needs:
 * a length field is a claim, and the reader is where the claim is checked.
 */
export class Reader {
  offset: number;
  readonly bytes: Uint8Array;
  readonly end: number;

  constructor(bytes: Uint8Array, offset = 0, end = bytes.length) {
    this.bytes = bytes;
    this.end = Math.min(end, bytes.length);
    this.offset = Math.min(offset, this.end);
  }

  /** Octets that remain. */
  get remaining(): number {
    return this.end - this.offset;
  }

  u8(): number | undefined {
    if (this.remaining < 1) return undefined;
    return this.bytes[this.offset++];
  }

  u16(): number | undefined {
    if (this.remaining < 2) return undefined;
    const at = this.advance(2);
    return (this.at(at) << 8) | this.at(at + 1);
  }

  u32(): number | undefined {
    if (this.remaining < 4) return undefined;
    const at = this.advance(4);
    return this.at(at) * 0x1000000 + ((this.at(at + 1) << 16) | (this.at(at + 2) << 8) | this.at(at + 3));
  }

  u64(): bigint | undefined {
    if (this.remaining < 8) return undefined;
    const high = this.u32() ?? 0;
    const low = this.u32() ?? 0;
    return (BigInt(high) << 32n) | BigInt(low);
  }

  /** `length` octets as a view, not a copy. */
  raw(length: number): Uint8Array | undefined {
    if (length < 0 || this.remaining < length) return undefined;
    const at = this.advance(length);
    return this.bytes.subarray(at, at + length);
  }

  /** A reader over the next `length` octets, which this reader steps over. */
  sub(length: number): Reader | undefined {
    if (length < 0 || this.remaining < length) return undefined;
    const at = this.advance(length);
    return new Reader(this.bytes, at, at + length);
  }

  /** All that remains, as a view. */
  rest(): Uint8Array {
    const at = this.advance(this.remaining);
    return this.bytes.subarray(at, this.end);
  }

  private advance(length: number): number {
    const at = this.offset;
    this.offset = at + length;
    return at;
  }

  private at(index: number): number {
    return this.bytes[index] ?? 0;
  }
}
