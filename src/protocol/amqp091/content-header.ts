/**
 * The payload of a content header (4.2.6.1):
 *
 *     0          2        4           12               14
 *     +----------+--------+-----------+----------------+-------------+
 *     | class-id | weight | body size | property flags | properties  |
 *     +----------+--------+-----------+----------------+-------------+
 *
 * Flags run from bit 15 down; bit 0 says that another word of flags follows.
 */
import { hexNumber } from '../../bytes/hex.js';
import type { Reader } from '../../bytes/reader.js';
import type { Writer } from '../../bytes/writer.js';
import { readArguments, writeArguments } from './arguments.js';
import { type ArgumentDefinition, classById } from './definitions.js';
import type { Dissection } from './dissection.js';
import type { TableOptions } from './field-table.js';
import type { Dialect } from './field-type.js';
import type { AmqpArguments, ContentHeader } from './frame.js';

const flagsPerWord = 15;

export function readContentHeader(
  reader: Reader,
  channel: number,
  dissection: Dissection,
  options: TableOptions,
): ContentHeader | undefined {
  const start = reader.offset;
  const classId = reader.u16();
  const weight = reader.u16();
  const bodySize = reader.u64();
  if (classId === undefined || weight === undefined || bodySize === undefined) {
    dissection.problem('AMQP_CONTENT_INCOMPLETE', start, reader.end, 'content header of fewer than 14 octets');
    return undefined;
  }
  const definition = classById(classId);
  if (definition === undefined || definition.properties.length === 0) {
    dissection.problem(
      'AMQP_CONTENT_CLASS',
      start,
      start + 2,
      `class ${definition?.name ?? classId} carries no content`,
    );
  }
  dissection.leaf('class-id', start, start + 2, {
    value: classId,
    ...(definition && { text: `${classId} ${definition.name}` }),
  });
  if (weight !== 0) dissection.problem('AMQP_CONTENT_WEIGHT', start + 2, start + 4, `weight ${weight}, must be 0`);
  dissection.leaf('weight', start + 2, start + 4, { value: weight });
  dissection.leaf('body size', start + 4, start + 12, { value: bodySize });
  const properties = readProperties(reader, definition?.properties ?? [], dissection, options);
  return { type: 'content-header', channel, classId, bodySize, properties };
}

export function writeContentHeader(
  writer: Writer,
  classId: number,
  bodySize: bigint,
  properties: AmqpArguments,
  dialect: Dialect,
): void {
  writer.u16(classId).u16(0).u64(bodySize);
  const known = classById(classId)?.properties ?? [];
  const unknown = Object.keys(properties).find((name) => !known.some((property) => property.name === name));
  if (unknown !== undefined) throw new TypeError(`class ${classId} has no property ${unknown}`);
  const words = Math.max(1, Math.ceil(known.length / flagsPerWord));
  const flags = new Array<number>(words).fill(0);
  known.forEach(({ name }, index) => {
    const word = Math.floor(index / flagsPerWord);
    if (properties[name] !== undefined) flags[word] = (flags[word] ?? 0) | (0x8000 >> (index % flagsPerWord));
  });
  while (flags.length > 1 && flags.at(-1) === 0) flags.pop();
  flags.forEach((word, index) => {
    writer.u16(index < flags.length - 1 ? word | 1 : word);
  });
  writeArguments(
    writer,
    known.filter(({ name }) => properties[name] !== undefined),
    properties,
    dialect,
  );
}

function readProperties(
  reader: Reader,
  known: readonly ArgumentDefinition[],
  dissection: Dissection,
  options: TableOptions,
): AmqpArguments {
  const present: ArgumentDefinition[] = [];
  let index = 0;
  let more = true;
  let undefinedFlag = false;
  while (more) {
    const start = reader.offset;
    const word = reader.u16();
    if (word === undefined) {
      dissection.problem('AMQP_CONTENT_INCOMPLETE', start, reader.end, 'the property flags are cut short');
      return {};
    }
    for (let bit = 15; bit > 0; bit--, index++) {
      if (((word >> bit) & 1) === 0) continue;
      const property = known[index];
      if (property) present.push(property);
      else undefinedFlag = true;
    }
    more = (word & 1) === 1;
    if (undefinedFlag) {
      dissection.problem(
        'AMQP_PROPERTY_FLAGS',
        start,
        reader.offset,
        `flags ${hexNumber(word, 4)} name undefined properties`,
      );
    }
    if (dissection.tree) {
      dissection.leaf('property flags', start, reader.offset, {
        value: word,
        text: hexNumber(word, 4),
        spec: '4.2.6.1',
      });
    }
  }
  const { values, missing } = readArguments(reader, present, dissection, options);
  if (missing) {
    dissection.problem(
      'AMQP_CONTENT_INCOMPLETE',
      reader.offset,
      reader.end,
      `the property ${missing.name} is cut short`,
    );
  } else if (reader.remaining > 0 && !undefinedFlag) {
    dissection.problem(
      'AMQP_CONTENT_TRAILING',
      reader.offset,
      reader.end,
      `${reader.remaining} octets after the last property`,
    );
  }
  return values;
}
