import type { Direction } from '../protocol.js';

/** Topic Aliases of one connection (MQTT 5.0 3.3.2.3.4): each direction has its own. */
export class TopicAliases {
  private readonly maps: [Map<number, Uint8Array>, Map<number, Uint8Array>] = [new Map(), new Map()];
  private octets = 0;

  get(direction: Direction, alias: number): Uint8Array | undefined {
    return this.maps[direction].get(alias);
  }

  set(direction: Direction, alias: number, buffer: Uint8Array, start: number, end: number): void {
    const map = this.maps[direction];
    this.octets += end - start - (map.get(alias)?.length ?? 0);
    if (this.octets > MAXIMUM_OCTETS) {
      // A hostile stream may set 65,535 aliases of 65,535 octets: then none is known any more.
      this.maps[0].clear();
      this.maps[1].clear();
      this.octets = 0;
      return;
    }
    map.set(alias, buffer.slice(start, end));
  }
}

const MAXIMUM_OCTETS = 1 << 20;
