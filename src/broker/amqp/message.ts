import type { FieldTable } from '../../codec/amqp/frame.js';

/** What a publisher handed over. The property list stays as it came: a broker must not change it. */
export interface Message {
  readonly exchange: string;
  readonly routingKey: string;
  /** Property flags and properties, octet for octet. */
  readonly propertyList: Uint8Array;
  readonly headers: FieldTable;
  readonly priority: number;
  readonly persistent: boolean;
  readonly body: Uint8Array;
  /** The connection it came over, for no-local. */
  readonly publisher: object;
}

/** Priorities 0-4 and 5-9 are two levels; more are not promised. */
export function priorityLevel(message: Message): number {
  return message.priority >= 5 ? 1 : 0;
}
