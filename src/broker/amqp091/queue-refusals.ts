import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel } from './channel.js';
import type { AmqpDefectId } from './defects.js';
import { sameBinding, sameTable } from './exchange.js';
import { matchKinds } from './headers.js';
import { queueArgumentRefusals } from './queue-argument-refusals.js';
import { bindingOf, queueName, queueNamed } from './queues.js';
import { noText, type Refusal, type Refusals } from './refusal.js';
import { flagOf, legalName, tableOf, textOf } from './values.js';

type When = Refusal['when'];

const named = (values: AmqpArguments, channel: Channel) => `queue '${queueName(channel, values)}'`;
const exchangeOf = (values: AmqpArguments, channel: Channel) =>
  channel.virtualHost.exchanges.get(textOf(values, 'exchange'));
const isPassive: When = (values) => flagOf(values, 'passive');
const isMissing: When = (values, channel) => !queueNamed(channel, values);
const declared = (values: AmqpArguments, channel: Channel) =>
  textOf(values, 'queue') === '' ? undefined : queueNamed(channel, values)?.properties;
const declaredAgain = (values: AmqpArguments, channel: Channel) =>
  isPassive(values, channel) ? undefined : declared(values, channel);

const otherDurability: When = (values, channel) =>
  (declaredAgain(values, channel)?.durable ?? flagOf(values, 'durable')) !== flagOf(values, 'durable');
const bindingIsMissing: When = (values, channel) => {
  const queue = queueNamed(channel, values);
  if (queue === undefined) return false;
  const wanted = bindingOf(queue, values);
  return !exchangeOf(values, channel)?.bindings.some((binding) => sameBinding(binding, wanted));
};

const locked: Refusal = {
  statement: 'amqp091/AMQP-queue.declare.exclusive.exclusive',
  when: (values, channel) => {
    const properties = queueNamed(channel, values)?.properties;
    if (properties?.owner === undefined) return false;
    const isOthers = properties.owner !== channel.connection;
    return isOthers || (properties.creator !== channel && channel.server.has('binds-exclusive-queues-to-channel'));
  },
  reply: 'resource-locked',
  text: (values, channel) => `${named(values, channel)} belongs to another connection`,
  defects: ['ignores-exclusive-owners'],
};

/** The queue must be there and not be another connection's own. */
export function queueMustBeUsable(field: string, ...sparedBy: readonly AmqpDefectId[]): readonly Refusal[] {
  // Class basic has one rule for a queue that is not named and one that is not there.
  const queueKnown = field.includes('-basic.') ? 'must-exist' : 'queue-known';
  return [
    {
      statement: `${field}.${queueKnown}`,
      when: (values, channel) => queueName(channel, values) === '',
      reply: 'not-found',
      text: () => 'no queue was declared on this channel before',
    },
    {
      statement: `${field}.must-exist`,
      when: isMissing,
      reply: 'not-found',
      text: (values, channel) => `no ${named(values, channel)}`,
      defects: sparedBy,
    },
    locked,
  ];
}

export const queueRefusals: Refusals = {
  'queue.declare': [
    ...queueArgumentRefusals,
    {
      statement: 'amqp091/AMQP-data.table',
      when: (values) => tableOf(values, 'arguments').entries.length === 0,
      reply: 'syntax-error',
      text: noText,
      onlyWith: 'refuses-empty-tables',
    },
    {
      statement: 'amqp091/AMQP-queue.declare.exclusive.exclusive',
      when: (values, channel) => channel.virtualHost.remains.lockedNames.has(textOf(values, 'queue')),
      reply: 'resource-locked',
      text: noText,
      onlyWith: 'keeps-exclusive-names-locked',
    },
    {
      statement: 'amqp091/AMQP-queue.declare.passive.equivalent',
      when: (values, channel) => (declaredAgain(values, channel)?.arguments.entries.length ?? 0) > 0,
      reply: 'precondition-failed',
      text: noText,
      onlyWith: 'refuses-equal-queue-arguments',
    },
    {
      statement: 'amqp091/AMQP-queue.declare.passive.passive',
      when: (values, channel) =>
        isPassive(values, channel) && textOf(values, 'queue') === '' && isMissing(values, channel),
      reply: 'not-found',
      text: () => 'no queue was declared on this channel before',
      defects: ['passive-empty-name-creates-queue'],
    },
    {
      statement: 'amqp091/AMQP-queue.declare.passive.passive',
      when: (values, channel) => isPassive(values, channel) && flagOf(values, 'no-wait') && isMissing(values, channel),
      reply: 'not-found',
      text: (values, channel) => `no ${named(values, channel)}`,
      defects: ['passive-declare-creates-queue', 'passive-no-wait-creates-queue', 'passive-empty-name-creates-queue'],
    },
    {
      statement: 'amqp091/AMQP-queue.declare.passive.passive',
      when: (values, channel) => {
        const isNamed = textOf(values, 'queue') !== '';
        return isNamed && isPassive(values, channel) && !flagOf(values, 'no-wait') && isMissing(values, channel);
      },
      reply: 'not-found',
      text: (values, channel) => `no ${named(values, channel)}`,
      defects: ['passive-declare-creates-queue'],
    },
    {
      ...locked,
      when: (values, channel) =>
        (textOf(values, 'queue') !== '' || isPassive(values, channel)) && locked.when(values, channel),
    },
    {
      statement: 'amqp091/AMQP-queue.declare.queue.syntax',
      when: (values, channel) => !isPassive(values, channel) && !legalName.test(textOf(values, 'queue')),
      reply: 'precondition-failed',
      text: () => 'queue names hold letters, digits, hyphen, underscore, period and colon',
      defects: ['mangles-illegal-queue-names', 'cuts-names-at-nul'],
    },
    {
      statement: 'amqp091/AMQP-queue.declare.queue.reserved',
      when: (values, channel) =>
        !isPassive(values, channel) && textOf(values, 'queue').startsWith('amq.') && isMissing(values, channel),
      reply: 'access-refused',
      text: (values, channel) => `${named(values, channel)}: names that begin with 'amq.' are reserved`,
      defects: ['accepts-reserved-queue-names'],
    },
    {
      statement: 'amqp091/AMQP-queue.declare.minimum-queues',
      when: (values, channel) => !isPassive(values, channel) && channel.virtualHost.queues.size >= 100,
      reply: 'resource-error',
      text: noText,
      onlyWith: 'limits-queues',
    },
    {
      statement: 'amqp091/AMQP-queue.declare.passive.equivalent',
      when: otherDurability,
      reply: 'precondition-failed',
      text: (values, channel) => `inequivalent arg 'durable' for ${named(values, channel)}`,
      defects: ['accepts-another-queue-durability'],
    },
    {
      statement: 'amqp091/AMQP-queue.declare.passive.equivalent',
      when: (values, channel) => {
        const properties = declaredAgain(values, channel);
        return properties !== undefined && (properties.owner !== undefined) !== flagOf(values, 'exclusive');
      },
      reply: 'precondition-failed',
      text: (values, channel) => `inequivalent arg 'exclusive' for ${named(values, channel)}`,
      defects: ['redeclare-takes-queue-over'],
    },
    {
      statement: 'amqp091/AMQP-queue.declare.passive.equivalent',
      when: (values, channel) => {
        const properties = declaredAgain(values, channel);
        return properties !== undefined && !sameTable(properties.arguments, tableOf(values, 'arguments'));
      },
      reply: 'precondition-failed',
      text: (values, channel) => `inequivalent arguments for ${named(values, channel)}`,
      defects: ['accepts-other-queue-arguments'],
    },
    {
      statement: 'amqp091/AMQP-queue.declare.passive.passive',
      when: (values, channel) => {
        const properties = isPassive(values, channel) ? declared(values, channel) : undefined;
        const isEqual =
          properties?.durable === flagOf(values, 'durable') && properties.autoDelete === flagOf(values, 'auto-delete');
        return properties !== undefined && !isEqual;
      },
      reply: 'precondition-failed',
      text: noText,
      onlyWith: 'passive-declare-compares-queue',
    },
  ],
  'queue.bind': [
    ...queueMustBeUsable('amqp091/AMQP-queue.bind.queue', 'binds-missing-queues'),
    {
      statement: 'amqp091/AMQP-queue.bind.exchange.exchange-existence',
      when: (values, channel) => !exchangeOf(values, channel),
      reply: 'not-found',
      text: (values) => `no exchange '${textOf(values, 'exchange')}'`,
      defects: ['binds-to-missing-exchanges'],
    },
    {
      statement: 'amqp091/AMQP-route.headers-invalid',
      when: (values, channel) => {
        const match = tableOf(values, 'arguments').entries.find(({ name }) => name === 'x-match')?.value.value;
        const isHeaders = exchangeOf(values, channel)?.properties.type === 'headers';
        return isHeaders && match !== undefined && !matchKinds.some((kind) => kind === match);
      },
      reply: 'precondition-failed',
      text: () => `x-match is one of ${matchKinds.join(', ')}`,
      defects: ['accepts-bad-x-match'],
    },
  ],
  'queue.unbind': [
    {
      statement: 'amqp091/AMQP-queue.unbind.queue.must-exist',
      when: (values, channel) => isMissing(values, channel) || !exchangeOf(values, channel),
      reply: 'not-found',
      text: noText,
      onlyWith: 'drops-connection-for-missing-unbind',
      instead: 'drop',
    },
    ...queueMustBeUsable('amqp091/AMQP-queue.unbind.queue').map((row) =>
      row === locked ? { ...row, defects: ['ignores-exclusive-owners', 'unbinds-queues-of-others'] as const } : row,
    ),
    {
      statement: 'amqp091/AMQP-queue.unbind.exchange.must-exist',
      when: (values, channel) => !exchangeOf(values, channel),
      reply: 'not-found',
      text: (values) => `no exchange '${textOf(values, 'exchange')}'`,
    },
    {
      statement: 'amqp091/AMQP-exchange.default-access',
      when: (values, channel) =>
        textOf(values, 'exchange') === '' && textOf(values, 'routing-key') === queueName(channel, values),
      reply: 'access-refused',
      text: () => 'the default binding cannot be removed',
      defects: ['removes-default-binding'],
    },
    {
      statement: 'amqp091/AMQP-queue.unbind.01',
      when: bindingIsMissing,
      reply: 'not-found',
      text: noText,
      onlyWith: 'hangs-on-missing-binding',
      instead: 'hang',
    },
    {
      statement: 'amqp091/AMQP-queue.unbind.01',
      when: bindingIsMissing,
      reply: 'not-found',
      text: () => 'no such binding',
      defects: [
        'unbinds-another-binding',
        'unbind-ignores-arguments',
        'removes-default-binding',
        'takes-any-queue-for-empty-name',
        'unbinds-queues-of-others',
        'ignores-exclusive-owners',
      ],
    },
  ],
  'queue.purge': queueMustBeUsable('amqp091/AMQP-queue.purge.queue', 'purges-missing-queues'),
  'queue.delete': [
    {
      statement: 'amqp091/AMQP-queue.delete.queue.must-exist',
      when: isMissing,
      reply: 'not-found',
      text: noText,
      onlyWith: 'closes-connection-for-missing-queue',
      instead: 'connection',
    },
    ...queueMustBeUsable('amqp091/AMQP-queue.delete.queue'),
    {
      statement: 'amqp091/AMQP-queue.delete.if-unused.in-use',
      when: (values, channel) =>
        flagOf(values, 'if-unused') && (queueNamed(channel, values)?.consumers.length ?? 0) > 0,
      reply: 'precondition-failed',
      text: (values, channel) => `${named(values, channel)} is in use`,
      defects: ['deletes-queues-in-use'],
    },
    {
      statement: 'amqp091/AMQP-queue.delete.if-empty.not-empty',
      when: (values, channel) => flagOf(values, 'if-empty') && (queueNamed(channel, values)?.ready.length ?? 0) > 0,
      reply: 'precondition-failed',
      text: (values, channel) => `${named(values, channel)} is not empty`,
      defects: ['deletes-non-empty-queues'],
    },
  ],
};
