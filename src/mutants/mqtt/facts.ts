import type { MqttVersion, Publish } from '../../protocol/mqtt/packet.js';

/** What is known where a packet goes out, beyond the packet. */
export interface Facts {
  readonly version: MqttVersion;
  /** The Client Identifier in force; `undefined` as long as there is none. */
  readonly clientId: string | undefined;
  /** Whether the CONNECT named an authentication method. */
  readonly authenticates: boolean;
  /** The receiver's limits and wishes, from its CONNECT. */
  readonly maximumPacketSize: number;
  readonly topicAliasMaximum: number;
  readonly requestsProblems: boolean;
  /** It waited for its receiver, or for room in the Receive Maximum. */
  readonly waited: boolean;
  /** It was sent before. */
  readonly repeated: boolean;
  /** Of a PUBLISH: the packet in which its message came. */
  readonly published: Publish | undefined;
  /** Of a PUBLISH: the Topic Filter that it answers. */
  readonly filter: string | undefined;
}
