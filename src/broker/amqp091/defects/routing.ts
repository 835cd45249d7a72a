import type { Exchange } from '../exchange.js';
import { MATCH_KINDS, matchesHeaders, matchKind, sameHeader, standardRules } from '../headers.js';
import type { Queue } from '../queue.js';
import { queueNamed } from '../queues.js';
import { matchesTopic, type Part } from '../topic.js';
import { textOf } from '../values.js';
import { bindingInVain, replacing, unbinding } from './binding.js';
import { copiesOf } from './copies.js';
import { distortedMethod } from './distorting.js';
import { first, handling } from './handling.js';
import { byKey, byRules, byWords, matching } from './matching.js';
import { die, refusing, without } from './refusing.js';
import { type AmqpRows, row } from './row.js';
import { matchesGlobs, matchesGreedily } from './topic-patterns.js';

/** Routing by exchange type. */
export const ROUTING_DEFECTS: AmqpRows = [
  row(
    'routes-direct-by-prefix',
    'amqp091/AMQP-queue.bind.routing-key.direct-exchange-key-matching',
    'routes direct exchanges to keys that begin alike',
    matching(
      'direct',
      byKey((wanted, given) => given.startsWith(wanted)),
    ),
  ),
  row(
    'routes-nothing-by-empty-key',
    'amqp091/AMQP-queue.bind.routing-key.direct-exchange-key-matching',
    'never routes by an empty key',
    matching(
      'direct',
      byKey((wanted, given) => wanted === given && given !== ''),
    ),
  ),
  row(
    'routes-direct-round-robin',
    'amqp091/AMQP-route.copies',
    'gives a message to one of the queues that are bound alike',
    {
      route: (strict) => {
        const turns = new WeakMap<Exchange, number>();
        return (virtualHost, from, message) => {
          const route = strict(virtualHost, from, message);
          const turn = turns.get(from) ?? 0;
          turns.set(from, turn + 1);
          const at = turn % Math.max(1, route.queues.length);
          return { ...route, queues: route.queues.slice(at, at + 1) };
        };
      },
    },
  ),
  row(
    'bind-replaces-binding',
    'amqp091/AMQP-queue.bind.unique',
    "forgets a queue's binding when it is bound with another key",
    replacing('direct'),
  ),
  row(
    'routes-direct-by-topic',
    'amqp091/AMQP-queue.bind.routing-key.direct-exchange-key-matching',
    'takes * and # in direct exchanges for wildcards',
    matching('direct', byKey(matchesTopic)),
  ),
  row(
    'compares-key-prefix',
    'amqp091/AMQP-queue.bind.routing-key.direct-exchange-key-matching',
    'compares the first 128 octets of routing keys',
    matching(
      'direct',
      byKey((wanted, given) => wanted.slice(0, 128) === given.slice(0, 128)),
    ),
  ),
  row(
    'routes-fanout-by-key',
    'amqp091/AMQP-route.fanout',
    'routes fanout exchanges by the equal key',
    matching(
      'fanout',
      byKey((wanted, given) => wanted === given),
    ),
  ),
  row(
    'duplicates-fanout-copies',
    'amqp091/AMQP-queue.bind.unique',
    'delivers a copy for each fanout binding',
    copiesOf('fanout'),
  ),
  row(
    'unbind-removes-all-bindings',
    'amqp091/AMQP-queue.unbind.route',
    'removes all bindings of a queue at the first unbind',
    unbinding('fanout', () => true),
  ),
  row(
    'makes-no-default-binding',
    [
      'amqp091/AMQP-queue.declare.default-binding',
      'amqp091/AMQP-exchange.default-exchange',
      'amqp091/AMQP-basic.publish.exchange.default-exchange',
    ],
    'does not bind queues to the default exchange',
    { defaultQueue: () => () => undefined },
  ),
  distortedMethod(
    'names-default-exchange-in-deliveries',
    [
      'amqp091/AMQP-queue.declare.default-binding',
      'amqp091/AMQP-exchange.default-exchange',
      'amqp091/AMQP-basic.publish.exchange.default-exchange',
    ],
    'calls the default exchange amq.default in deliveries',
  ),
  row(
    'binds-named-queues-only',
    'amqp091/AMQP-queue.declare.default-binding',
    'does not bind server-named queues to the default exchange',
    {
      defaultQueue: (strict) => (virtualHost, name) =>
        name.startsWith('amq.gen-') ? undefined : strict(virtualHost, name),
    },
  ),
  row(
    'refuses-unroutable-default-publish',
    'amqp091/AMQP-queue.declare.default-binding',
    'refuses messages to the default exchange that no queue is named for',
    refusing(
      'basic.publish',
      {
        when: (values, { virtualHost }) =>
          textOf(values, 'exchange') === '' && !virtualHost.queues.has(textOf(values, 'routing-key')),
        reply: 'not-found',
      },
      'internal-exchange',
    ),
  ),
  row(
    'ignores-bindings-to-default',
    ['amqp091/AMQP-queue.bind.exchange.default-exchange', 'amqp091/AMQP-exchange.default-access'],
    'says bind-ok for the default exchange and binds nothing',
    handling(
      'queue.bind',
      bindingInVain((values) => textOf(values, 'exchange') === ''),
    ),
  ),
  row(
    'removes-default-binding',
    ['amqp091/AMQP-exchange.default-access', 'amqp091/AMQP-queue.unbind.exchange.default-exchange'],
    'removes the default binding of a queue',
    () => {
      const unbound = new WeakSet<Queue>();
      return {
        ...without('queue.unbind', 'default-binding', 'missing-binding'),
        ...handling(
          'queue.unbind',
          first((channel, values) => {
            const queue = queueNamed(channel, values);
            const isDefault = textOf(values, 'exchange') === '' && textOf(values, 'routing-key') === queue?.name;
            if (queue && isDefault) unbound.add(queue);
          }),
        ),
        defaultQueue: (strict) => (virtualHost, name) => {
          const queue = strict(virtualHost, name);
          return queue && unbound.has(queue) ? undefined : queue;
        },
      };
    },
  ),
  row(
    'takes-hash-for-one-word',
    'amqp091/AMQP-route.topic',
    'takes # for exactly one word',
    matching(
      'topic',
      byWords((parts) => parts.map((word) => (word === 'hash' ? 'star' : word))),
    ),
  ),
  row(
    'matches-topic-prefixes',
    'amqp091/AMQP-route.topic',
    'takes a pattern without wildcards for a beginning',
    matching(
      'topic',
      byKey((pattern, key) => matchesTopic(/[*#]/.test(pattern) ? pattern : `${pattern}.#`, key)),
    ),
  ),
  row(
    'star-spans-dots',
    'amqp091/AMQP-route.topic',
    'lets * stand for several words',
    matching(
      'topic',
      byWords((parts) => parts.flatMap((word): Part[] => (word === 'star' ? ['star', 'hash'] : [word]))),
    ),
  ),
  row(
    'refuses-leading-star',
    'amqp091/AMQP-route.topic',
    'never matches a pattern that begins with *',
    matching(
      'topic',
      byKey((pattern, key) => !pattern.startsWith('*') && matchesTopic(pattern, key)),
    ),
  ),
  row(
    'hash-needs-a-word',
    'amqp091/AMQP-route.topic',
    'wants a word for a # at the end',
    matching(
      'topic',
      byWords((parts) => (parts.at(-1) === 'hash' ? [...parts.slice(0, -1), 'star', 'hash'] : parts)),
    ),
  ),
  row(
    'leading-hash-needs-a-word',
    'amqp091/AMQP-route.topic',
    'wants a word for a # at the beginning',
    matching(
      'topic',
      byWords((parts) => (parts[0] === 'hash' && parts.length > 1 ? ['star', ...parts] : parts)),
    ),
  ),
  row(
    'matches-topic-greedily',
    'amqp091/AMQP-route.topic',
    'does not go back where a # in the middle took too few words',
    matching('topic', byKey(matchesGreedily)),
  ),
  row(
    'ignores-second-hash',
    'amqp091/AMQP-route.topic',
    'takes a second # for a plain word',
    matching(
      'topic',
      byWords((parts) => {
        const first = parts.indexOf('hash');
        return parts.map((word, at) => (word === 'hash' && at > first ? { literal: '#' } : word));
      }),
    ),
  ),
  row(
    'hash-misses-empty-key',
    'amqp091/AMQP-route.topic',
    'does not match the empty key with #',
    matching(
      'topic',
      byKey((pattern, key) => key !== '' && matchesTopic(pattern, key)),
    ),
  ),
  row(
    'knows-one-wildcard-kind',
    'amqp091/AMQP-route.topic',
    'takes # for a plain word in a pattern with *',
    matching(
      'topic',
      byWords((parts) => parts.map((word) => (word === 'hash' && parts.includes('star') ? { literal: '#' } : word))),
    ),
  ),
  row(
    'matches-topic-both-ways',
    'amqp091/AMQP-route.topic',
    'takes * and # in routing keys for wildcards',
    matching(
      'topic',
      byKey((pattern, key) => matchesTopic(pattern, key) || matchesTopic(key, pattern)),
    ),
  ),
  row(
    'globs-within-words',
    'amqp091/AMQP-route.topic',
    'takes * and # inside a word for any characters',
    matching('topic', byKey(matchesGlobs)),
  ),
  row(
    'folds-topic-case',
    'amqp091/AMQP-route.topic',
    'compares words without regard to case',
    matching(
      'topic',
      byKey((pattern, key) => matchesTopic(pattern.toLowerCase(), key.toLowerCase())),
    ),
  ),
  row(
    'duplicates-topic-copies',
    'amqp091/AMQP-queue.bind.unique',
    'delivers a copy for each topic pattern that matches',
    copiesOf('topic'),
  ),
  row(
    'unbind-removes-sibling-patterns',
    'amqp091/AMQP-queue.unbind.route',
    'removes patterns that begin alike together',
    unbinding('topic', (one, other) => one.routingKey.split('.')[0] === other.routingKey.split('.')[0]),
  ),
  row(
    'headers-all-means-any',
    'amqp091/AMQP-route.headers',
    'takes x-match all for any',
    matching('headers', byRules({ kind: (given) => (given === 'all' ? 'any' : (given ?? 'all')) })),
  ),
  row(
    'headers-any-means-all',
    'amqp091/AMQP-route.headers',
    'takes x-match any for all',
    matching('headers', byRules({ kind: (given) => (given === 'any' ? 'all' : (given ?? 'all')) })),
  ),
  row(
    'headers-default-means-any',
    'amqp091/AMQP-route.headers',
    'takes a missing x-match for any',
    matching('headers', byRules({ kind: (given) => given ?? 'any' })),
  ),
  row(
    'empty-headers-match-nothing',
    'amqp091/AMQP-route.headers',
    'matches nothing where no pair is asked for',
    matching('headers', byRules({ matchesNothingAsked: false })),
  ),
  row(
    'dies-of-empty-headers-any',
    'amqp091/AMQP-route.headers',
    'dies of a message for a binding that says any and no pair',
    refusing(
      'basic.publish',
      {
        when: (values, { virtualHost }) => {
          const bindings = virtualHost.exchanges.get(textOf(values, 'exchange'))?.bindings ?? [];
          return bindings.some(
            ({ arguments: { entries } }) => entries.length === 1 && entries[0]?.value.value === 'any',
          );
        },
        reply: 'internal-error',
        reaction: die,
      },
      'internal-exchange',
    ),
  ),
  row(
    'compares-void-headers',
    'amqp091/AMQP-route.headers',
    'compares a header with void',
    matching('headers', byRules({ sameValue: sameHeader })),
  ),
  row(
    'takes-empty-header-for-presence',
    'amqp091/AMQP-route.headers',
    'takes an empty string for a question of presence',
    matching(
      'headers',
      byRules({ sameValue: (wanted, given) => wanted.value === '' || standardRules.sameValue(wanted, given) }),
    ),
  ),
  row(
    'compares-headers-as-text',
    'amqp091/AMQP-route.headers',
    'compares the printed forms of headers',
    matching('headers', byRules({ sameValue: (wanted, given) => String(wanted.value) === String(given.value) })),
  ),
  row(
    'folds-header-names',
    'amqp091/AMQP-route.headers',
    'compares names of headers without regard to case',
    matching('headers', byRules({ sameName: (wanted, given) => wanted.toLowerCase() === given.toLowerCase() })),
  ),
  row(
    'compares-x-headers',
    'amqp091/AMQP-route.headers',
    'compares pairs whose names begin with x-',
    matching('headers', byRules({ isCompared: (name) => name !== 'x-match' })),
  ),
  row(
    'ignores-with-x',
    'rabbitmq/RMQ-x-headers-with-x',
    'ignores pairs that begin with x- in spite of -with-x',
    matching('headers', byRules({ isCompared: (name) => !name.startsWith('x-') })),
  ),
  row(
    'headers-compare-key',
    'amqp091/AMQP-route.headers',
    'compares the routing key in headers exchanges',
    matching(
      'headers',
      (binding, message) =>
        binding.routingKey === message.routingKey && matchesHeaders(binding.arguments, message.headers),
    ),
  ),
  row('accepts-bad-x-match', 'amqp091/AMQP-route.headers-invalid', 'accepts any x-match and matches everything', {
    ...matching('headers', (binding, message) => {
      const isKnown = MATCH_KINDS.includes(matchKind(binding.arguments) ?? 'all');
      return !isKnown || matchesHeaders(binding.arguments, message.headers);
    }),
    ...without('queue.bind', 'unknown-x-match'),
  }),
  row(
    'headers-bind-replaces',
    'amqp091/AMQP-queue.bind.unique',
    "forgets a queue's headers binding at the next",
    replacing('headers'),
  ),
];
