import { brokenMatchers } from './broken-matchers.js';
import type { Faults } from './defects.js';
import type { Binding, ExchangeType } from './exchange.js';
import { matchesHeaders } from './headers.js';
import type { Message } from './message.js';
import { matchesTopic } from './topic.js';

export type Matcher = (binding: Binding, message: Message) => boolean;

const matchers: Readonly<Record<ExchangeType, Matcher>> = {
  direct: (binding, message) => binding.routingKey === message.routingKey,
  fanout: () => true,
  topic: (binding, message) => matchesTopic(binding.routingKey, message.routingKey),
  headers: (binding, message) => matchesHeaders(binding.arguments, message.headers),
};

/** How an exchange of this type decides. A type that nobody knows decides for nobody. */
export function matcherOf(type: ExchangeType, faults: Faults): Matcher {
  const broken = brokenMatchers[type]?.find(({ defect }) => faults.has(defect));
  return broken?.matches ?? matchers[type] ?? (() => false);
}
