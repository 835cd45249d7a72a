/*
 * A message of AMQP 1.0 (part 3, 3.2): sections in this order, each a described value; all may be left out.
 *
 *   header | delivery-annotations | message-annotations | properties | application-properties | body | footer
 *
 * The body is data sections, or sequences, or one value.
 */
import { Buffer } from 'node:buffer';
import type { Field } from '../field.js';
import type { Problem } from '../problem.js';
import type { Composite } from './definitions.js';
import { type Amqp10Value, itemsOf } from './value.js';
import { readValue } from './value-reader.js';
import { Walk } from './walk.js';

export interface Section {
  readonly name: string;
  /** What the section holds: a list of fields, a map, binary, or any value. */
  readonly value: Amqp10Value;
  readonly composite: Composite;
}

export interface DecodedMessage {
  readonly sections: readonly Section[];
  readonly problems: readonly Problem[];
  readonly fields: readonly Field[];
}

/** A message that was put together from several transfers. Offsets count from its first octet. */
export function decodeMessage(bytes: Uint8Array, tree = false): DecodedMessage {
  const walk = new Walk(bytes, 0, bytes.length, tree);
  return { ...readSections(walk), problems: walk.problems };
}

/** Sections from where the walk stands to its end. */
export function readSections(walk: Walk): { readonly sections: readonly Section[]; readonly fields: readonly Field[] } {
  const sections: Section[] = [];
  const fields: Field[] = [];
  const { reader } = walk;
  let last = 0;
  while (reader.remaining > 0) {
    const start = reader.offset;
    const read = readValue(walk, 'section');
    if (read === undefined) break;
    const { composite } = read.value;
    if (composite?.kind !== 'section') {
      walk.report(
        'AMQP10_SECTION',
        start,
        reader.offset,
        `${composite?.name ?? read.value.type} is no section of a message`,
      );
      break;
    }
    const repeatable = composite.code === 0x75 || composite.code === 0x76;
    if (composite.code < last || (composite.code === last && !repeatable)) {
      walk.report(
        'AMQP10_SECTION_ORDER',
        start,
        reader.offset,
        `${composite.name} stands behind a section it must precede`,
      );
    }
    last = composite.code;
    const [value] = itemsOf(read.value);
    if (value !== undefined) sections.push({ name: composite.name, value, composite });
    if (read.field !== undefined) fields.push({ ...read.field, name: composite.name });
  }
  return { sections, fields };
}

/** The octets of the body where it is made of data sections. */
export function bodyData(sections: readonly Section[]): Uint8Array | undefined {
  const parts = sections.filter(({ name }) => name === 'data').map(({ value }) => value.value);
  if (parts.length === 0) return undefined;
  const octets = parts.filter((part) => part instanceof Uint8Array);
  return octets.length === 1 ? octets[0] : Buffer.concat(octets);
}
