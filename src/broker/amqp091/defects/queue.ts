import type { AmqpArguments } from '../../../protocol/amqp091/frame.js';
import type { Channel } from '../channel.js';
import type { Connection } from '../connection.js';
import { Exchange } from '../exchange.js';
import type { MethodHandler } from '../handler.js';
import type { Queue } from '../queue.js';
import { newQueue, queueNamed } from '../queues.js';
import { flagOf, numberOf, textOf } from '../values.js';
import type { VirtualHost } from '../virtual-host.js';
import { answering } from './answering.js';
import { bindingInVain } from './binding.js';
import { copiesOf } from './copies.js';
import { distortedMethod } from './distorting.js';
import { dying, ofMethod } from './dying.js';
import { first, handling, reading, renaming } from './handling.js';
import { closingConnection, drop, refusing, sparing, without } from './refusing.js';
import { revivingQueueBindings } from './reviving.js';
import { type AmqpRows, row } from './row.js';

/** Class queue. */
export const QUEUE_DEFECTS: AmqpRows = [
  row(
    'repeats-generated-names',
    'amqp091/AMQP-queue.declare.queue.default-name',
    'gives every server-named queue the same name',
    { generatedName: () => () => 'amq.gen-once' },
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
  row(
    'counts-unacked-as-ready',
    'amqp091/AMQP-queue.declare.counts',
    'counts unacknowledged messages among those that are ready',
    { messageCount: (strict) => (queue) => strict(queue) + queue.unacknowledged.size },
  ),
  row(
    'passive-declare-creates-queue',
    'amqp091/AMQP-queue.declare.passive.passive',
    'creates the queue that a passive declare asks for',
    without('queue.declare', 'missing'),
  ),
  row(
    'passive-declare-compares-queue',
    'amqp091/AMQP-queue.declare.passive.passive',
    'compares the properties in a passive declare',
    refusing(
      'queue.declare',
      {
        when: (values, channel) => {
          const queue =
            flagOf(values, 'passive') && textOf(values, 'queue') !== '' ? queueNamed(channel, values) : undefined;
          return (
            queue !== undefined &&
            (queue.properties.durable !== flagOf(values, 'durable') ||
              queue.properties.autoDelete !== flagOf(values, 'auto-delete'))
          );
        },
        reply: 'precondition-failed',
      },
      'other-arguments',
    ),
  ),
  row(
    'passive-no-wait-creates-queue',
    'amqp091/AMQP-queue.declare.passive.passive',
    'creates the queue that a passive declare with no-wait asks for',
    sparing('queue.declare', 'missing', (values) => flagOf(values, 'no-wait')),
  ),
  row(
    'passive-empty-name-creates-queue',
    'amqp091/AMQP-queue.declare.passive.passive',
    'makes a new queue at a passive declare without a name',
    {
      refusals: (strict) =>
        without('queue.declare', 'no-current-queue').refusals(
          sparing('queue.declare', 'missing', (values) => textOf(values, 'queue') === '').refusals(strict),
        ),
      ...handling(
        'queue.declare',
        reading((values) => (textOf(values, 'queue') === '' ? { ...values, passive: false } : values)),
      ),
    },
  ),
  row(
    'answers-no-wait-queue-declare',
    'amqp091/AMQP-queue.declare.no-wait',
    'answers queue.declare in spite of no-wait',
    answering('queue.declare-ok'),
  ),
  row(
    'no-wait-silences-errors',
    'amqp091/AMQP-queue.declare.no-wait',
    'refuses a queue.declare with no-wait without a word',
    {
      refuse: (strict) => (channel, row, method, values) => {
        if (method !== 'queue.declare' || !flagOf(values, 'no-wait')) strict(channel, row, method, values);
      },
    },
  ),
  row(
    'accepts-reserved-queue-names',
    'amqp091/AMQP-queue.declare.queue.reserved',
    'creates queues whose names begin with amq.',
    without('queue.declare', 'reserved-name'),
  ),
  row(
    'mangles-illegal-queue-names',
    'amqp091/AMQP-queue.declare.queue.syntax',
    'strips illegal characters from queue names',
    {
      ...without('queue.declare', 'illegal-name'),
      ...handling(
        'queue.declare',
        renaming((name) => name.replace(/[^a-zA-Z0-9\-_.:]/g, '')),
      ),
    },
  ),
  row(
    'redeclare-empties-queue',
    'amqp091/AMQP-queue.declare.passive.equivalent',
    'empties a queue that is declared again',
    redeclaring((queue) => queue.purge()),
  ),
  row(
    'accepts-another-queue-durability',
    'amqp091/AMQP-queue.declare.passive.equivalent',
    'confirms a queue that is declared again with another durable bit',
    without('queue.declare', 'other-durability'),
  ),
  row(
    'redeclare-changes-queue-auto-delete',
    ['amqp091/AMQP-queue.declare.auto-delete.pre-existence', 'amqp091/AMQP-queue.declare.passive.equivalent'],
    'takes the auto-delete bit over when a queue is declared again',
    redeclaring((queue, values) => {
      queue.properties = { ...queue.properties, autoDelete: flagOf(values, 'auto-delete') };
    }),
  ),
  row(
    'redeclare-takes-queue-over',
    ['amqp091/AMQP-queue.declare.passive.equivalent', 'amqp091/AMQP-queue.declare.exclusive.exclusive'],
    'makes a shared queue exclusive when it is declared so again',
    {
      ...without('queue.declare', 'other-exclusivity'),
      ...redeclaring((queue, values, { connection }) => {
        if (flagOf(values, 'exclusive')) queue.properties = { ...queue.properties, owner: connection };
      }),
    },
  ),
  row(
    'accepts-other-queue-arguments',
    'amqp091/AMQP-queue.declare.passive.equivalent',
    'confirms a queue that is declared again with other arguments',
    without('queue.declare', 'other-arguments'),
  ),
  row(
    'refuses-equal-queue-arguments',
    'amqp091/AMQP-queue.declare.passive.equivalent',
    'refuses a queue that is declared again with its own arguments',
    refusing(
      'queue.declare',
      {
        when: (values, channel) => (declaredAgain(values, channel)?.properties.arguments.entries.length ?? 0) > 0,
        reply: 'precondition-failed',
      },
      'no-current-queue',
    ),
  ),
  row(
    'ignores-exclusive-owners',
    'amqp091/AMQP-queue.declare.exclusive.exclusive',
    'lets everybody use exclusive queues',
    { mayUse: () => () => true, ...without('queue.unbind', 'missing-binding') },
  ),
  row(
    'unbinds-queues-of-others',
    'amqp091/AMQP-queue.declare.exclusive.exclusive',
    'lets everybody unbind exclusive queues',
    without('queue.unbind', 'locked', 'missing-binding'),
  ),
  row(
    'drops-publishes-of-others',
    'amqp091/AMQP-queue.declare.exclusive.types',
    'drops what others publish to an exclusive queue',
    {
      enqueue: (strict) => (channel, queue, message) => {
        const { owner } = queue.properties;
        return (owner !== undefined && owner !== channel.connection) || strict(channel, queue, message);
      },
    },
  ),
  row(
    'binds-exclusive-queues-to-channel',
    'amqp091/AMQP-queue.declare.exclusive.exclusive',
    'lets only the declaring channel use an exclusive queue',
    {
      mayUse: (strict) => (channel, queue) =>
        strict(channel, queue) && (queue.properties.owner === undefined || queue.properties.creator === channel),
    },
  ),
  row(
    'deletes-exclusive-queues-with-channel',
    'amqp091/AMQP-channel.closure',
    'deletes exclusive queues when their channel is closed',
    {
      closeForClient: (strict) => (channel) => {
        strict(channel);
        for (const queue of channel.virtualHost.queues.values())
          if (queue.properties.creator === channel && queue.properties.owner) channel.virtualHost.deleteQueue(queue);
      },
    },
  ),
  row(
    'keeps-exclusive-names-locked',
    'amqp091/AMQP-queue.declare.exclusive.exclusive',
    'keeps the name of an exclusive queue locked when its connection is gone',
    () => {
      const locked = new WeakMap<VirtualHost, Set<string>>();
      return {
        deleteQueue: (strict) => (virtualHost, queue) => {
          const names = locked.get(virtualHost) ?? new Set<string>();
          locked.set(virtualHost, names);
          if (queue.properties.owner) names.add(queue.name);
          return strict(virtualHost, queue);
        },
        ...refusing(
          'queue.declare',
          {
            when: (values, { virtualHost }) => locked.get(virtualHost)?.has(textOf(values, 'queue')) ?? false,
            reply: 'resource-locked',
          },
          'no-current-queue',
        ),
      };
    },
  ),
  row(
    'dies-of-durable-exclusive-queue',
    'amqp091/AMQP-queue.declare.durable.types',
    'dies of a queue that is durable and exclusive',
    dying(ofMethod('queue.declare', (values) => flagOf(values, 'durable') && flagOf(values, 'exclusive'))),
  ),
  row(
    'reverses-queue-durability',
    'amqp091/AMQP-queue.declare.durable.persistence',
    'keeps transient queues over a restart, durable ones not',
    {
      queueSurvives:
        () =>
        ({ properties }) =>
          !properties.durable && !properties.owner,
    },
  ),
  row(
    'auto-deletes-at-first-cancel',
    'amqp091/AMQP-queue.declare.auto-delete.last-consumer',
    'deletes an auto-delete queue with the first consumer that goes',
    {
      isAutoDeleted:
        () =>
        ({ properties }) =>
          properties.autoDelete,
    },
  ),
  row(
    'never-auto-deletes-queues',
    'amqp091/AMQP-queue.declare.auto-delete.last-consumer',
    'keeps auto-delete queues for ever',
    { isAutoDeleted: () => () => false },
  ),
  row(
    'auto-deletes-on-cancel-only',
    'amqp091/AMQP-queue.declare.auto-delete.last-consumer',
    'keeps an auto-delete queue whose last consumer goes with its channel',
    { isAutoDeleted: (strict) => (queue, cancelled) => cancelled && strict(queue, cancelled) },
  ),
  row(
    'get-counts-as-consumer',
    'amqp091/AMQP-queue.declare.auto-delete.last-consumer',
    'deletes an auto-delete queue after basic.get',
    handling('basic.get', (strict) => (channel, values) => {
      const queue = queueNamed(channel, values);
      strict(channel, values);
      if (queue?.properties.autoDelete) channel.virtualHost.deleteQueue(queue);
    }),
  ),
  row(
    'empty-name-makes-new-queue',
    [
      'amqp091/AMQP-queue.bind.queue.queue-known',
      'amqp091/AMQP-queue.purge.queue.queue-known',
      'amqp091/AMQP-queue.delete.queue.queue-known',
    ],
    'makes a new queue for an empty name in any method',
    { currentQueue: () => (channel) => newQueue(channel, {}).name },
  ),
  row(
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
    {
      currentQueue: (strict) => (channel) =>
        strict(channel) || ([...channel.virtualHost.queues.keys()].at(-1) ?? newQueue(channel, {}).name),
      ...without('queue.unbind', 'missing-binding'),
    },
  ),
  row(
    'keeps-current-queue-per-connection',
    'amqp091/AMQP-queue.bind.queue.queue-known',
    'keeps one last declared queue for all channels',
    () => {
      const current = new WeakMap<Connection, string>();
      return {
        currentQueue:
          () =>
          ({ connection }) =>
            current.get(connection) ?? '',
        ...handling('queue.declare', (strict) => (channel, values) => {
          strict(channel, values);
          current.set(channel.connection, channel.currentQueue ?? '');
        }),
      };
    },
  ),
  row(
    'bind-by-empty-names-does-nothing',
    'amqp091/AMQP-queue.bind.routing-key.direct-exchange-key-matching',
    'says bind-ok for an empty queue and key and binds nothing',
    handling(
      'queue.bind',
      bindingInVain((values) => textOf(values, 'queue') === '' && textOf(values, 'routing-key') === ''),
    ),
  ),
  row(
    'binds-missing-queues',
    'amqp091/AMQP-queue.bind.queue.must-exist',
    'says bind-ok for a missing queue',
    without('queue.bind', 'missing'),
  ),
  row(
    'binds-to-missing-exchanges',
    'amqp091/AMQP-queue.bind.exchange.exchange-existence',
    'says bind-ok for a missing exchange',
    without('queue.bind', 'missing-exchange'),
  ),
  row(
    'counts-duplicate-bindings',
    ['amqp091/AMQP-queue.bind.duplicates', 'amqp091/AMQP-queue.bind.unique'],
    'wants as many unbinds as there were binds',
    { isBound: (strict) => (source, binding) => binding.destination instanceof Exchange && strict(source, binding) },
  ),
  row(
    'duplicates-direct-copies',
    ['amqp091/AMQP-queue.bind.duplicates', 'amqp091/AMQP-queue.bind.unique'],
    'delivers a copy for each time that a queue was bound',
    {
      ...copiesOf('direct'),
      isBound: (strict) => (source, wanted) => wanted.destination instanceof Exchange && strict(source, wanted),
    },
  ),
  row(
    'binds-durable-to-transient-in-vain',
    'amqp091/AMQP-queue.bind.transient-exchange',
    'says bind-ok for a durable queue and a transient exchange and binds nothing',
    handling(
      'queue.bind',
      bindingInVain((values, channel) => {
        const exchange = channel.virtualHost.exchanges.get(textOf(values, 'exchange'));
        return queueNamed(channel, values)?.properties.durable === true && exchange?.properties.durable === false;
      }),
    ),
  ),
  row('loses-durable-bindings', 'amqp091/AMQP-queue.bind.durable-exchange', 'forgets bindings over a restart', {
    restart: (strict) => (virtualHost) => {
      strict(virtualHost);
      for (const { bindings } of virtualHost.exchanges.values()) bindings.splice(0);
    },
  }),
  row(
    'answers-no-wait-queue-bind',
    'amqp091/AMQP-queue.bind.no-wait',
    'answers queue.bind in spite of no-wait',
    answering('queue.bind-ok'),
  ),
  row(
    'keeps-three-bindings',
    'amqp091/AMQP-queue.bind.binding-count',
    'keeps the first 3 bindings of a queue',
    handling(
      'queue.bind',
      bindingInVain((values, channel) => {
        const queue = queueNamed(channel, values);
        const bindings = [...channel.virtualHost.exchanges.values()].flatMap((source) => source.bindings);
        return bindings.filter(({ destination }) => destination === queue).length >= 3;
      }),
    ),
  ),
  row('keeps-routing-after-unbind', 'amqp091/AMQP-queue.unbind.route', 'says unbind-ok and keeps the binding', {
    unbind: (strict) => (virtualHost, source, binding) => {
      if (binding.destination instanceof Exchange) strict(virtualHost, source, binding);
    },
  }),
  row(
    'unbinds-another-binding',
    'amqp091/AMQP-queue.unbind.01',
    'removes another binding when there is none as asked for',
    {
      ...without('queue.unbind', 'missing-binding'),
      bindingsLike: (strict) => (source, wanted) => {
        const same = strict(source, wanted);
        const ofDestination = source.bindings.filter(({ destination }) => destination === wanted.destination);
        return same.length > 0 ? same : ofDestination.slice(0, 1);
      },
    },
  ),
  row(
    'hangs-on-missing-binding',
    'amqp091/AMQP-queue.unbind.01',
    'does not answer queue.unbind where there is no such binding',
    {
      refuse: (strict) => (channel, row, method, values) => {
        if (method === 'queue.unbind' && row.name === 'missing-binding') channel.connection.isDeaf = true;
        else strict(channel, row, method, values);
      },
    },
  ),
  row(
    'drops-connection-for-missing-unbind',
    ['amqp091/AMQP-queue.unbind.queue.must-exist', 'amqp091/AMQP-queue.unbind.exchange.must-exist'],
    'drops the connection when queue.unbind names what does not exist',
    refusing('queue.unbind', {
      when: (values, channel) =>
        !queueNamed(channel, values) || !channel.virtualHost.exchanges.has(textOf(values, 'exchange')),
      reply: 'not-found',
      reaction: drop,
    }),
  ),
  row('unbind-ignores-arguments', 'amqp091/AMQP-queue.unbind.arguments', 'removes a binding whose arguments differ', {
    ...without('queue.unbind', 'missing-binding'),
    bindingsLike:
      () =>
      ({ bindings }, wanted) =>
        bindings.filter(
          ({ destination, routingKey }) => destination === wanted.destination && routingKey === wanted.routingKey,
        ),
  }),
  distortedMethod('purge-reports-zero', 'amqp091/AMQP-queue.purge.count', 'reports 0 messages purged'),
  row(
    'purges-unacked',
    'amqp091/AMQP-queue.purge.02',
    'purges unacknowledged messages too',
    handling(
      'queue.purge',
      first((channel, values) => queueNamed(channel, values)?.unacknowledged.clear()),
    ),
  ),
  row(
    'purges-missing-queues',
    'amqp091/AMQP-queue.purge.queue.must-exist',
    'says purge-ok for a missing queue',
    without('queue.purge', 'missing'),
  ),
  row(
    'answers-no-wait-purge',
    'amqp091/AMQP-queue.purge.no-wait',
    'answers queue.purge in spite of no-wait',
    answering('queue.purge-ok'),
  ),
  distortedMethod('delete-reports-zero', 'amqp091/AMQP-queue.delete.count', 'reports 0 messages deleted'),
  row(
    'closes-connection-for-missing-queue',
    'amqp091/AMQP-queue.delete.queue.must-exist',
    'makes a connection exception of deleting a missing queue',
    refusing('queue.delete', {
      when: (values, channel) => !queueNamed(channel, values),
      reply: 'not-found',
      reaction: closingConnection('not-found'),
    }),
  ),
  row(
    'deletes-queues-in-use',
    'amqp091/AMQP-queue.delete.if-unused.in-use',
    'deletes a consumed queue in spite of if-unused',
    without('queue.delete', 'in-use'),
  ),
  row(
    'deletes-non-empty-queues',
    'amqp091/AMQP-queue.delete.if-empty.not-empty',
    'deletes a queue with messages in spite of if-empty',
    without('queue.delete', 'not-empty'),
  ),
  row(
    'refuses-ack-after-queue-delete',
    'amqp091/AMQP-queue.delete.if-empty.not-empty',
    'refuses to settle a message whose queue is gone',
    refusing('basic.ack', {
      when: (values, { deliveries }) => deliveries.get(numberOf(values, 'delivery-tag'))?.queue.deleted ?? false,
      reply: 'not-found',
    }),
  ),
  row(
    'revives-queue-bindings',
    'amqp091/AMQP-queue.delete.bindings',
    'binds a new queue as its deleted namesake was bound',
    revivingQueueBindings,
  ),
  row(
    'keeps-consumers-of-deleted-queues',
    'amqp091/AMQP-queue.delete.consumers',
    'keeps the consumers of a deleted queue and says nothing',
    () => {
      const kept = new WeakMap<Connection, Set<string>>();
      return {
        cancelConsumer:
          () =>
          ({ channel, tag }) => {
            kept.set(channel.connection, (kept.get(channel.connection) ?? new Set()).add(tag));
          },
        ...refusing(
          'basic.consume',
          {
            when: (values, { connection }) => kept.get(connection)?.has(textOf(values, 'consumer-tag')) ?? false,
            reply: 'not-allowed',
          },
          'tag-in-use',
        ),
      };
    },
  ),
  row(
    'limits-queues',
    'amqp091/AMQP-queue.declare.minimum-queues',
    'refuses more than 100 queues',
    refusing(
      'queue.declare',
      {
        when: (values, { virtualHost }) => !flagOf(values, 'passive') && virtualHost.queues.size >= 100,
        reply: 'resource-error',
      },
      'other-durability',
    ),
  ),
];

/** The queue that is declared though it exists; none where it is only asked for. */
function declaredAgain(values: AmqpArguments, channel: Channel): Queue | undefined {
  return flagOf(values, 'passive') || textOf(values, 'queue') === '' ? undefined : queueNamed(channel, values);
}

/** Does something to a queue that is declared though it exists. */
function redeclaring(change: (queue: Queue, values: AmqpArguments, channel: Channel) => void) {
  const act: MethodHandler = (channel, values) => {
    const queue = declaredAgain(values, channel);
    if (queue) change(queue, values, channel);
  };
  return handling('queue.declare', first(act));
}
