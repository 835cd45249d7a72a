import type { Span } from '../bytes/span.js';
import type { Level } from '../catalogue/statement.js';

/** The two ends of a conversation. */
export type Role = 'client' | 'server';

/** Something wrong with the bytes of one packet. Never thrown: decoders return what they could read and the problems. */
export interface Problem {
  /** From the closed lists in protocol/mqtt/problems.ts, protocol/amqp091/problems.ts …: "MQTT_FLAGS_RESERVED". */
  readonly code: string;
  readonly span: Span;
  /** The full key of the statement, in the packet's own version of the standard: "mqtt5/MQTT-3.6.1-1"; `null` where none speaks. */
  readonly statement: string | null;
  /** Whose fault it is; `null` where nobody can tell who sent the packet. */
  readonly blames: Role | null;
  /** How strongly the statement binds. */
  readonly level: Level;
  /** One line, lower case, says what is and what must be: "flags 0000, must be 0010". */
  readonly message: string;
  /** The field at fault, where one can be named: "Topic Filter". */
  readonly field?: string;
}
