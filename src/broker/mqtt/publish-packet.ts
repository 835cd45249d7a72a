import type { MqttProperties, Publish } from '../../protocol/mqtt/packet.js';
import type { Connection } from './connection.js';
import type { Delivery } from './delivery.js';
import { secondsLeft } from './message.js';

export interface Sending {
  readonly packetIdentifier: number | undefined;
  /** Sent before: DUP is set. */
  readonly repeated: boolean;
}

/** The PUBLISH that delivers a message to a client. */
export function publishPacket(delivery: Delivery, connection: Connection, sending: Sending): Publish {
  const { message, qos, retain } = delivery;
  return {
    type: 'PUBLISH',
    dup: sending.repeated,
    qos,
    retain,
    topic: message.topic,
    ...(sending.packetIdentifier === undefined ? {} : { packetIdentifier: sending.packetIdentifier }),
    ...(connection.version === 5 ? { properties: forwarded(delivery) } : {}),
    payload: message.payload,
  };
}

function forwarded({ message, subscriptionIdentifiers }: Delivery): MqttProperties {
  const left = secondsLeft(message);
  return {
    ...message.properties,
    ...(left === undefined ? {} : { messageExpiryInterval: Math.max(0, left) }),
    ...(subscriptionIdentifiers.length === 0 ? {} : { subscriptionIdentifier: subscriptionIdentifiers }),
  };
}
