import type { FieldTable } from '../../protocol/amqp091/frame.js';

/** What a publisher handed over. The property list stays as it came: a broker must not change it. */
export interface Message {
  readonly exchange: string;
  readonly routingKey: string;
  /** All keys by which it is routed: its own and those that its headers add. */
  readonly routingKeys: readonly string[];
  /** Property flags and properties, octet for octet. */
  readonly propertyList: Uint8Array;
  readonly headers: FieldTable;
  readonly priority: number;
  readonly persistent: boolean;
  /** Milliseconds that it may wait in a queue, where the property says so. */
  readonly expiration: number | undefined;
  readonly body: Uint8Array;
  /** The connection it came over, for no-local. */
  readonly publisher: object;
}

/** Priorities 0-4 and 5-9 are two levels; more are not promised, but where a queue says how many it has. */
export function priorityLevel({ priority }: Message, maximum: number | undefined): number {
  return maximum === undefined ? Number(priority >= 5) : Math.min(priority, maximum);
}
