import { answering } from './answering.js';
import { type AmqpRows, row, todo } from './row.js';

/** Class exchange, bindings between exchanges, alternate exchanges. */
export const exchangeDefects: AmqpRows = [
  todo('refuses-direct-exchanges', 'amqp091/AMQP-exchange.required-types', 'knows no exchange type direct'),
  todo('refuses-fanout-exchanges', 'amqp091/AMQP-exchange.required-types', 'knows no exchange type fanout'),
  todo(
    'routes-topic-as-direct',
    ['amqp091/AMQP-exchange.recommended-types', 'amqp091/AMQP-route.topic'],
    'routes topic exchanges by the equal key',
  ),
  todo('refuses-topic-exchanges', 'amqp091/AMQP-exchange.recommended-types', 'knows no exchange type topic'),
  todo(
    'routes-headers-as-fanout',
    ['amqp091/AMQP-exchange.recommended-types', 'amqp091/AMQP-route.headers'],
    'routes headers exchanges to every queue',
  ),
  todo('refuses-headers-exchanges', 'amqp091/AMQP-exchange.recommended-types', 'knows no exchange type headers'),
  todo(
    'creates-exchanges-of-unknown-type',
    [
      'amqp091/AMQP-exchange.declare.type.support',
      'amqp091/AMQP-exchange.extensions',
      'amqp091/AMQP-exchange.type-naming',
    ],
    'creates exchanges of unknown types that route nowhere',
  ),
  todo('predeclares-no-exchanges', 'amqp091/AMQP-exchange.required-instances', 'has no amq. exchanges'),
  todo(
    'predeclares-all-as-direct',
    'amqp091/AMQP-exchange.required-instances',
    'routes every predeclared exchange by the equal key',
  ),
  todo(
    'predeclares-all-as-fanout',
    'amqp091/AMQP-exchange.required-instances',
    'routes every predeclared exchange to all queues',
  ),
  todo(
    'declares-default-exchange',
    'amqp091/AMQP-exchange.default-access',
    'lets the default exchange be declared, as another one',
  ),
  todo('deletes-default-exchange', 'amqp091/AMQP-exchange.default-access', 'lets the default exchange be deleted'),
  todo(
    'passive-declare-creates-exchange',
    'amqp091/AMQP-exchange.declare.passive.not-found',
    'creates the exchange that a passive declare asks for',
  ),
  todo(
    'passive-declare-retypes-exchange',
    'amqp091/AMQP-exchange.declare.passive.not-found',
    'gives an exchange the type that a passive declare names',
  ),
  todo(
    'passive-declare-looks-for-type',
    'amqp091/AMQP-exchange.declare.passive.not-found',
    'does not find an exchange that a passive declare gives another type',
  ),
  todo(
    'passive-no-wait-creates-exchange',
    'amqp091/AMQP-exchange.declare.passive.not-found',
    'creates the exchange that a passive declare with no-wait asks for',
  ),
  row(
    'answers-no-wait-exchange-declare',
    'amqp091/AMQP-exchange.declare.no-wait',
    'answers exchange.declare in spite of no-wait',
    answering('exchange.declare-ok'),
  ),
  todo(
    'accepts-reserved-exchange-names',
    'amqp091/AMQP-exchange.declare.exchange.reserved',
    'creates exchanges whose names begin with amq.',
  ),
  todo(
    'refuses-existing-reserved-exchanges',
    'amqp091/AMQP-exchange.declare.exchange.reserved',
    'refuses every declaration of an amq. exchange',
  ),
  todo('deletes-standard-exchanges', 'amqp091/AMQP-exchange.delete.exchange.standard', 'deletes amq. exchanges'),
  todo(
    'mangles-illegal-exchange-names',
    'amqp091/AMQP-exchange.declare.exchange.syntax',
    'strips illegal characters from exchange names',
  ),
  todo(
    'truncates-exchange-names',
    'amqp091/AMQP-exchange.declare.exchange.syntax',
    'cuts exchange names to 100 octets',
  ),
  todo(
    'redeclare-drops-exchange-bindings',
    'amqp091/AMQP-exchange.declare.passive.equivalent',
    'drops the bindings of an exchange that is declared again',
  ),
  todo(
    'accepts-another-exchange-type',
    ['amqp091/AMQP-exchange.declare.type.typed', 'amqp091/AMQP-exchange.declare.passive.equivalent'],
    'confirms an exchange that is declared again with another type',
  ),
  todo(
    'accepts-another-exchange-durability',
    'amqp091/AMQP-exchange.declare.passive.equivalent',
    'confirms an exchange that is declared again with another durable bit',
  ),
  todo(
    'accepts-other-exchange-arguments',
    'amqp091/AMQP-exchange.declare.passive.equivalent',
    'confirms an exchange that is declared again with other arguments',
  ),
  todo(
    'redeclare-flips-exchange-auto-delete',
    'rabbitmq/RMQ-exchange.declare.auto-delete.amq_exchange_25',
    'takes the auto-delete bit over when an exchange is declared again',
  ),
  todo(
    'compares-exchange-auto-delete',
    'rabbitmq/RMQ-exchange.declare.auto-delete.amq_exchange_25',
    'refuses an exchange that is declared again with another auto-delete bit',
  ),
  todo(
    'never-auto-deletes-exchanges',
    'rabbitmq/RMQ-exchange.declare.auto-delete.amq_exchange_02',
    'keeps auto-delete exchanges whose last binding goes',
  ),
  todo(
    'auto-deletes-unused-exchanges',
    'rabbitmq/RMQ-exchange.declare.auto-delete.amq_exchange_02',
    'deletes auto-delete exchanges that were never bound',
  ),
  todo(
    'auto-delete-overlooks-deleted-queues',
    'rabbitmq/RMQ-exchange.declare.auto-delete.amq_exchange_02',
    'keeps auto-delete exchanges whose last queue is deleted',
  ),
  todo(
    'lets-clients-publish-to-internal',
    'amqp091/AMQP-basic.publish.exchange.02',
    'routes what clients publish to internal exchanges',
  ),
  todo(
    'stops-at-internal-exchanges',
    'amqp091/AMQP-exchange.declare.internal',
    'does not route into internal exchanges',
  ),
  todo(
    'refuses-transient-exchanges',
    'amqp091/AMQP-exchange.declare.durable.support',
    'refuses exchanges that are not durable',
  ),
  todo(
    'refuses-durable-exchanges',
    'amqp091/AMQP-exchange.declare.durable.support',
    'refuses exchanges that are durable',
  ),
  todo(
    'reverses-exchange-durability',
    'amqp091/AMQP-exchange.declare.durable.support',
    'keeps transient exchanges over a restart, durable ones not',
  ),
  todo(
    'revives-exchange-bindings',
    'amqp091/AMQP-exchange.delete.exchange.exists',
    'gives an exchange the bindings of its deleted namesake',
  ),
  todo(
    'keeps-deleted-exchanges',
    'amqp091/AMQP-exchange.delete.exchange.exists',
    'says delete-ok and keeps the exchange',
  ),
  todo(
    'closes-connection-for-missing-exchange',
    'amqp091/AMQP-exchange.delete.exchange.exists',
    'makes a connection exception of deleting a missing exchange',
  ),
  todo(
    'deletes-exchanges-in-use',
    'amqp091/AMQP-exchange.delete.if-unused.in-use',
    'deletes a bound exchange in spite of if-unused',
  ),
  todo(
    'remembers-bindings-as-use',
    'amqp091/AMQP-exchange.delete.if-unused.in-use',
    'takes an exchange that was ever bound for used',
  ),
  todo(
    'counts-queue-bindings-only',
    'amqp091/AMQP-exchange.delete.if-unused.in-use',
    'takes an exchange that is bound to exchanges only for unused',
  ),
  row(
    'answers-no-wait-exchange-delete',
    'amqp091/AMQP-exchange.delete.no-wait',
    'answers exchange.delete in spite of no-wait',
    answering('exchange.delete-ok'),
  ),
  todo('limits-exchanges', 'amqp091/AMQP-exchange.declare.minimum', 'refuses more than 10 exchanges'),
  todo('refuses-tickets', 'amqp091/AMQP-exchange.declare.reserved-1', 'refuses a reserved field that is not zero'),
  todo(
    'drops-publish-to-missing-exchange',
    'amqp091/AMQP-basic.publish.exchange.must-exist',
    'drops what is published to a missing exchange',
  ),
  todo(
    'ignores-key-of-exchange-bindings',
    'rabbitmq/RMQ-exchange.bind.route',
    'routes from exchange to exchange whatever the key',
  ),
  row(
    'answers-no-wait-exchange-bind',
    'rabbitmq/RMQ-exchange.bind.no-wait',
    'answers exchange.bind in spite of no-wait',
    answering('exchange.bind-ok'),
  ),
  todo(
    'duplicates-over-exchange-bindings',
    ['rabbitmq/RMQ-exchange.bind.duplicates', 'rabbitmq/RMQ-exchange.bind.unique'],
    'passes a message on once for each binding between two exchanges',
  ),
  todo(
    'counts-duplicate-exchange-bindings',
    ['rabbitmq/RMQ-exchange.bind.duplicates', 'rabbitmq/RMQ-exchange.bind.unique'],
    'wants as many exchange.unbinds as there were exchange.binds',
  ),
  todo(
    'duplicates-round-cycles',
    ['rabbitmq/RMQ-exchange.bind.cyclical', 'rabbitmq/RMQ-exchange.bind.unique'],
    'passes a message round a cycle of exchanges more than once',
  ),
  todo(
    'duplicates-over-diamonds',
    'rabbitmq/RMQ-exchange.bind.unique',
    'delivers once for each path through the exchanges',
  ),
  todo(
    'binds-missing-destinations',
    'rabbitmq/RMQ-exchange.bind.destination.exchange-existence',
    'says bind-ok for a missing destination',
  ),
  todo(
    'binds-missing-sources',
    'rabbitmq/RMQ-exchange.bind.source.exchange-existence',
    'says bind-ok for a missing source',
  ),
  todo(
    'breaks-default-exchange-by-binding',
    ['rabbitmq/RMQ-exchange.bind.destination.default-exchange', 'rabbitmq/RMQ-exchange.bind.source.default-exchange'],
    'forgets the default bindings once the default exchange is named in exchange.bind',
  ),
  todo(
    'keeps-routing-after-exchange-unbind',
    'rabbitmq/RMQ-exchange.unbind.route',
    'says unbind-ok and keeps the binding between exchanges',
  ),
  todo(
    'dies-of-missing-exchange-unbind',
    [
      'rabbitmq/RMQ-exchange.unbind.source.must-exist',
      'rabbitmq/RMQ-exchange.unbind.01',
      'rabbitmq/RMQ-exchange.unbind.destination.must-exist',
    ],
    'dies of exchange.unbind where there is no such binding',
  ),
  todo(
    'loses-default-bindings-on-exchange-unbind',
    [
      'rabbitmq/RMQ-exchange.unbind.source.default-exchange',
      'rabbitmq/RMQ-exchange.unbind.destination.default-exchange',
    ],
    'forgets the default bindings once the default exchange is named in exchange.unbind',
  ),
  todo(
    'revives-exchange-destinations',
    'rabbitmq/RMQ-exchange.bind.lifetime',
    'binds a new exchange as its deleted namesake was bound',
  ),
  todo(
    'returns-despite-alternate',
    'rabbitmq/RMQ-x-alternate-exchange',
    'returns a message that the alternate exchange took',
  ),
  todo(
    'copies-to-alternate-always',
    'rabbitmq/RMQ-x-alternate-exchange',
    'gives the alternate exchange a copy of every message',
  ),
  todo(
    'refuses-missing-alternates',
    'rabbitmq/RMQ-x-alternate-exchange',
    'closes the channel where a message needs an alternate exchange that does not exist',
  ),
  todo(
    'stops-after-first-alternate',
    'rabbitmq/RMQ-x-alternate-exchange',
    'does not look for the alternate of an alternate exchange',
  ),
  todo(
    'loses-messages-in-alternate-circles',
    'rabbitmq/RMQ-x-alternate-exchange',
    'returns nothing that went round a circle of alternate exchanges',
  ),
  todo(
    'dies-of-alternate-type',
    'rabbitmq/RMQ-x-alternate-exchange',
    'dies of an alternate exchange that is not a name',
  ),
];
