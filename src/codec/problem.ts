import type { Span } from '../bytes/span.js';

/** Something wrong with the bytes of one packet. Never thrown: decoders return what they could read and the problems. */
export interface Problem {
  /** From the closed lists in codec/mqtt/problems.ts, codec/amqp/problems.ts …: "MQTT_FLAGS_RESERVED". */
  readonly code: string;
  readonly span: Span;
  /** The bare statement id in the packet's own version of the standard: "MQTT-3.6.1-1"; `null` where no statement speaks. */
  readonly statement: string | null;
  /** One line, lower case, says what is and what must be: "flags 0000, must be 0010". */
  readonly message: string;
  /** The field at fault, where one can be named: "Topic Filter". */
  readonly field?: string;
}
