import type { MqttProperties, Publish, Qos, Will } from '../../protocol/mqtt/packet.js';

/** An Application Message on its way through the broker. */
export interface Message {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: Qos;
  readonly retain: boolean;
  /** What travels with the message: never Topic Alias or Subscription Identifier. */
  readonly properties: MqttProperties;
  /** The publisher's Client Identifier. */
  readonly publisher: string;
  /** When it came, in milliseconds of `performance.now()`. */
  readonly arrived: number;
}

/** Messages as they come, and how long they are good: sections 3.3.2.3.3 and 3.3.4. */
export const takingMessages = { messageOf, hasExpired };

function messageOf(packet: Publish, topic: string, publisher: string): Message {
  const { topicAlias: _alias, subscriptionIdentifier: _identifier, ...properties } = packet.properties ?? {};
  return {
    topic,
    payload: packet.payload,
    // QoS 3 does not come as far as this.
    qos: packet.qos === 3 ? 2 : packet.qos,
    retain: packet.retain,
    properties,
    publisher,
    arrived: performance.now(),
  };
}

export function messageOfWill(will: Will, publisher: string): Message {
  const { willDelayInterval: _, ...properties } = will.properties ?? {};
  return {
    topic: will.topic,
    payload: will.payload,
    qos: will.qos === 3 ? 2 : will.qos,
    retain: will.retain,
    properties,
    publisher,
    arrived: performance.now(),
  };
}

/** Seconds that are left; `undefined` where the message does not expire, 0 or less when it has. */
export function secondsLeft(message: Message, now = performance.now()): number | undefined {
  const interval = message.properties.messageExpiryInterval;
  return interval === undefined ? undefined : interval - Math.floor((now - message.arrived) / 1000);
}

/** An expired message is not sent (MQTT-3.3.2-5); `retained`: to a new subscription. */
function hasExpired(message: Message, _retained: boolean): boolean {
  return (secondsLeft(message) ?? 1) <= 0;
}
