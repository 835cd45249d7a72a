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
  readonly isWill: boolean;
}

export function messageOf(packet: Publish, topic: string, publisher: string): Message {
  const { topicAlias: _alias, subscriptionIdentifier: _identifier, ...properties } = packet.properties ?? {};
  return {
    topic,
    payload: packet.payload,
    // QoS 3 gets here only when a defect let it pass.
    qos: packet.qos === 3 ? 2 : packet.qos,
    retain: packet.retain,
    properties,
    publisher,
    arrived: performance.now(),
    isWill: false,
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
    isWill: true,
  };
}

/** Seconds that are left; `undefined` where the message does not expire, 0 or less when it has. */
export function secondsLeft(message: Message, now = performance.now()): number | undefined {
  const interval = message.properties.messageExpiryInterval;
  return interval === undefined ? undefined : interval - Math.floor((now - message.arrived) / 1000);
}
