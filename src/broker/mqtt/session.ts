import type { MqttVersion, Will } from '../../protocol/mqtt/packet.js';
import type { Connection } from './connection.js';
import type { Hub } from './hub.js';
import type { Message } from './message.js';
import { Outbound } from './outbound.js';
import type { Subscription } from './subscription.js';

/** What the broker keeps of one client: section 4.1. */
export class Session {
  readonly clientId: string;
  readonly hub: Hub;
  /** By the filter as the client wrote it. */
  readonly subscriptions = new Map<string, Subscription>();
  readonly outbound: Outbound;
  /** QoS 2 messages received and not yet released, by identifier. */
  readonly received = new Map<number, Message>();
  connection: Connection | undefined;
  version: MqttVersion;
  /** Seconds that it outlives its connection; Infinity: for ever. */
  expiry = 0;
  will: Will | undefined;

  constructor(hub: Hub, clientId: string, version: MqttVersion) {
    this.hub = hub;
    this.clientId = clientId;
    this.version = version;
    this.outbound = new Outbound(this);
  }
}
