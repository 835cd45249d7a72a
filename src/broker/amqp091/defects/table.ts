import { tableOf } from '../values.js';
import { distortedProperties } from './distorting.js';
import { depth, dying, hasProblem, hasTable, valuesIn } from './dying.js';
import { executing, reacting } from './frame-refusing.js';
import { refusing } from './refusing.js';
import { type AmqpRows, row } from './row.js';

/** Field tables and properties. */
export const TABLE_DEFECTS: AmqpRows = [
  row(
    'refuses-empty-tables',
    'amqp091/AMQP-data.table',
    'refuses the second queue.declare without arguments on a channel',
    refusing(
      'queue.declare',
      { when: (values) => tableOf(values, 'arguments').entries.length === 0, reply: 'syntax-error' },
      'no-current-queue',
    ),
  ),
  distortedProperties('turns-booleans-into-octets', 'amqp091/AMQP-data.table-types', 'delivers booleans as octets'),
  distortedProperties(
    'loses-sign-of-int8',
    'amqp091/AMQP-data.table-types',
    'delivers 8-bit integers without their highest bit',
  ),
  distortedProperties(
    'desynchronises-after-int16',
    'amqp091/AMQP-data.table-types-conflict',
    'loses the fields behind a 16-bit integer',
  ),
  row(
    'fails-on-int16-of-the-standard',
    'amqp091/AMQP-data.table-types-conflict',
    'answers a field of type U with an internal error',
    reacting('AMQP_TABLE_TYPE', 'internal-error'),
  ),
  distortedProperties(
    'retags-int32',
    'amqp091/AMQP-data.table-types',
    'delivers 32-bit integers with the tag of the other sign',
  ),
  distortedProperties('rounds-int64', 'amqp091/AMQP-data.table-types', 'does not keep the octets of 64-bit integers'),
  distortedProperties(
    'swaps-float-bytes',
    'amqp091/AMQP-data.table-types',
    'delivers floating-point numbers with their octets reversed',
  ),
  row(
    'dies-of-nan',
    'amqp091/AMQP-data.table-types',
    'dies of NaN and infinity',
    dying(
      hasTable((table) => valuesIn(table).some(({ value }) => typeof value === 'number' && !Number.isFinite(value))),
    ),
  ),
  distortedProperties('drops-decimal-scale', 'amqp091/AMQP-data.table-types', 'delivers decimals without their scale'),
  distortedProperties(
    'mangles-long-strings',
    'amqp091/AMQP-data.table-types',
    'cuts long strings at odd octets and at 255',
  ),
  distortedProperties('empties-byte-arrays', 'amqp091/AMQP-data.table-types-conflict', 'delivers byte arrays empty'),
  distortedProperties('misreads-array-lengths', 'amqp091/AMQP-data.table-types', 'delivers arrays with another length'),
  distortedProperties('converts-timestamps', 'amqp091/AMQP-data.table-types', 'delivers timestamps in another unit'),
  distortedProperties('flattens-nested-tables', 'amqp091/AMQP-data.table-types', 'delivers nothing of nested tables'),
  row(
    'dies-of-deep-tables',
    'amqp091/AMQP-data.table-types',
    'dies of tables nested deeply',
    dying(hasTable((table) => depth(table) > 16)),
  ),
  distortedProperties('void-eats-fields', 'amqp091/AMQP-data.table-types', 'loses the fields behind a void'),
  row(
    'skips-unknown-field-types',
    'amqp091/AMQP-data.table-invalid',
    'skips fields of unknown types',
    executing('AMQP_TABLE_TYPE'),
  ),
  row(
    'reads-past-tables',
    'amqp091/AMQP-data.table-invalid',
    'accepts a value that runs past the end of its table',
    executing('AMQP_TABLE_INVALID'),
  ),
  row(
    'dies-of-bad-field-names',
    'amqp091/AMQP-data.table-names',
    'dies of bad field names',
    dying(hasProblem('AMQP_TABLE_NAME')),
  ),
  row(
    'dies-of-duplicate-fields',
    'amqp091/AMQP-data.table-names',
    'dies of repeated field names',
    dying(hasTable(({ entries }) => new Set(entries.map(({ name }) => name)).size < entries.length)),
  ),
  distortedProperties(
    'drops-reply-to',
    'amqp091/AMQP-content.headers-preserved',
    'delivers messages without their reply-to',
  ),
  distortedProperties(
    'adds-empty-properties',
    'amqp091/AMQP-content.property-flags',
    'delivers an empty content-type where there was none',
  ),
  distortedProperties(
    'shifts-property-flags',
    'amqp091/AMQP-content.property-flags',
    'delivers a single property under the flag of the next',
  ),
  distortedProperties(
    'cuts-timestamp-to-32-bits',
    'amqp091/AMQP-content.headers-preserved',
    'delivers the lower half of a timestamp',
  ),
  distortedProperties(
    'drops-timestamp',
    'amqp091/AMQP-content.headers-preserved',
    'delivers messages without their timestamp',
  ),
  distortedProperties('clamps-priority', 'amqp091/AMQP-content.headers-preserved', 'delivers priorities above 9 as 9'),
  distortedProperties(
    'drops-empty-properties',
    'amqp091/AMQP-content.headers-preserved',
    'delivers messages without their empty properties',
  ),
];
