import { methodByName } from '../../../protocol/amqp091/definitions.js';
import type { AmqpArguments } from '../../../protocol/amqp091/frame.js';
import type { Channel } from '../channel.js';
import type { AmqpConduct } from '../conduct.js';
import { type Binding, Exchange, type ExchangeType, sameBinding } from '../exchange.js';
import { declareExchange, exchangeBinding, exchangeNamed } from '../exchanges.js';
import type { MethodHandler } from '../handler.js';
import { argumentOf } from '../queue-policy.js';
import type { Refusal } from '../refusal.js';
import type { Walk } from '../routing.js';
import { flagOf, numberOf, tableOf, textOf } from '../values.js';
import { isStandard, type VirtualHost } from '../virtual-host.js';
import { answering } from './answering.js';
import { copiesOfExchangeBindings, copiesOfPaths, copiesOfRounds } from './copies.js';
import { dying, ofMethod } from './dying.js';
import { first, handling, reading } from './handling.js';
import { byKey, matching } from './matching.js';
import { closingConnection, die, refusing, sparing, without } from './refusing.js';
import { revivingExchangeDestinations } from './reviving.js';
import { type AmqpRows, row } from './row.js';

/** Class exchange, bindings between exchanges, alternate exchanges. */
export const EXCHANGE_DEFECTS: AmqpRows = [
  row(
    'refuses-direct-exchanges',
    'amqp091/AMQP-exchange.required-types',
    'knows no exchange type direct',
    refusingNew((values) => textOf(values, 'type') === 'direct', 'command-invalid'),
  ),
  row(
    'refuses-fanout-exchanges',
    'amqp091/AMQP-exchange.required-types',
    'knows no exchange type fanout',
    refusingNew((values) => textOf(values, 'type') === 'fanout', 'command-invalid'),
  ),
  row(
    'routes-topic-as-direct',
    ['amqp091/AMQP-exchange.recommended-types', 'amqp091/AMQP-route.topic'],
    'routes topic exchanges by the equal key',
    matching(
      'topic',
      byKey((wanted, given) => wanted === given),
    ),
  ),
  row(
    'refuses-topic-exchanges',
    'amqp091/AMQP-exchange.recommended-types',
    'knows no exchange type topic',
    refusingNew((values) => textOf(values, 'type') === 'topic', 'command-invalid'),
  ),
  row(
    'routes-headers-as-fanout',
    ['amqp091/AMQP-exchange.recommended-types', 'amqp091/AMQP-route.headers'],
    'routes headers exchanges to every queue',
    matching('headers', () => true),
  ),
  row(
    'refuses-headers-exchanges',
    'amqp091/AMQP-exchange.recommended-types',
    'knows no exchange type headers',
    refusingNew((values) => textOf(values, 'type') === 'headers', 'command-invalid'),
  ),
  row(
    'creates-exchanges-of-unknown-type',
    [
      'amqp091/AMQP-exchange.declare.type.support',
      'amqp091/AMQP-exchange.extensions',
      'amqp091/AMQP-exchange.type-naming',
    ],
    'creates exchanges of unknown types that route nowhere',
    without('exchange.declare', 'unknown-type'),
  ),
  row('predeclares-no-exchanges', 'amqp091/AMQP-exchange.required-instances', 'has no amq. exchanges', {
    standardExchanges: () => [],
  }),
  row(
    'predeclares-all-as-direct',
    'amqp091/AMQP-exchange.required-instances',
    'routes every predeclared exchange by the equal key',
    { routedType: (strict) => (exchange) => (exchange.name.startsWith('amq.') ? 'direct' : strict(exchange)) },
  ),
  row(
    'predeclares-all-as-fanout',
    'amqp091/AMQP-exchange.required-instances',
    'routes every predeclared exchange to all queues',
    { routedType: (strict) => (exchange) => (exchange.name.startsWith('amq.') ? 'fanout' : strict(exchange)) },
  ),
  row(
    'declares-default-exchange',
    'amqp091/AMQP-exchange.default-access',
    'lets the default exchange be declared, as another one',
    {
      ...without('exchange.declare', 'default'),
      ...handling(
        'exchange.declare',
        first((channel, values) => {
          if (textOf(values, 'exchange') === '' && !flagOf(values, 'passive')) declareExchange(channel, values);
        }),
      ),
    },
  ),
  row(
    'deletes-default-exchange',
    'amqp091/AMQP-exchange.default-access',
    'lets the default exchange be deleted',
    without('exchange.delete', 'default'),
  ),
  row(
    'passive-declare-creates-exchange',
    'amqp091/AMQP-exchange.declare.passive.not-found',
    'creates the exchange that a passive declare asks for',
    without('exchange.declare', 'missing'),
  ),
  row(
    'passive-declare-retypes-exchange',
    'amqp091/AMQP-exchange.declare.passive.not-found',
    'gives an exchange the type that a passive declare names',
    redeclaring((exchange, values) => {
      if (flagOf(values, 'passive'))
        exchange.properties = { ...exchange.properties, type: textOf(values, 'type') as ExchangeType };
    }),
  ),
  row(
    'passive-declare-looks-for-type',
    'amqp091/AMQP-exchange.declare.passive.not-found',
    'does not find an exchange that a passive declare gives another type',
    refusing(
      'exchange.declare',
      {
        when: (values, channel) =>
          flagOf(values, 'passive') && existingExchange(values, channel)?.properties.type !== textOf(values, 'type'),
        reply: 'not-found',
      },
      'reserved-name',
    ),
  ),
  row(
    'passive-no-wait-creates-exchange',
    'amqp091/AMQP-exchange.declare.passive.not-found',
    'creates the exchange that a passive declare with no-wait asks for',
    sparing('exchange.declare', 'missing', (values) => flagOf(values, 'no-wait')),
  ),
  row(
    'answers-no-wait-exchange-declare',
    'amqp091/AMQP-exchange.declare.no-wait',
    'answers exchange.declare in spite of no-wait',
    answering('exchange.declare-ok'),
  ),
  row(
    'accepts-reserved-exchange-names',
    'amqp091/AMQP-exchange.declare.exchange.reserved',
    'creates exchanges whose names begin with amq.',
    without('exchange.declare', 'reserved-name'),
  ),
  row(
    'refuses-existing-reserved-exchanges',
    'amqp091/AMQP-exchange.declare.exchange.reserved',
    'refuses every declaration of an amq. exchange',
    refusing(
      'exchange.declare',
      { when: (values) => textOf(values, 'exchange').startsWith('amq.'), reply: 'access-refused' },
      'other-type',
    ),
  ),
  row(
    'deletes-standard-exchanges',
    'amqp091/AMQP-exchange.delete.exchange.standard',
    'deletes amq. exchanges',
    without('exchange.delete', 'standard'),
  ),
  row(
    'mangles-illegal-exchange-names',
    'amqp091/AMQP-exchange.declare.exchange.syntax',
    'strips illegal characters from exchange names',
    {
      ...without('exchange.declare', 'illegal-name'),
      ...handling(
        'exchange.declare',
        reading((values) => ({ ...values, exchange: textOf(values, 'exchange').replace(/[^a-zA-Z0-9\-_.:]/g, '') })),
      ),
    },
  ),
  row(
    'truncates-exchange-names',
    'amqp091/AMQP-exchange.declare.exchange.syntax',
    'cuts exchange names to 100 octets',
    {
      declareExchange: (strict) => (virtualHost, properties) =>
        strict(virtualHost, { ...properties, name: properties.name.slice(0, 100) }),
    },
  ),
  row(
    'redeclare-drops-exchange-bindings',
    'amqp091/AMQP-exchange.declare.passive.equivalent',
    'drops the bindings of an exchange that is declared again',
    redeclaring((exchange, values) => {
      if (!flagOf(values, 'passive')) exchange.bindings.splice(0);
    }),
  ),
  row(
    'accepts-another-exchange-type',
    ['amqp091/AMQP-exchange.declare.type.typed', 'amqp091/AMQP-exchange.declare.passive.equivalent'],
    'confirms an exchange that is declared again with another type',
    without('exchange.declare', 'other-type'),
  ),
  row(
    'accepts-another-exchange-durability',
    'amqp091/AMQP-exchange.declare.passive.equivalent',
    'confirms an exchange that is declared again with another durable bit',
    without('exchange.declare', 'other-durability'),
  ),
  row(
    'accepts-other-exchange-arguments',
    'amqp091/AMQP-exchange.declare.passive.equivalent',
    'confirms an exchange that is declared again with other arguments',
    without('exchange.declare', 'other-arguments'),
  ),
  row(
    'redeclare-flips-exchange-auto-delete',
    'rabbitmq/RMQ-exchange.declare.auto-delete.amq_exchange_25',
    'takes the auto-delete bit over when an exchange is declared again',
    redeclaring((exchange, values) => {
      if (!flagOf(values, 'passive'))
        exchange.properties = { ...exchange.properties, autoDelete: flagOf(values, 'auto-delete') };
    }),
  ),
  row(
    'compares-exchange-auto-delete',
    'rabbitmq/RMQ-exchange.declare.auto-delete.amq_exchange_25',
    'refuses an exchange that is declared again with another auto-delete bit',
    refusing(
      'exchange.declare',
      {
        when: (values, channel) => {
          const exchange = flagOf(values, 'passive') ? undefined : existingExchange(values, channel);
          return exchange !== undefined && exchange.properties.autoDelete !== flagOf(values, 'auto-delete');
        },
        reply: 'precondition-failed',
      },
      'reserved-name',
    ),
  ),
  row(
    'never-auto-deletes-exchanges',
    'rabbitmq/RMQ-exchange.declare.auto-delete.amq_exchange_02',
    'keeps auto-delete exchanges whose last binding goes',
    { isExchangeAutoDeleted: () => () => false },
  ),
  row(
    'auto-deletes-unused-exchanges',
    'rabbitmq/RMQ-exchange.declare.auto-delete.amq_exchange_02',
    'deletes auto-delete exchanges that were never bound',
    {
      declareExchange: (strict) => (virtualHost, properties) => {
        const exchange = strict(virtualHost, properties);
        if (properties.autoDelete) virtualHost.deleteExchange(exchange);
        return exchange;
      },
    },
  ),
  row(
    'auto-delete-overlooks-deleted-queues',
    'rabbitmq/RMQ-exchange.declare.auto-delete.amq_exchange_02',
    'keeps auto-delete exchanges whose last queue is deleted',
    {
      unbindAll: (strict) => (virtualHost, destination) => {
        if (destination instanceof Exchange) strict(virtualHost, destination);
        else for (const exchange of virtualHost.exchanges.values()) exchange.unbindAll(destination);
      },
    },
  ),
  row(
    'lets-clients-publish-to-internal',
    'amqp091/AMQP-basic.publish.exchange.02',
    'routes what clients publish to internal exchanges',
    without('basic.publish', 'internal-exchange'),
  ),
  row(
    'stops-at-internal-exchanges',
    'amqp091/AMQP-exchange.declare.internal',
    'does not route into internal exchanges',
    {
      isEntered: (strict) => (walk, exchange, path) =>
        !(exchange.properties.internal && path.length > 0) && strict(walk, exchange, path),
    },
  ),
  row(
    'refuses-transient-exchanges',
    'amqp091/AMQP-exchange.declare.durable.support',
    'refuses exchanges that are not durable',
    refusingNew((values) => !flagOf(values, 'durable'), 'precondition-failed'),
  ),
  row(
    'refuses-durable-exchanges',
    'amqp091/AMQP-exchange.declare.durable.support',
    'refuses exchanges that are durable',
    refusingNew((values) => flagOf(values, 'durable'), 'precondition-failed'),
  ),
  row(
    'reverses-exchange-durability',
    'amqp091/AMQP-exchange.declare.durable.support',
    'keeps transient exchanges over a restart, durable ones not',
    {
      exchangeSurvives:
        () =>
        ({ properties: { durable, name } }) =>
          isStandard(name) || !durable,
    },
  ),
  row(
    'revives-exchange-bindings',
    'amqp091/AMQP-exchange.delete.exchange.exists',
    'gives an exchange the bindings of its deleted namesake',
    () => {
      const remains = new WeakMap<VirtualHost, Map<string, readonly Binding[]>>();
      return {
        deleteExchange: (strict) => (virtualHost, exchange) => {
          const known = remains.get(virtualHost) ?? new Map<string, readonly Binding[]>();
          remains.set(virtualHost, known.set(exchange.name, [...exchange.bindings]));
          strict(virtualHost, exchange);
        },
        declareExchange: (strict) => (virtualHost, properties) => {
          const exchange = strict(virtualHost, properties);
          exchange.bindings.push(...(remains.get(virtualHost)?.get(exchange.name) ?? []));
          return exchange;
        },
      };
    },
  ),
  row(
    'keeps-deleted-exchanges',
    'amqp091/AMQP-exchange.delete.exchange.exists',
    'says delete-ok and keeps the exchange',
    handling(
      'exchange.delete',
      () => (channel, values) => channel.reply(flagOf(values, 'no-wait'), 'exchange.delete-ok'),
    ),
  ),
  row(
    'closes-connection-for-missing-exchange',
    'amqp091/AMQP-exchange.delete.exchange.exists',
    'makes a connection exception of deleting a missing exchange',
    refusing(
      'exchange.delete',
      {
        when: (values, channel) => !existingExchange(values, channel),
        reply: 'not-found',
        reaction: closingConnection('not-found'),
      },
      'missing',
    ),
  ),
  row(
    'deletes-exchanges-in-use',
    'amqp091/AMQP-exchange.delete.if-unused.in-use',
    'deletes a bound exchange in spite of if-unused',
    without('exchange.delete', 'in-use'),
  ),
  row(
    'remembers-bindings-as-use',
    'amqp091/AMQP-exchange.delete.if-unused.in-use',
    'takes an exchange that was ever bound for used',
    () => {
      const wereBound = new WeakSet<Exchange>();
      return {
        bind: (strict) => (virtualHost, source, binding) => {
          wereBound.add(source);
          strict(virtualHost, source, binding);
        },
        isInUse: (strict) => (exchange) => wereBound.has(exchange) || strict(exchange),
      };
    },
  ),
  row(
    'counts-queue-bindings-only',
    'amqp091/AMQP-exchange.delete.if-unused.in-use',
    'takes an exchange that is bound to exchanges only for unused',
    {
      isInUse:
        () =>
        ({ bindings }) =>
          bindings.some(({ destination }) => !(destination instanceof Exchange)),
    },
  ),
  row(
    'answers-no-wait-exchange-delete',
    'amqp091/AMQP-exchange.delete.no-wait',
    'answers exchange.delete in spite of no-wait',
    answering('exchange.delete-ok'),
  ),
  row(
    'limits-exchanges',
    'amqp091/AMQP-exchange.declare.minimum',
    'refuses more than 10 exchanges',
    refusingNew((_values, { virtualHost }) => virtualHost.exchanges.size >= 6 + 10, 'resource-error'),
  ),
  row(
    'refuses-tickets',
    'amqp091/AMQP-exchange.declare.reserved-1',
    'refuses a reserved field that is not zero',
    refusing('exchange.declare', { when: (values) => numberOf(values, 'reserved-1') !== 0, reply: 'access-refused' }),
  ),
  row(
    'drops-publish-to-missing-exchange',
    'amqp091/AMQP-basic.publish.exchange.must-exist',
    'drops what is published to a missing exchange',
    without('basic.publish', 'missing-exchange'),
  ),
  row(
    'ignores-key-of-exchange-bindings',
    'rabbitmq/RMQ-exchange.bind.route',
    'routes from exchange to exchange whatever the key',
    {
      isMatch: (strict) => (matches, binding, message) =>
        binding.destination instanceof Exchange || strict(matches, binding, message),
    },
  ),
  row(
    'answers-no-wait-exchange-bind',
    'rabbitmq/RMQ-exchange.bind.no-wait',
    'answers exchange.bind in spite of no-wait',
    answering('exchange.bind-ok'),
  ),
  row(
    'duplicates-over-exchange-bindings',
    ['rabbitmq/RMQ-exchange.bind.duplicates', 'rabbitmq/RMQ-exchange.bind.unique'],
    'passes a message on once for each binding between two exchanges',
    copiesOfExchangeBindings,
  ),
  row(
    'counts-duplicate-exchange-bindings',
    ['rabbitmq/RMQ-exchange.bind.duplicates', 'rabbitmq/RMQ-exchange.bind.unique'],
    'wants as many exchange.unbinds as there were exchange.binds',
    { isBound: (strict) => (source, binding) => !(binding.destination instanceof Exchange) && strict(source, binding) },
  ),
  row(
    'duplicates-round-cycles',
    ['rabbitmq/RMQ-exchange.bind.cyclical', 'rabbitmq/RMQ-exchange.bind.unique'],
    'passes a message round a cycle of exchanges more than once',
    copiesOfRounds,
  ),
  row(
    'duplicates-over-diamonds',
    'rabbitmq/RMQ-exchange.bind.unique',
    'delivers once for each path through the exchanges',
    copiesOfPaths,
  ),
  row(
    'binds-missing-destinations',
    'rabbitmq/RMQ-exchange.bind.destination.exchange-existence',
    'says bind-ok for a missing destination',
    without('exchange.bind', 'missing-destination'),
  ),
  row(
    'binds-missing-sources',
    'rabbitmq/RMQ-exchange.bind.source.exchange-existence',
    'says bind-ok for a missing source',
    without('exchange.bind', 'missing-source'),
  ),
  row(
    'breaks-default-exchange-by-binding',
    ['rabbitmq/RMQ-exchange.bind.destination.default-exchange', 'rabbitmq/RMQ-exchange.bind.source.default-exchange'],
    'forgets the default bindings once the default exchange is named in exchange.bind',
    losingDefaultBindings('exchange.bind'),
  ),
  row(
    'keeps-routing-after-exchange-unbind',
    'rabbitmq/RMQ-exchange.unbind.route',
    'says unbind-ok and keeps the binding between exchanges',
    {
      unbind: (strict) => (virtualHost, source, binding) => {
        if (!(binding.destination instanceof Exchange)) strict(virtualHost, source, binding);
      },
    },
  ),
  row(
    'dies-of-missing-exchange-unbind',
    [
      'rabbitmq/RMQ-exchange.unbind.source.must-exist',
      'rabbitmq/RMQ-exchange.unbind.01',
      'rabbitmq/RMQ-exchange.unbind.destination.must-exist',
    ],
    'dies of exchange.unbind where there is no such binding',
    refusing('exchange.unbind', {
      when: (values, channel) => {
        const wanted = exchangeBinding(channel, values);
        return wanted === undefined || !wanted.source.bindings.some((one) => sameBinding(one, wanted));
      },
      reply: 'not-found',
      reaction: die,
    }),
  ),
  row(
    'loses-default-bindings-on-exchange-unbind',
    [
      'rabbitmq/RMQ-exchange.unbind.source.default-exchange',
      'rabbitmq/RMQ-exchange.unbind.destination.default-exchange',
    ],
    'forgets the default bindings once the default exchange is named in exchange.unbind',
    losingDefaultBindings('exchange.unbind'),
  ),
  row(
    'revives-exchange-destinations',
    'rabbitmq/RMQ-exchange.bind.lifetime',
    'binds a new exchange as its deleted namesake was bound',
    revivingExchangeDestinations,
  ),
  row(
    'returns-despite-alternate',
    'rabbitmq/RMQ-x-alternate-exchange',
    'returns a message that the alternate exchange took',
    {
      isReturned: (strict) => (publish) =>
        strict(publish.route.alternate === 'asked' ? { ...publish, route: { ...publish.route, queues: [] } } : publish),
    },
  ),
  row(
    'copies-to-alternate-always',
    'rabbitmq/RMQ-x-alternate-exchange',
    'gives the alternate exchange a copy of every message',
    { asksAlternate: () => () => true },
  ),
  row(
    'refuses-missing-alternates',
    'rabbitmq/RMQ-x-alternate-exchange',
    'closes the channel where a message needs an alternate exchange that does not exist',
    {
      distribute: (strict) => (channel, publish) => {
        if (publish.route.alternate !== 'missing') return strict(channel, publish);
        channel.raise('not-found', 'no such alternate exchange', methodByName('basic.publish'));
        return 'unroutable';
      },
    },
  ),
  row(
    'stops-after-first-alternate',
    'rabbitmq/RMQ-x-alternate-exchange',
    'does not look for the alternate of an alternate exchange',
    {
      alternateOf: (strict) => {
        const asked = new WeakSet<Walk>();
        return (walk, exchange) => {
          const alternate = asked.has(walk) ? undefined : strict(walk, exchange);
          if (typeof alternate === 'object') asked.add(walk);
          return alternate;
        };
      },
    },
  ),
  row(
    'loses-messages-in-alternate-circles',
    'rabbitmq/RMQ-x-alternate-exchange',
    'returns nothing that went round a circle of alternate exchanges',
    { isReturned: (strict) => (publish) => publish.route.alternate !== 'circle' && strict(publish) },
  ),
  row(
    'dies-of-alternate-type',
    'rabbitmq/RMQ-x-alternate-exchange',
    'dies of an alternate exchange that is not a name',
    dying(
      ofMethod('exchange.declare', (values) => {
        const name = argumentOf(tableOf(values, 'arguments'), 'alternate-exchange');
        return name !== undefined && name.type !== 'S';
      }),
    ),
  ),
];

/** The default exchange is not to be had by its empty name. */
function existingExchange(values: AmqpArguments, channel: Channel): Exchange | undefined {
  const name = textOf(values, 'exchange');
  return name === '' ? undefined : exchangeNamed(channel, name);
}

/** Refuses new exchanges for one reason more. */
function refusingNew(when: Refusal['when'], reply: string) {
  const isNew: Refusal['when'] = (values, channel) =>
    !flagOf(values, 'passive') && existingExchange(values, channel) === undefined;
  return refusing(
    'exchange.declare',
    { when: (values, channel) => isNew(values, channel) && when(values, channel), reply },
    'reserved-name',
  );
}

/** Does something to an exchange that is declared though it exists. */
function redeclaring(change: (exchange: Exchange, values: AmqpArguments) => void) {
  const act: MethodHandler = (channel, values) => {
    const exchange = existingExchange(values, channel);
    if (exchange) change(exchange, values);
  };
  return handling('exchange.declare', first(act));
}

/** The method takes the default bindings away where it names the default exchange. */
function losingDefaultBindings(method: string) {
  return () => {
    const lost = new WeakSet<VirtualHost>();
    const act: MethodHandler = ({ virtualHost }, values) => {
      if (textOf(values, 'source') === '' || textOf(values, 'destination') === '') lost.add(virtualHost);
    };
    return {
      ...handling(method, first(act)),
      defaultQueue:
        (strict: AmqpConduct['defaultQueue']): AmqpConduct['defaultQueue'] =>
        (virtualHost, name) =>
          lost.has(virtualHost) ? undefined : strict(virtualHost, name),
    };
  };
}
