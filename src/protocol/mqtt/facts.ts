import type { Trials } from '../rule.js';
import type { Decoded } from './decode.js';
import type { MqttPacket } from './packet.js';
import { MqttScan } from './scan.js';

/** What is known of one MQTT packet: its header fields as offsets, and for all but plain ones what the codec read. */
export class MqttFacts {
  readonly scan = new MqttScan();
  /** 3, 4 or 5; 0 while the connection's version is not known. */
  version = 0;
  /** `undefined` for a plain packet, which needs no codec: the scan has all of it. */
  packet: MqttPacket | undefined;
  /** The topic of a PUBLISH as it is in force, its alias resolved; `undefined` where the alias is unknown. */
  topic: Uint8Array | undefined;
  topicStart = 0;
  topicEnd = 0;
  /** What the codec made of it, where it has been read. */
  decoded: Decoded | undefined;
  /** The same as 5.0, while the version is not known. */
  asNewer: Decoded | undefined;
  /** How often the rules of the conversations that share this were tried. */
  trials: Trials | undefined;
}
