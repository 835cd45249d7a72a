import { textOf } from '../values.js';
import { bindingInVain, replacing, unbinding } from './binding.js';
import { distortedMethod } from './distorting.js';
import { handling } from './handling.js';
import { type AmqpRows, row, todo } from './row.js';

/** Routing by exchange type. */
export const routingDefects: AmqpRows = [
  todo(
    'routes-direct-by-prefix',
    'amqp091/AMQP-queue.bind.routing-key.direct-exchange-key-matching',
    'routes direct exchanges to keys that begin alike',
  ),
  todo(
    'routes-nothing-by-empty-key',
    'amqp091/AMQP-queue.bind.routing-key.direct-exchange-key-matching',
    'never routes by an empty key',
  ),
  todo(
    'routes-direct-round-robin',
    'amqp091/AMQP-route.copies',
    'gives a message to one of the queues that are bound alike',
  ),
  row(
    'bind-replaces-binding',
    'amqp091/AMQP-queue.bind.unique',
    "forgets a queue's binding when it is bound with another key",
    replacing('direct'),
  ),
  todo(
    'routes-direct-by-topic',
    'amqp091/AMQP-queue.bind.routing-key.direct-exchange-key-matching',
    'takes * and # in direct exchanges for wildcards',
  ),
  todo(
    'compares-key-prefix',
    'amqp091/AMQP-queue.bind.routing-key.direct-exchange-key-matching',
    'compares the first 128 octets of routing keys',
  ),
  todo('routes-fanout-by-key', 'amqp091/AMQP-route.fanout', 'routes fanout exchanges by the equal key'),
  todo('duplicates-fanout-copies', 'amqp091/AMQP-queue.bind.unique', 'delivers a copy for each fanout binding'),
  row(
    'unbind-removes-all-bindings',
    'amqp091/AMQP-queue.unbind.route',
    'removes all bindings of a queue at the first unbind',
    unbinding('fanout', () => true),
  ),
  todo(
    'makes-no-default-binding',
    [
      'amqp091/AMQP-queue.declare.default-binding',
      'amqp091/AMQP-exchange.default-exchange',
      'amqp091/AMQP-basic.publish.exchange.default-exchange',
    ],
    'does not bind queues to the default exchange',
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
  todo(
    'binds-named-queues-only',
    'amqp091/AMQP-queue.declare.default-binding',
    'does not bind server-named queues to the default exchange',
  ),
  todo(
    'refuses-unroutable-default-publish',
    'amqp091/AMQP-queue.declare.default-binding',
    'refuses messages to the default exchange that no queue is named for',
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
  todo(
    'removes-default-binding',
    ['amqp091/AMQP-exchange.default-access', 'amqp091/AMQP-queue.unbind.exchange.default-exchange'],
    'removes the default binding of a queue',
  ),
  todo('takes-hash-for-one-word', 'amqp091/AMQP-route.topic', 'takes # for exactly one word'),
  todo('matches-topic-prefixes', 'amqp091/AMQP-route.topic', 'takes a pattern without wildcards for a beginning'),
  todo('star-spans-dots', 'amqp091/AMQP-route.topic', 'lets * stand for several words'),
  todo('refuses-leading-star', 'amqp091/AMQP-route.topic', 'never matches a pattern that begins with *'),
  todo('hash-needs-a-word', 'amqp091/AMQP-route.topic', 'wants a word for a # at the end'),
  todo('leading-hash-needs-a-word', 'amqp091/AMQP-route.topic', 'wants a word for a # at the beginning'),
  todo(
    'matches-topic-greedily',
    'amqp091/AMQP-route.topic',
    'does not go back where a # in the middle took too few words',
  ),
  todo('ignores-second-hash', 'amqp091/AMQP-route.topic', 'takes a second # for a plain word'),
  todo('hash-misses-empty-key', 'amqp091/AMQP-route.topic', 'does not match the empty key with #'),
  todo('knows-one-wildcard-kind', 'amqp091/AMQP-route.topic', 'takes # for a plain word in a pattern with *'),
  todo('matches-topic-both-ways', 'amqp091/AMQP-route.topic', 'takes * and # in routing keys for wildcards'),
  todo('globs-within-words', 'amqp091/AMQP-route.topic', 'takes * and # inside a word for any characters'),
  todo('folds-topic-case', 'amqp091/AMQP-route.topic', 'compares words without regard to case'),
  todo(
    'duplicates-topic-copies',
    'amqp091/AMQP-queue.bind.unique',
    'delivers a copy for each topic pattern that matches',
  ),
  row(
    'unbind-removes-sibling-patterns',
    'amqp091/AMQP-queue.unbind.route',
    'removes patterns that begin alike together',
    unbinding('topic', (one, other) => one.routingKey.split('.')[0] === other.routingKey.split('.')[0]),
  ),
  todo('headers-all-means-any', 'amqp091/AMQP-route.headers', 'takes x-match all for any'),
  todo('headers-any-means-all', 'amqp091/AMQP-route.headers', 'takes x-match any for all'),
  todo('headers-default-means-any', 'amqp091/AMQP-route.headers', 'takes a missing x-match for any'),
  todo('empty-headers-match-nothing', 'amqp091/AMQP-route.headers', 'matches nothing where no pair is asked for'),
  todo(
    'dies-of-empty-headers-any',
    'amqp091/AMQP-route.headers',
    'dies of a message for a binding that says any and no pair',
  ),
  todo('compares-void-headers', 'amqp091/AMQP-route.headers', 'compares a header with void'),
  todo(
    'takes-empty-header-for-presence',
    'amqp091/AMQP-route.headers',
    'takes an empty string for a question of presence',
  ),
  todo('compares-headers-as-text', 'amqp091/AMQP-route.headers', 'compares the printed forms of headers'),
  todo('folds-header-names', 'amqp091/AMQP-route.headers', 'compares names of headers without regard to case'),
  todo('compares-x-headers', 'amqp091/AMQP-route.headers', 'compares pairs whose names begin with x-'),
  todo('ignores-with-x', 'rabbitmq/RMQ-x-headers-with-x', 'ignores pairs that begin with x- in spite of -with-x'),
  todo('headers-compare-key', 'amqp091/AMQP-route.headers', 'compares the routing key in headers exchanges'),
  todo('accepts-bad-x-match', 'amqp091/AMQP-route.headers-invalid', 'accepts any x-match and matches everything'),
  row(
    'headers-bind-replaces',
    'amqp091/AMQP-queue.bind.unique',
    "forgets a queue's headers binding at the next",
    replacing('headers'),
  ),
];
