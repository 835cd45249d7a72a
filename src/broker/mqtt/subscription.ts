import type { Qos, RetainHandling } from '../../protocol/mqtt/packet.js';

/** A subscription that was granted. */
export interface Subscription {
  /** As the client wrote it, `$share/…` included: its identity. */
  readonly topicFilter: string;
  /** What is matched. */
  readonly filter: string;
  readonly shareName: string | undefined;
  readonly qos: Qos;
  readonly noLocal: boolean;
  readonly retainAsPublished: boolean;
  readonly retainHandling: RetainHandling;
  readonly identifier: number | undefined;
}
