import type { FieldTableValue } from '../../protocol/amqp091/frame.js';
import type { AmqpDefectId } from './defects.js';
import type { Binding, ExchangeType } from './exchange.js';
import { type HeadersRules, matchesHeaders, matchKind, matchKinds, sameHeader, standardRules } from './headers.js';
import type { Message } from './message.js';
import { matchesTopic, matchesWords, type Part, part, words } from './topic.js';

export interface BrokenMatcher {
  readonly defect: AmqpDefectId;
  readonly matches: (binding: Binding, message: Message) => boolean;
}

/** How exchanges decide when something is broken. */
export const brokenMatchers: Readonly<Record<ExchangeType, readonly BrokenMatcher[]>> = {
  direct: [
    byKey('routes-direct-by-prefix', (wanted, given) => given.startsWith(wanted)),
    byKey('routes-nothing-by-empty-key', (wanted, given) => wanted === given && given !== ''),
    byKey('routes-direct-by-topic', matchesTopic),
    byKey('compares-key-prefix', (wanted, given) => wanted.slice(0, 128) === given.slice(0, 128)),
  ],
  fanout: [byKey('routes-fanout-by-key', (wanted, given) => wanted === given)],
  topic: [
    byKey('routes-topic-as-direct', (wanted, given) => wanted === given),
    byWords('takes-hash-for-one-word', (parts) => parts.map((word) => (word === 'hash' ? 'star' : word))),
    byKey('matches-topic-prefixes', (pattern, key) =>
      matchesTopic(/[*#]/.test(pattern) ? pattern : `${pattern}.#`, key),
    ),
    byWords('star-spans-dots', (parts) =>
      parts.flatMap((word): Part[] => (word === 'star' ? ['star', 'hash'] : [word])),
    ),
    byKey('refuses-leading-star', (pattern, key) => !pattern.startsWith('*') && matchesTopic(pattern, key)),
    byWords('hash-needs-a-word', (parts) =>
      parts.at(-1) === 'hash' ? [...parts.slice(0, -1), 'star', 'hash'] : parts,
    ),
    byWords('leading-hash-needs-a-word', (parts) =>
      parts[0] === 'hash' && parts.length > 1 ? ['star', ...parts] : parts,
    ),
    byKey('matches-topic-greedily', (pattern, key) => matchesWords(words(pattern).map(part), words(key), false)),
    byWords('ignores-second-hash', (parts) => {
      const first = parts.indexOf('hash');
      return parts.map((word, at) => (word === 'hash' && at > first ? { literal: '#' } : word));
    }),
    byKey('hash-misses-empty-key', (pattern, key) => key !== '' && matchesTopic(pattern, key)),
    byWords('knows-one-wildcard-kind', (parts) =>
      parts.map((word) => (word === 'hash' && parts.includes('star') ? { literal: '#' } : word)),
    ),
    byKey('matches-topic-both-ways', (pattern, key) => matchesTopic(pattern, key) || matchesTopic(key, pattern)),
    byKey('globs-within-words', matchesGlobs),
    byKey('folds-topic-case', (pattern, key) => matchesTopic(pattern.toLowerCase(), key.toLowerCase())),
  ],
  headers: [
    { defect: 'routes-headers-as-fanout', matches: () => true },
    byRules('headers-all-means-any', { kind: (given) => (given === 'all' ? 'any' : (given ?? 'all')) }),
    byRules('headers-any-means-all', { kind: (given) => (given === 'any' ? 'all' : (given ?? 'all')) }),
    byRules('headers-default-means-any', { kind: (given) => given ?? 'any' }),
    byRules('empty-headers-match-nothing', { matchesNothingAsked: false }),
    byRules('compares-void-headers', { sameValue: sameHeader }),
    byRules('takes-empty-header-for-presence', {
      sameValue: (wanted, given) => wanted.value === '' || standardRules.sameValue(wanted, given),
    }),
    byRules('compares-headers-as-text', { sameValue: (wanted, given) => text(wanted) === text(given) }),
    byRules('folds-header-names', { sameName: (wanted, given) => wanted.toLowerCase() === given.toLowerCase() }),
    byRules('compares-x-headers', { isCompared: (name) => name !== 'x-match' }),
    byRules('ignores-with-x', { isCompared: (name) => !name.startsWith('x-') }),
    {
      defect: 'headers-compare-key',
      matches: (binding, message) =>
        binding.routingKey === message.routingKey && matchesHeaders(binding.arguments, message.headers),
    },
    {
      defect: 'accepts-bad-x-match',
      matches: (binding, message) =>
        !matchKinds.includes(matchKind(binding.arguments) ?? 'all') ||
        matchesHeaders(binding.arguments, message.headers),
    },
  ],
};

function byKey(defect: AmqpDefectId, matches: (wanted: string, given: string) => boolean): BrokenMatcher {
  return { defect, matches: (binding, message) => matches(binding.routingKey, message.routingKey) };
}

function byWords(defect: AmqpDefectId, change: (pattern: readonly Part[]) => readonly Part[]): BrokenMatcher {
  return byKey(defect, (pattern, key) => matchesWords(change(words(pattern).map(part)), words(key)));
}

function byRules(defect: AmqpDefectId, rules: Partial<HeadersRules>): BrokenMatcher {
  const all = { ...standardRules, ...rules };
  return { defect, matches: (binding, message) => matchesHeaders(binding.arguments, message.headers, all) };
}

/** As if `*` and `#` stood for characters. */
function matchesGlobs(pattern: string, key: string): boolean {
  const given = words(key);
  const glob = (word: string, at: number) => {
    const fits = given[at]?.startsWith(word.replace(/[*#].*$/, '')) ?? false;
    return /.[*#]/.test(word) && fits ? (given[at] ?? word) : word;
  };
  return matchesTopic(words(pattern).map(glob).join('.'), key);
}

function text({ value }: FieldTableValue): string {
  return String(value);
}
