import { Buffer } from 'node:buffer';
import { type ArgumentDefinition, classByName, methodByName } from '../../protocol/amqp091/definitions.js';
import { encodeMethod, type GivenArguments } from '../../protocol/amqp091/encode.js';
import { encodeTable, fieldText, isTable } from '../../protocol/amqp091/field-table.js';
import type { AmqpArgument, AmqpArguments, FieldTable, FieldTableEntry } from '../../protocol/amqp091/frame.js';
import { table } from '../../protocol/amqp091/plain-table.js';
import { NotApplicable, UsageError } from '../../result/expectation.js';
import { permits, writtenBit, writtenNumber } from '../words/cell.js';
import type { Table } from '../words/table.js';
import { wireText } from '../words/wire-name.js';
import type { World } from '../world.js';
import { handshakeArguments, saslResponse } from './handshake.js';
import { wireKey, wireName } from './names.js';
import type { AmqpSpeaker } from './speaker.js';
import { parseFieldTable } from './table-notation.js';

/** The rows of "sends queue.declare with": arguments by the standard's names; those not given are what a correct client says. */
export function writtenArguments(client: AmqpSpeaker, method: string, rows: Table): GivenArguments {
  const definition = methodByName(method);
  if (definition === undefined) throw new UsageError(`there is no method ${method}`);
  const said = new Map(rows.map(([name = '', text = '']) => [name, text]));
  const values: Record<string, AmqpArgument | undefined> = { ...handshakeArguments(client, method) };
  if (said.has('mechanism')) values.response = saslResponse(client.world, said.get('mechanism') ?? '');
  const frameSize = said.get('frame size');
  said.delete('frame size');
  for (const [name, text] of said) {
    const argument = definition.arguments.find((one) => one.name === name);
    if (argument === undefined) throw new UsageError(`${method} has no argument ${name}`);
    values[name] = argumentValue(client, argument, text, said.get('exchange') ?? said.get('source') ?? '');
  }
  return frameSize === undefined ? values : padded(method, values, Number(frameSize));
}

/** `frame size`: client-properties filled up until the frame of connection.start-ok has so many octets. */
function padded(method: string, values: GivenArguments, size: number): GivenArguments {
  const withPadding = (length: number) => ({ ...values, 'client-properties': table({ padding: 'x'.repeat(length) }) });
  return withPadding(size - encodeMethod(0, method, withPadding(0)).length);
}

/** Properties of a message by the standard's names. */
export function writtenProperties(client: AmqpSpeaker, said: ReadonlyMap<string, string>): GivenArguments {
  const values: Record<string, AmqpArgument> = {};
  for (const property of classByName('basic')?.properties ?? []) {
    const text = said.get(property.name);
    if (text !== undefined && text !== 'absent')
      values[property.name] = argumentValue(client, property, text, undefined);
  }
  return values;
}

/** A field table as a feature writes it, names in it namespaced like any other. */
export function writtenTable(world: World, text: string): FieldTable {
  const named = (entry: FieldTableEntry): FieldTableEntry => {
    const { value } = entry.value;
    const wire = NAMES_IN_TABLES[entry.name];
    return wire && typeof value === 'string'
      ? { ...entry, value: { ...entry.value, value: wire(world, value) } }
      : entry;
  };
  return { entries: parseFieldTable(text).entries.map(named) };
}

/** Is the value what a feature asks for, in the language of cells? `server-properties.product` looks into a table. */
export function isAsWritten(client: AmqpSpeaker, values: AmqpArguments, name: string, text: string): boolean {
  const value = argumentNamed(values, name);
  if (value === undefined) return permits(text, { value, equals: () => false });
  const equals = (written: string) => isThat(client, values, name, value, written);
  return permits(text, { value, text: textOf(value), equals });
}

function isThat(
  client: AmqpSpeaker,
  values: AmqpArguments,
  name: string,
  value: AmqpArgument,
  written: string,
): boolean {
  if (isTable(value)) return Buffer.compare(encodeTable(value), encodeTable(writtenTable(client.world, written))) === 0;
  if (NAMES.has(name)) return value === wireName(client.world, written);
  if (name === 'routing-key') return value === wireKey(client.world, String(values.exchange ?? ''), written);
  if (typeof value === 'boolean') return value === writtenBit(written);
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value) === writtenNumber(written);
  return textOf(value) === unescaped(written);
}

/** The value of an argument, or of a field in a table argument: `server-properties.product`. */
export function argumentNamed(values: AmqpArguments, name: string): AmqpArgument | undefined {
  if (values[name] !== undefined) return values[name];
  const [argument = '', ...field] = name.split('.');
  const table = values[argument];
  if (!isTable(table)) return undefined;
  const found = table.entries.find((entry) => entry.name === field.join('.'))?.value.value;
  return found === undefined || found === null ? undefined : isTable(found) ? found : fieldTextOf(found);
}

export function textOf(value: AmqpArgument): string {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return isTable(value) ? fieldText(value) : String(value);
}

const LARGEST = { octet: 0xff, short: 0xffff, long: 0xffffffff };

type FieldValue = Parameters<typeof fieldText>[0];

const fieldTextOf = (value: FieldValue): string => (typeof value === 'string' ? value : fieldText(value));

/** Arguments that hold a name which the namespace must touch. */
const NAMES: ReadonlySet<string> = new Set(['exchange', 'queue', 'destination', 'source', 'consumer-tag', 'reply-to']);

/** Fields of tables that do. */
const NAMES_IN_TABLES: Readonly<Record<string, (world: World, name: string) => string>> = {
  'alternate-exchange': wireName,
  'x-dead-letter-exchange': wireName,
  'x-dead-letter-routing-key': (world, key) => wireKey(world, 'any', key),
};

function argumentValue(
  client: AmqpSpeaker,
  { name, type }: ArgumentDefinition,
  text: string,
  exchange: string | undefined,
): AmqpArgument {
  const { world, offered } = client;
  if (type === 'bit') return writtenBit(text);
  if (type === 'table') return writtenTable(world, text);
  if (type === 'longstr') return Buffer.from(unescaped(text, world));
  if (type === 'longlong' || type === 'timestamp') return BigInt(text);
  if (type !== 'shortstr') {
    const [, sign = '+', more = '0'] = /^offered(?:([+-])(\d+))?$/.exec(text) ?? [];
    if (!text.startsWith('offered')) return writtenNumber(text);
    const beyond = Number(offered[name] ?? 0) + Number(`${sign}${more}`);
    if (offered[name] === 0 || beyond > LARGEST[type]) throw new NotApplicable(`the broker proposes no limit: ${name}`);
    return beyond;
  }
  if (NAMES.has(name)) return wireName(world, text);
  return name === 'routing-key' && exchange !== undefined ? wireKey(world, exchange, text) : unescaped(text, world);
}

/** `<user>` and `<password>` are the target's. */
function unescaped(text: string, world?: World): string {
  const { user = 'guest', password = 'guest' } = world?.options.target ?? {};
  return wireText(text).replaceAll('<user>', user).replaceAll('<password>', password);
}
