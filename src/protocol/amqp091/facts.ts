import type { Trials } from '../rule.js';
import type { DecodedFrame } from './decode.js';
import type { AmqpFrame } from './frame.js';
import { AmqpScan } from './scan.js';

/** What is known of one frame: its fields as offsets, and for all but plain ones what the codec read. */
export class AmqpFacts {
  readonly scan = new AmqpScan();
  /** `undefined` for a plain frame, which needs no codec, and where it cannot be read. */
  frame: AmqpFrame | undefined;
  /** What the codec made of it, where it has been read. */
  decoded: DecodedFrame | undefined;
  /** How often the rules of the conversations that share this were tried. */
  trials: Trials | undefined;
}
