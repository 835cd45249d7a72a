/**
 * Buffers for packets that have begun and not ended. Only what has arrived is held, never what a length field claims;
 * one packet may hold at most `perPacket` octets, all together at most `inAll`. Beyond that a packet keeps its head.
 */
export class Holding {
  readonly perPacket: number;
  private readonly inAll: number;
  private held = 0;
  private readonly spare: Uint8Array[][] = SIZES.map(() => []);

  constructor(perPacket = 1 << 20, inAll = 48 << 20) {
    this.perPacket = perPacket;
    this.inAll = inAll;
  }

  /** A buffer for at least `size` octets, or `undefined` where the limits do not allow it. */
  take(size: number): Uint8Array | undefined {
    if (size > this.perPacket) return undefined;
    const index = sizeClass(size);
    const capacity = SIZES[index] ?? size;
    // Everybody may hold a head: what matters of a packet stands at its beginning.
    if (this.held + capacity > this.inAll && capacity > HEAD) return undefined;
    this.held += capacity;
    return this.spare[index]?.pop() ?? new Uint8Array(capacity);
  }

  give(buffer: Uint8Array): void {
    this.held -= buffer.length;
    const spares = this.spare[sizeClass(buffer.length)];
    if (spares !== undefined && spares.length * buffer.length < SPARE_OCTETS) spares.push(buffer);
  }
}

/** What is kept of a packet whatever the limits say. */
export const HEAD = 4096;
const SPARE_OCTETS = 1 << 20;
const SIZES = Array.from({ length: 15 }, (_, power) => 256 << power);

function sizeClass(size: number): number {
  let index = 0;
  while (index < SIZES.length - 1 && (SIZES[index] ?? 0) < size) index++;
  return index;
}
