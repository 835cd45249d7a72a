import type { Qos } from '../../protocol/mqtt/packet.js';
import type { Message } from './message.js';
import type { Subscription } from './subscription.js';

/** A message on its way to one session. */
export interface Delivery {
  readonly message: Message;
  readonly qos: Qos;
  readonly retain: boolean;
  readonly subscriptionIdentifiers: readonly number[];
  /** The subscriptions it answers. */
  readonly subscriptions: readonly Subscription[];
  /** Sent because of a SUBSCRIBE. */
  readonly retained: boolean;
}

/** A QoS 1 or 2 message between its PUBLISH and its last acknowledgement. */
export interface InFlight extends Delivery {
  packetIdentifier: number;
  /** What is unacknowledged: the PUBLISH, or (QoS 2, after PUBREC) the PUBREL. */
  stage: 'publish' | 'pubrel';
  /** Sent on the present connection. */
  sent: boolean;
}

/** What is known of a packet that goes out, beyond the packet. */
export interface About {
  /** Of a PUBLISH: what it delivers. */
  readonly delivery?: Delivery;
  /** It waited for its client, or for room in the Receive Maximum. */
  readonly waited?: boolean;
  /** It was sent before. */
  readonly repeated?: boolean;
}
