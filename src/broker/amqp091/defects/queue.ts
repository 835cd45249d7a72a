import { answering } from './answering.js';
import { distortedMethod } from './distorting.js';
import { type AmqpRows, row, todo } from './row.js';

/** Class queue. */
export const queueDefects: AmqpRows = [
  todo(
    'repeats-generated-names',
    'amqp091/AMQP-queue.declare.queue.default-name',
    'gives every server-named queue the same name',
  ),
  distortedMethod(
    'hides-generated-names',
    'amqp091/AMQP-queue.declare.queue.default-name',
    'leaves the name that it made up out of declare-ok',
  ),
  distortedMethod(
    'swaps-queue-counts',
    'amqp091/AMQP-queue.declare.counts',
    'exchanges message-count and consumer-count',
  ),
  todo(
    'counts-unacked-as-ready',
    'amqp091/AMQP-queue.declare.counts',
    'counts unacknowledged messages among those that are ready',
  ),
  todo(
    'passive-declare-creates-queue',
    'amqp091/AMQP-queue.declare.passive.passive',
    'creates the queue that a passive declare asks for',
  ),
  todo(
    'passive-declare-compares-queue',
    'amqp091/AMQP-queue.declare.passive.passive',
    'compares the properties in a passive declare',
  ),
  todo(
    'passive-no-wait-creates-queue',
    'amqp091/AMQP-queue.declare.passive.passive',
    'creates the queue that a passive declare with no-wait asks for',
  ),
  todo(
    'passive-empty-name-creates-queue',
    'amqp091/AMQP-queue.declare.passive.passive',
    'makes a new queue at a passive declare without a name',
  ),
  row(
    'answers-no-wait-queue-declare',
    'amqp091/AMQP-queue.declare.no-wait',
    'answers queue.declare in spite of no-wait',
    answering('queue.declare-ok'),
  ),
  todo(
    'no-wait-silences-errors',
    'amqp091/AMQP-queue.declare.no-wait',
    'refuses a queue.declare with no-wait without a word',
  ),
  todo(
    'accepts-reserved-queue-names',
    'amqp091/AMQP-queue.declare.queue.reserved',
    'creates queues whose names begin with amq.',
  ),
  todo(
    'mangles-illegal-queue-names',
    'amqp091/AMQP-queue.declare.queue.syntax',
    'strips illegal characters from queue names',
  ),
  todo(
    'redeclare-empties-queue',
    'amqp091/AMQP-queue.declare.passive.equivalent',
    'empties a queue that is declared again',
  ),
  todo(
    'accepts-another-queue-durability',
    'amqp091/AMQP-queue.declare.passive.equivalent',
    'confirms a queue that is declared again with another durable bit',
  ),
  todo(
    'redeclare-changes-queue-auto-delete',
    ['amqp091/AMQP-queue.declare.auto-delete.pre-existence', 'amqp091/AMQP-queue.declare.passive.equivalent'],
    'takes the auto-delete bit over when a queue is declared again',
  ),
  todo(
    'redeclare-takes-queue-over',
    ['amqp091/AMQP-queue.declare.passive.equivalent', 'amqp091/AMQP-queue.declare.exclusive.exclusive'],
    'makes a shared queue exclusive when it is declared so again',
  ),
  todo(
    'accepts-other-queue-arguments',
    'amqp091/AMQP-queue.declare.passive.equivalent',
    'confirms a queue that is declared again with other arguments',
  ),
  todo(
    'refuses-equal-queue-arguments',
    'amqp091/AMQP-queue.declare.passive.equivalent',
    'refuses a queue that is declared again with its own arguments',
  ),
  todo(
    'ignores-exclusive-owners',
    'amqp091/AMQP-queue.declare.exclusive.exclusive',
    'lets everybody use exclusive queues',
  ),
  todo(
    'unbinds-queues-of-others',
    'amqp091/AMQP-queue.declare.exclusive.exclusive',
    'lets everybody unbind exclusive queues',
  ),
  todo(
    'drops-publishes-of-others',
    'amqp091/AMQP-queue.declare.exclusive.types',
    'drops what others publish to an exclusive queue',
  ),
  todo(
    'binds-exclusive-queues-to-channel',
    'amqp091/AMQP-queue.declare.exclusive.exclusive',
    'lets only the declaring channel use an exclusive queue',
  ),
  todo(
    'deletes-exclusive-queues-with-channel',
    'amqp091/AMQP-channel.closure',
    'deletes exclusive queues when their channel is closed',
  ),
  todo(
    'keeps-exclusive-names-locked',
    'amqp091/AMQP-queue.declare.exclusive.exclusive',
    'keeps the name of an exclusive queue locked when its connection is gone',
  ),
  todo(
    'dies-of-durable-exclusive-queue',
    'amqp091/AMQP-queue.declare.durable.types',
    'dies of a queue that is durable and exclusive',
  ),
  todo(
    'reverses-queue-durability',
    'amqp091/AMQP-queue.declare.durable.persistence',
    'keeps transient queues over a restart, durable ones not',
  ),
  todo(
    'auto-deletes-at-first-cancel',
    'amqp091/AMQP-queue.declare.auto-delete.last-consumer',
    'deletes an auto-delete queue with the first consumer that goes',
  ),
  todo(
    'never-auto-deletes-queues',
    'amqp091/AMQP-queue.declare.auto-delete.last-consumer',
    'keeps auto-delete queues for ever',
  ),
  todo(
    'auto-deletes-on-cancel-only',
    'amqp091/AMQP-queue.declare.auto-delete.last-consumer',
    'keeps an auto-delete queue whose last consumer goes with its channel',
  ),
  todo(
    'get-counts-as-consumer',
    'amqp091/AMQP-queue.declare.auto-delete.last-consumer',
    'deletes an auto-delete queue after basic.get',
  ),
  todo(
    'empty-name-makes-new-queue',
    [
      'amqp091/AMQP-queue.bind.queue.queue-known',
      'amqp091/AMQP-queue.purge.queue.queue-known',
      'amqp091/AMQP-queue.delete.queue.queue-known',
    ],
    'makes a new queue for an empty name in any method',
  ),
  todo(
    'takes-any-queue-for-empty-name',
    [
      'amqp091/AMQP-queue.bind.queue.queue-known',
      'amqp091/AMQP-queue.purge.queue.queue-known',
      'amqp091/AMQP-queue.delete.queue.queue-known',
      'amqp091/AMQP-queue.unbind.queue.queue-known',
      'amqp091/AMQP-basic.consume.queue.must-exist',
      'amqp091/AMQP-basic.get.queue.must-exist',
    ],
    'takes any queue for an empty name when none was declared',
  ),
  todo(
    'keeps-current-queue-per-connection',
    'amqp091/AMQP-queue.bind.queue.queue-known',
    'keeps one last declared queue for all channels',
  ),
  todo(
    'bind-by-empty-names-does-nothing',
    'amqp091/AMQP-queue.bind.routing-key.direct-exchange-key-matching',
    'says bind-ok for an empty queue and key and binds nothing',
  ),
  todo('binds-missing-queues', 'amqp091/AMQP-queue.bind.queue.must-exist', 'says bind-ok for a missing queue'),
  todo(
    'binds-to-missing-exchanges',
    'amqp091/AMQP-queue.bind.exchange.exchange-existence',
    'says bind-ok for a missing exchange',
  ),
  todo(
    'counts-duplicate-bindings',
    ['amqp091/AMQP-queue.bind.duplicates', 'amqp091/AMQP-queue.bind.unique'],
    'wants as many unbinds as there were binds',
  ),
  todo(
    'duplicates-direct-copies',
    ['amqp091/AMQP-queue.bind.duplicates', 'amqp091/AMQP-queue.bind.unique'],
    'delivers a copy for each time that a queue was bound',
  ),
  todo(
    'binds-durable-to-transient-in-vain',
    'amqp091/AMQP-queue.bind.transient-exchange',
    'says bind-ok for a durable queue and a transient exchange and binds nothing',
  ),
  todo('loses-durable-bindings', 'amqp091/AMQP-queue.bind.durable-exchange', 'forgets bindings over a restart'),
  row(
    'answers-no-wait-queue-bind',
    'amqp091/AMQP-queue.bind.no-wait',
    'answers queue.bind in spite of no-wait',
    answering('queue.bind-ok'),
  ),
  todo('keeps-three-bindings', 'amqp091/AMQP-queue.bind.binding-count', 'keeps the first 3 bindings of a queue'),
  todo('keeps-routing-after-unbind', 'amqp091/AMQP-queue.unbind.route', 'says unbind-ok and keeps the binding'),
  todo(
    'unbinds-another-binding',
    'amqp091/AMQP-queue.unbind.01',
    'removes another binding when there is none as asked for',
  ),
  todo(
    'hangs-on-missing-binding',
    'amqp091/AMQP-queue.unbind.01',
    'does not answer queue.unbind where there is no such binding',
  ),
  todo(
    'drops-connection-for-missing-unbind',
    ['amqp091/AMQP-queue.unbind.queue.must-exist', 'amqp091/AMQP-queue.unbind.exchange.must-exist'],
    'drops the connection when queue.unbind names what does not exist',
  ),
  todo('unbind-ignores-arguments', 'amqp091/AMQP-queue.unbind.arguments', 'removes a binding whose arguments differ'),
  distortedMethod('purge-reports-zero', 'amqp091/AMQP-queue.purge.count', 'reports 0 messages purged'),
  todo('purges-unacked', 'amqp091/AMQP-queue.purge.02', 'purges unacknowledged messages too'),
  todo('purges-missing-queues', 'amqp091/AMQP-queue.purge.queue.must-exist', 'says purge-ok for a missing queue'),
  row(
    'answers-no-wait-purge',
    'amqp091/AMQP-queue.purge.no-wait',
    'answers queue.purge in spite of no-wait',
    answering('queue.purge-ok'),
  ),
  distortedMethod('delete-reports-zero', 'amqp091/AMQP-queue.delete.count', 'reports 0 messages deleted'),
  todo(
    'closes-connection-for-missing-queue',
    'amqp091/AMQP-queue.delete.queue.must-exist',
    'makes a connection exception of deleting a missing queue',
  ),
  todo(
    'deletes-queues-in-use',
    'amqp091/AMQP-queue.delete.if-unused.in-use',
    'deletes a consumed queue in spite of if-unused',
  ),
  todo(
    'deletes-non-empty-queues',
    'amqp091/AMQP-queue.delete.if-empty.not-empty',
    'deletes a queue with messages in spite of if-empty',
  ),
  todo(
    'refuses-ack-after-queue-delete',
    'amqp091/AMQP-queue.delete.if-empty.not-empty',
    'refuses to settle a message whose queue is gone',
  ),
  todo(
    'revives-queue-bindings',
    'amqp091/AMQP-queue.delete.bindings',
    'binds a new queue as its deleted namesake was bound',
  ),
  todo(
    'keeps-consumers-of-deleted-queues',
    'amqp091/AMQP-queue.delete.consumers',
    'keeps the consumers of a deleted queue and says nothing',
  ),
  todo('limits-queues', 'amqp091/AMQP-queue.declare.minimum-queues', 'refuses more than 100 queues'),
];
