import type { Span } from '../bytes/span.js';
import type { Problem } from './problem.js';

export type FieldValue = string | number | bigint | boolean | Uint8Array | null;

/** One node of a dissected packet: what everything prints. Offsets count from the packet's first octet. */
export interface Field {
  /** The standard's name: "Remaining Length", "routing-key". */
  readonly name: string;
  readonly span: Span;
  readonly value?: FieldValue;
  /** How a person reads the value, where that differs: "0x81 Malformed Packet". */
  readonly text?: string;
  /** For a field of less than an octet: which bits, "0110 ....". */
  readonly bits?: string;
  /** Section of the standard: "3.8.3". */
  readonly spec?: string;
  readonly problems?: readonly Problem[];
  readonly children?: readonly Field[];
}
