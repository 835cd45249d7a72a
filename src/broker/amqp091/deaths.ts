import type { DecodedFrame } from '../../protocol/amqp091/decode.js';
import { isTable } from '../../protocol/amqp091/field-table.js';
import type { AmqpArguments, FieldTable, FieldTableEntry, FieldTableValue } from '../../protocol/amqp091/frame.js';
import type { AmqpDefectId } from './defects.js';
import { type QueueArgument, queueArguments } from './queue-policy.js';
import { users } from './users.js';
import { octetsOf, tableOf, textOf } from './values.js';

/** Frames of which a broken broker dies: every connection ends and none is taken any more. */
export const deaths: readonly { readonly defect: AmqpDefectId; readonly when: (decoded: DecodedFrame) => boolean }[] = [
  { defect: 'dies-of-invalid-utf8', when: hasProblem('AMQP_STRING_UTF8') },
  { defect: 'dies-of-bad-field-names', when: hasProblem('AMQP_TABLE_NAME') },
  {
    defect: 'dies-of-huge-body-size',
    when: ({ frame }) => frame?.type === 'content-header' && frame.bodySize > 0xffffffffffn,
  },
  {
    defect: 'dies-of-unknown-locale',
    when: ofMethod('connection.start-ok', (values) => textOf(values, 'locale') !== 'en_US'),
  },
  {
    defect: 'dies-of-amqplain-junk',
    when: ofMethod(
      'connection.start-ok',
      (values) =>
        textOf(values, 'mechanism') === 'AMQPLAIN' && !isAmqplainLogin(Buffer.from(octetsOf(values, 'response'))),
    ),
  },
  {
    defect: 'dies-of-authzid',
    when: ofMethod('connection.start-ok', (values) => {
      const response = octetsOf(values, 'response');
      return textOf(values, 'mechanism') === 'PLAIN' && response.includes(0) && response[0] !== 0;
    }),
  },
  {
    defect: 'dies-of-mechanism-case',
    when: ofMethod('connection.start-ok', (values) => textOf(values, 'mechanism') === 'plain'),
  },
  {
    defect: 'dies-of-empty-virtual-host',
    when: ofMethod('connection.open', (values) => textOf(values, 'virtual-host') === ''),
  },
  { defect: 'dies-of-update-secret', when: ofMethod('connection.update-secret', () => true) },
  {
    defect: 'dies-of-alternate-type',
    when: ofMethod('exchange.declare', (values) =>
      tableOf(values, 'arguments').entries.some(
        ({ name, value }) => name === 'alternate-exchange' && value.type !== 'S',
      ),
    ),
  },
  {
    defect: 'dies-of-durable-exclusive-queue',
    when: ofMethod('queue.declare', (values) => values.durable === true && values.exclusive === true),
  },
  {
    defect: 'dies-of-unknown-queue-types',
    when: ofMethod('queue.declare', (values) =>
      tableOf(values, 'arguments').entries.some((entry) => queueArguments.some((known) => isBadType(known, entry))),
    ),
  },
  {
    defect: 'dies-of-unknown-queue-arguments',
    when: ofMethod('queue.declare', (values) =>
      tableOf(values, 'arguments').entries.some(({ name }) => !queueArguments.some((known) => known.name === name)),
    ),
  },
  { defect: 'dies-of-other-delivery-modes', when: ofProperty('delivery-mode', (mode) => mode !== 1 && mode !== 2) },
  {
    defect: 'dies-of-foreign-user-ids',
    when: ofProperty('user-id', (user) => !users.some(({ name }) => name === user)),
  },
  { defect: 'dies-of-nan', when: hasTable((table) => values(table).some(({ value }) => isSpecial(value))) },
  { defect: 'dies-of-deep-tables', when: hasTable((table) => depth(table) > 16) },
  {
    defect: 'dies-of-duplicate-fields',
    when: hasTable(({ entries }) => new Set(entries.map(({ name }) => name)).size < entries.length),
  },
];

function hasProblem(code: string) {
  return ({ problems }: DecodedFrame) => problems.some((problem) => problem.code === code);
}

function ofMethod(method: string, when: (values: AmqpArguments) => boolean) {
  return ({ frame }: DecodedFrame) => frame?.type === 'method' && frame.method === method && when(frame.arguments);
}

function ofProperty(property: string, when: (value: unknown) => boolean) {
  return ({ frame }: DecodedFrame) => {
    const value = frame?.type === 'content-header' ? frame.properties[property] : undefined;
    return value !== undefined && when(value);
  };
}

function hasTable(when: (table: FieldTable) => boolean) {
  return ({ frame }: DecodedFrame) => {
    const given = frame?.type === 'method' ? frame.arguments : frame?.type === 'content-header' ? frame.properties : {};
    return Object.values(given).some((value) => isTable(value) && when(value));
  };
}

/** Both fields are there, with the tag of long strings behind their names. */
function isAmqplainLogin(response: Buffer): boolean {
  return ['LOGINS', 'PASSWORDS'].every((name) => response.includes(name));
}

function values(table: FieldTable): readonly FieldTableValue[] {
  return table.entries.flatMap(({ value }) => [value, ...(isTable(value.value) ? values(value.value) : [])]);
}

function isBadType({ name, isValid }: QueueArgument, entry: FieldTableEntry): boolean {
  return name === 'x-queue-type' && entry.name === name && !isValid(entry.value);
}

function isSpecial(value: unknown): boolean {
  return typeof value === 'number' && !Number.isFinite(value);
}

function depth(table: FieldTable): number {
  return 1 + Math.max(0, ...table.entries.map(({ value }) => (isTable(value.value) ? depth(value.value) : 0)));
}
