import type { DecodedSn } from './decode.js';

/** What is known of one message: what the codec read, and the topic that its id stands for. */
export class SnFacts {
  decoded: DecodedSn | undefined;
  topic: string | undefined;
}
