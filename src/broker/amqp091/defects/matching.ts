import type { AmqpConduct } from '../conduct.js';
import type { ExchangeType } from '../exchange.js';
import { type HeadersRules, matchesHeaders, standardRules } from '../headers.js';
import type { Matcher } from '../matchers.js';
import { matchesWords, type Part, part, words } from '../topic.js';

/** Exchanges of this type decide otherwise. */
export function matching(type: ExchangeType, matches: Matcher) {
  return { matchers: (strict: AmqpConduct['matchers']): AmqpConduct['matchers'] => ({ ...strict, [type]: matches }) };
}

/** By the keys alone. */
export function byKey(matches: (wanted: string, given: string) => boolean): Matcher {
  return (binding, message) => matches(binding.routingKey, message.routingKey);
}

/** By topic, after a change to the words of the pattern. */
export function byWords(change: (pattern: readonly Part[]) => readonly Part[]): Matcher {
  return byKey((pattern, key) => matchesWords(change(words(pattern).map(part)), words(key)));
}

/** By headers, some rules of which are other ones. */
export function byRules(rules: Partial<HeadersRules>): Matcher {
  const all = { ...standardRules, ...rules };
  return (binding, message) => matchesHeaders(binding.arguments, message.headers, all);
}
