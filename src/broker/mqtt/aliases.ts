import type { Publish } from '../../protocol/mqtt/packet.js';
import type { Hub } from './hub.js';

/** The Topic Aliases that a client has defined on one connection: section 3.3.2.3.4. */
export class TopicAliases {
  private readonly hub: Hub;
  private readonly topics: Map<number, string>;
  private readonly announced: number;

  constructor(hub: Hub, topics = new Map<number, string>()) {
    this.hub = hub;
    this.topics = topics;
    this.announced = hub.settings.topicAliasMaximum;
  }

  /** Whether a client may use any. */
  get isOffered(): boolean {
    return this.announced > 0;
  }

  /** The highest that is taken. */
  get maximum(): number {
    return this.announced - (this.hub.defects.has('alias-maximum-off-by-one') ? 1 : 0);
  }

  /** All of them, for a defect that hands them to the next connection. */
  get all(): Map<number, string> {
    return this.topics;
  }

  /** The Topic Name in force; `undefined` where the alias was never defined. */
  resolve(packet: Publish): string | undefined {
    const alias = packet.properties?.topicAlias;
    if (alias === undefined) return packet.topic;
    if (packet.topic === '') return this.topics.get(alias);
    if (!(this.topics.has(alias) && this.hub.defects.has('alias-remap-ignored'))) this.topics.set(alias, packet.topic);
    return packet.topic;
  }
}
