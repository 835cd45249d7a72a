import type { Binding, ExchangeType } from './exchange.js';
import { matchesHeaders } from './headers.js';
import type { Message } from './message.js';
import { matchesTopic } from './topic.js';

export type Matcher = (binding: Binding, message: Message) => boolean;

/** How an exchange of each type decides. */
export const MATCHERS: Readonly<Record<ExchangeType, Matcher>> = {
  direct: (binding, message) => binding.routingKey === message.routingKey,
  fanout: () => true,
  topic: (binding, message) => matchesTopic(binding.routingKey, message.routingKey),
  headers: (binding, message) => matchesHeaders(binding.arguments, message.headers),
};
