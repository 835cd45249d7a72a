/**
 * Two endpoints in a canonical order, so that both directions give the same key. Addresses are four words (IPv4: the
 * last one alone, with `version` 4). One object is filled again for every packet; `Flow`s keep a copy.
 */
export class FlowKey {
  version = 0;
  low0 = 0;
  low1 = 0;
  low2 = 0;
  low3 = 0;
  lowPort = 0;
  high0 = 0;
  high1 = 0;
  high2 = 0;
  high3 = 0;
  highPort = 0;
  /** The packet goes from the low endpoint to the high one. */
  forward = true;

  // The packet's own order, as the IP layer reads it.
  source0 = 0;
  source1 = 0;
  source2 = 0;
  source3 = 0;
  target0 = 0;
  target1 = 0;
  target2 = 0;
  target3 = 0;

  /** Puts the endpoints in order, once the ports are known. */
  settle(sourcePort: number, targetPort: number): void {
    let order = this.source3 - this.target3;
    if (order === 0) order = sourcePort - targetPort;
    if (this.version === 6 && order === 0) {
      order = this.source0 - this.target0 || this.source1 - this.target1 || this.source2 - this.target2;
    }
    const forward = order <= 0;
    this.forward = forward;
    this.low3 = forward ? this.source3 : this.target3;
    this.high3 = forward ? this.target3 : this.source3;
    this.lowPort = forward ? sourcePort : targetPort;
    this.highPort = forward ? targetPort : sourcePort;
    if (this.version === 6) {
      this.low0 = forward ? this.source0 : this.target0;
      this.low1 = forward ? this.source1 : this.target1;
      this.low2 = forward ? this.source2 : this.target2;
      this.high0 = forward ? this.target0 : this.source0;
      this.high1 = forward ? this.target1 : this.source1;
      this.high2 = forward ? this.target2 : this.source2;
    }
  }

  equals(other: FlowKey): boolean {
    return (
      this.low3 === other.low3 &&
      this.high3 === other.high3 &&
      this.lowPort === other.lowPort &&
      this.highPort === other.highPort &&
      this.version === other.version &&
      (this.version === 4 ||
        (this.low0 === other.low0 &&
          this.low1 === other.low1 &&
          this.low2 === other.low2 &&
          this.high0 === other.high0 &&
          this.high1 === other.high1 &&
          this.high2 === other.high2))
    );
  }

  /** `seed` keeps a prepared capture from putting all its flows into one bucket. */
  hash(seed: number): number {
    let hash = mix(mix(seed, this.low3), this.high3);
    hash = mix(hash, (this.lowPort << 16) | this.highPort);
    if (this.version === 6) {
      hash = mix(mix(mix(hash, this.low0), this.low1), this.low2);
      hash = mix(mix(mix(hash, this.high0), this.high1), this.high2);
    }
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  copy(): FlowKey {
    return Object.assign(new FlowKey(), this);
  }
}

function mix(hash: number, word: number): number {
  const value = Math.imul(hash ^ word, 0x9e3779b1);
  return value ^ (value >>> 15);
}

/** "192.0.2.1", "2001:db8::1" of one end of a key. */
export function formatAddress(version: number, words: readonly [number, number, number, number]): string {
  if (version !== 6) {
    const word = words[3];
    return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`;
  }
  const groups = words.flatMap((word) => [word >>> 16, word & 0xffff]);
  const [at, length] = longestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, at).join(':')}::${hex.slice(at + length).join(':')}`;
}

/** RFC 5952: the longest run of zero groups is shortened, the first of equals. */
function longestZeros(groups: readonly number[]): readonly [number, number] {
  let best: readonly [number, number] = [0, 0];
  for (let at = 0; at < groups.length; at++) {
    let length = 0;
    while (groups[at + length] === 0) length++;
    if (length > best[1]) best = [at, length];
    at += length;
  }
  return best;
}
