import type { MqttDefects } from './defects.js';
import type { Matcher } from './matcher.js';
import { type Message, secondsLeft } from './message.js';

/** The last retained message of each topic: section 3.3.1.3. */
export class Retained {
  private readonly messages = new Map<string, Message>();
  private readonly defects: MqttDefects;
  private readonly matcher: Matcher;

  constructor(defects: MqttDefects, matcher: Matcher) {
    this.defects = defects;
    this.matcher = matcher;
  }

  /** A message was published: stores it, removes an older one, or does nothing. */
  consider(message: Message): void {
    const { topic } = message;
    const empty = message.payload.length === 0;
    const older = this.messages.get(topic);
    if (!this.isStored(message, older !== undefined)) {
      if (!message.retain && empty && this.defects.has('retain-0-empty-clears')) this.messages.delete(topic);
      return;
    }
    if (empty && !(older === undefined && this.defects.has('stores-empty-retained'))) {
      if (!this.defects.has('empty-retain-does-not-clear')) this.messages.delete(topic);
      return;
    }
    if (older !== undefined && this.keepsOlder(message)) return;
    this.messages.set(topic, this.stored(message));
  }

  matching(filter: string): readonly Message[] {
    return [...this.messages.values()].filter((message) => {
      const left = secondsLeft(message);
      const expired = left !== undefined && left <= 0 && !this.defects.has('retained-never-expires');
      return !expired && this.matcher.matches(filter, message.topic);
    });
  }

  /** Defect: a publisher takes its retained messages with it. */
  forgetPublisher(clientId: string): void {
    for (const [topic, message] of this.messages) if (message.publisher === clientId) this.messages.delete(topic);
  }

  private isStored(message: Message, hasOlder: boolean): boolean {
    if (message.isWill) {
      return message.retain ? !this.defects.has('does-not-retain-will') : this.defects.has('retains-non-retained-will');
    }
    if (message.retain) return !(this.defects.has('does-not-store-retained') && message.payload.length > 0);
    if (message.payload.length === 0) return false;
    return this.defects.has(hasOlder ? 'retain-0-replaces' : 'stores-non-retained');
  }

  private keepsOlder(message: Message): boolean {
    return (
      this.defects.has('keeps-old-retained') || (message.qos === 0 && this.defects.has('qos0-retain-does-not-replace'))
    );
  }

  private stored(message: Message): Message {
    const { messageExpiryInterval } = message.properties;
    const kept = messageExpiryInterval === undefined ? {} : { messageExpiryInterval };
    return {
      ...message,
      qos: this.defects.has('retained-loses-qos') ? 0 : message.qos,
      properties: this.defects.has('loses-retained-properties') ? kept : message.properties,
    };
  }
}
