import type { Publish } from '../../protocol/mqtt/packet.js';
import { isPublish, type MqttFrame } from './frame.js';

/** The Topic Aliases of a broker on one connection, and what they made of messages without a Topic Name. */
export class ReceivedAliases {
  private readonly topics = new Map<number, string>();
  private readonly resolved = new WeakMap<MqttFrame, string>();

  /** Every frame, as it comes: what an alias stands for may change. */
  note(frame: MqttFrame): void {
    if (!isPublish(frame)) return;
    const { topic, properties } = frame.packet;
    const alias = properties?.topicAlias;
    if (alias === undefined) return;
    if (topic !== '') this.topics.set(alias, topic);
    else this.resolved.set(frame, this.topics.get(alias) ?? '');
  }

  /** The Topic Name of a message, also where a Topic Alias stands for it. */
  topicOf(frame: MqttFrame & { readonly packet: Publish }): string {
    return this.resolved.get(frame) ?? frame.packet.topic;
  }
}
