import type { DecodedFrame10 } from './decode.js';
import type { DecodedMessage } from './message.js';

/** What is known of one frame: what the codec read, and the message that a last transfer completes. */
export class Amqp10Facts {
  frame: DecodedFrame10 | undefined;
  message: DecodedMessage | undefined;
  messageLength = 0;
}
