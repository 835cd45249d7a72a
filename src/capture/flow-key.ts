/** The addresses of the packet at hand, as the IP layer reads them: four words each (IPv4: the last one alone). */
export class AddressPair {
  version = 0;
  source0 = 0;
  source1 = 0;
  source2 = 0;
  source3 = 0;
  target0 = 0;
  target1 = 0;
  target2 = 0;
  target3 = 0;
}

/**
 * Two endpoints in a canonical order, so that both directions give the same key. One object is filled again for every
 * packet; flows keep a copy.
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

  set(addresses: AddressPair, sourcePort: number, targetPort: number): void {
    let order = addresses.source3 - addresses.target3 || sourcePort - targetPort;
    if (addresses.version === 6 && order === 0) {
      order =
        addresses.source0 - addresses.target0 ||
        addresses.source1 - addresses.target1 ||
        addresses.source2 - addresses.target2;
    }
    const forward = order <= 0;
    this.version = addresses.version;
    this.forward = forward;
    this.low3 = forward ? addresses.source3 : addresses.target3;
    this.high3 = forward ? addresses.target3 : addresses.source3;
    this.lowPort = forward ? sourcePort : targetPort;
    this.highPort = forward ? targetPort : sourcePort;
    if (addresses.version !== 6) return;
    this.low0 = forward ? addresses.source0 : addresses.target0;
    this.low1 = forward ? addresses.source1 : addresses.target1;
    this.low2 = forward ? addresses.source2 : addresses.target2;
    this.high0 = forward ? addresses.target0 : addresses.source0;
    this.high1 = forward ? addresses.target1 : addresses.source1;
    this.high2 = forward ? addresses.target2 : addresses.source2;
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
    return hash ^ (hash >>> 16);
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
