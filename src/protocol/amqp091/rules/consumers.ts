export interface Consumer {
  readonly tag: Uint8Array;
  noAck: boolean;
  /** The broker has said that it gets nothing more. */
  ended: boolean;
}

/** The consumers of one channel by their tags, found by octets: a delivery costs no string. */
export class Consumers {
  private readonly byHash = new Map<number, Consumer[]>();
  private last: Consumer | undefined;
  private count = 0;

  find(buffer: Uint8Array, start: number, end: number): Consumer | undefined {
    const { last } = this;
    if (last !== undefined && equal(last.tag, buffer, start, end)) return last;
    const found = this.byHash.get(hashOf(buffer, start, end))?.find(({ tag }) => equal(tag, buffer, start, end));
    if (found !== undefined) this.last = found;
    return found;
  }

  /** False where there are more than anybody remembers. */
  begin(buffer: Uint8Array, start: number, end: number, noAck: boolean): boolean {
    const known = this.find(buffer, start, end);
    if (known !== undefined) {
      known.noAck = noAck;
      known.ended = false;
      return true;
    }
    if (this.count === MOST) return false;
    const hash = hashOf(buffer, start, end);
    const made = { tag: buffer.slice(start, end), noAck, ended: false };
    this.byHash.set(hash, [...(this.byHash.get(hash) ?? []), made]);
    this.count++;
    return true;
  }

  clear(): void {
    this.byHash.clear();
    this.last = undefined;
    this.count = 0;
  }
}

const MOST = 10_000;

function equal(tag: Uint8Array, buffer: Uint8Array, start: number, end: number): boolean {
  if (tag.length !== end - start) return false;
  for (let i = 0; i < tag.length; i++) if (tag[i] !== buffer[start + i]) return false;
  return true;
}

/** FNV-1a, in thirty bits. */
function hashOf(buffer: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (buffer[i] as number), 0x01000193);
  return hash & 0x3fffffff;
}
