import type { Hub } from './hub.js';
import type { Message } from './message.js';

/** Which messages are retained: section 3.3.1.3. */
export const retaining = { retain, mayRetain };

/** The last retained message of each topic. */
export class Retained {
  private readonly messages = new Map<string, Message>();

  [Symbol.iterator](): Iterator<Message> {
    return this.messages.values();
  }

  of(topic: string): Message | undefined {
    return this.messages.get(topic);
  }

  put(message: Message): void {
    this.messages.set(message.topic, message);
  }

  delete(topic: string): void {
    this.messages.delete(topic);
  }
}

/** What a new subscription is sent. */
export function retainedFor({ conduct, retained }: Hub, filter: string): readonly Message[] {
  return [...retained].filter(
    (message) => !conduct.hasExpired(message, true) && conduct.matches(filter, message.topic),
  );
}

/** A message was published: stores it, removes an older one, or does nothing. */
function retain({ conduct, retained }: Hub, message: Message): void {
  if (!conduct.mayRetain(message, retained.of(message.topic))) return;
  if (message.payload.length === 0) retained.delete(message.topic);
  else retained.put(message);
}

/** Whether it takes the place of the older one, if there is any (MQTT-3.3.1-5, MQTT-3.3.1-8). */
function mayRetain(message: Message, _older: Message | undefined): boolean {
  return message.retain;
}
