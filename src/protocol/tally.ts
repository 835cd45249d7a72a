/**
 * Packets of one protocol by type, where nobody asks for more than their number and their octets: a dialect counts
 * them where they lie, without a view of each.
 */
export class Tally {
  /** Of all types together. */
  packets = 0;
  private readonly names: string[] = [];
  private readonly counts = new Float64Array(CODES);
  private readonly octets = new Float64Array(CODES);

  /** `code`: below 128, one for each name. */
  add(code: number, name: string, length: number): void {
    if (this.counts[code] === 0) this.names[code] = name;
    this.packets++;
    (this.counts[code] as number)++;
    (this.octets[code] as number) += length;
  }

  /** Calls back with each type that was met. */
  each(take: (name: string, packets: number, octets: number) => void): void {
    this.names.forEach((name, code) => {
      take(name, this.counts[code] ?? 0, this.octets[code] ?? 0);
    });
  }
}

const CODES = 128;
