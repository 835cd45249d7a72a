/**
 * Turns the 64-bit time stamps of a pcapng interface into seconds and nanoseconds, exactly: a tick is 10^-n or 2^-n
 * seconds. Ticks shorter than a nanosecond are cut off. The usual resolutions never touch a BigInt.
 */
export class PcapngClock {
  seconds = 0;
  nanos = 0;
  private readonly offset: number;
  private readonly ticks: number;
  private readonly wideTicks: bigint;
  private readonly way: 'micro' | 'nano' | 'decimal' | 'binary' | 'wide';

  /** `resolution` is the octet of if_tsresol: its highest bit chooses between the bases. */
  constructor(resolution = 6, offset = 0) {
    const exponent = resolution & 0x7f;
    const binary = resolution > 0x7f;
    this.offset = offset;
    this.wideTicks = binary ? 1n << BigInt(exponent) : 10n ** BigInt(exponent);
    this.ticks = Number(this.wideTicks);
    if (resolution === 6) this.way = 'micro';
    else if (resolution === 9) this.way = 'nano';
    else if (!binary && exponent <= 9) this.way = 'decimal';
    // Up to 2^23 ticks, ticks times 10^9 is still exact in a double.
    else if (binary && exponent <= 23) this.way = 'binary';
    else this.way = 'wide';
  }

  set(high: number, low: number): void {
    if (this.way === 'wide') {
      this.setWide(high, low);
      return;
    }
    if (this.way === 'micro' && high < 0x200000) {
      const stamp = high * 0x100000000 + low;
      let seconds = Math.floor(stamp / 1e6);
      let rest = stamp - seconds * 1e6;
      if (rest < 0) {
        seconds -= 1;
        rest += 1e6;
      }
      this.seconds = seconds + this.offset;
      this.nanos = rest * 1000;
      return;
    }
    if (this.way === 'nano' && high < 1_000_000_000) {
      // The quotient of the rounded stamp is off by one at most; the rest, taken modulo 2^32, shows which way.
      let seconds = Math.floor((high * 0x100000000 + low) / 1e9);
      let rest = (low - Math.imul(seconds, 1_000_000_000)) >>> 0;
      if (rest >= 0xc0000000) {
        seconds -= 1;
        rest -= 0x100000000 - 1_000_000_000;
      } else if (rest >= 1_000_000_000) {
        seconds += 1;
        rest -= 1_000_000_000;
      }
      this.seconds = seconds + this.offset;
      this.nanos = rest;
      return;
    }
    // Long division by digits of sixteen bits: each step stays far below 2^53.
    const ticks = this.ticks;
    let rest = 0;
    let seconds = 0;
    for (let digit = 0; digit < 4; digit++) {
      const word = digit < 2 ? high : low;
      const value = rest * 0x10000 + ((digit & 1) === 0 ? word >>> 16 : word & 0xffff);
      const quotient = Math.floor(value / ticks);
      rest = value - quotient * ticks;
      seconds = seconds * 0x10000 + quotient;
    }
    this.seconds = seconds + this.offset;
    this.nanos = this.way === 'binary' ? Math.floor((rest * 1e9) / ticks) : rest * (1e9 / ticks);
  }

  private setWide(high: number, low: number): void {
    const stamp = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
    const seconds = stamp / this.wideTicks;
    this.seconds = Number(seconds) + this.offset;
    this.nanos = Number(((stamp - seconds * this.wideTicks) * 1_000_000_000n) / this.wideTicks);
  }
}
