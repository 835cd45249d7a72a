import { Buffer } from 'node:buffer';
import { formatHex } from '../../../bytes/hex.js';
import { ExpectationFailed } from '../../../result/expectation.js';
import { type StepDefinition, step, stepMaybeWith, stepWith } from '../../step.js';
import { byteRows, joined } from '../../words/byte-table.js';
import type { Table } from '../../words/table.js';
import { wirePayload } from '../../words/wire-name.js';
import type { WrittenMessages } from '../../words/written-messages.js';
import type { World } from '../../world.js';
import { describe, evidence, expectMessage, parseReply, shown, surprise, takeAnswer } from '../answers.js';
import { argumentNamed, isAsWritten, textOf, writtenProperties } from '../arguments.js';
import { type AmqpClient, amqpClient } from '../client.js';
import type { HeardMessage } from '../heard.js';
import { wireKey, wireName } from '../names.js';
import type { Destination } from '../parameter-types.js';
import { headersFlag, isAsPublished } from '../published.js';
import { ready } from './declarations.js';
import { soon } from './soon.js';

/** Messages: published, delivered to a consumer, fetched, returned. */
export const AMQP_MESSAGE_STEPS: readonly StepDefinition[] = [
  stepMaybeWith(
    '{client} publishes {messages} to {destination}{mandatory}{on}',
    async (
      world: World,
      name: string,
      what: WrittenMessages,
      destination: Destination,
      mandatory: boolean,
      on: number | undefined,
      rows: Table,
    ) => {
      const client = await ready(world, name, on);
      const properties = Object.fromEntries(rows.map(([property = '', value = '']) => [property, value]));
      for (const body of bodiesOf(what))
        publish(client, { body: body ?? 'a message', ...properties, ...destination }, mandatory, on);
    },
    'waits for nothing; the bodies of numbered messages are their numbers; the rows are properties',
  ),
  stepWith(
    '{client} publishes to exchange {string}{mandatory}{on}',
    async (world: World, name: string, exchange: string, mandatory: boolean, on: number | undefined, rows: Table) => {
      const client = await ready(world, name, on);
      for (const row of records(rows)) publish(client, { ...row, exchange }, mandatory, on);
    },
    'a row of headings: body, routing-key, properties; then a message a row',
  ),
  step(
    '{client} publishes the keys {words} to exchange {string}',
    async (world: World, name: string, keys: string[], exchange: string) => {
      const client = await ready(world, name);
      for (const key of keys) publish(client, { exchange, 'routing-key': key, body: key }, false);
    },
    'a message a key, which is its body too',
  ),
  step(
    '{client} gets the keys {words} from {string}',
    async (world: World, name: string, keys: string[], queue: string) => {
      const client = await ready(world, name);
      for (const key of keys) await get(client, queue, key);
      await getNothing(client, queue);
    },
    'those messages in this order, and nothing behind them',
  ),
  stepMaybeWith(
    '{client}{soon} gets {messages} from {string}{on}{unacknowledged}',
    async (
      world: World,
      name: string,
      repeated: boolean,
      what: WrittenMessages,
      queue: string,
      on: number | undefined,
      isHeld: boolean,
      rows: Table,
    ) => {
      const client = await ready(world, name, on);
      for (const body of bodiesOf(what)) {
        const attempt = () => get(client, queue, body, on, !isHeld);
        const message = await (repeated ? soon(world, attempt) : attempt());
        checkMessage(client, message, rows);
      }
    },
    'basic.get, acknowledged at once unless told; the rows name the body, arguments of basic.get-ok and properties',
  ),
  stepWith(
    '{client} gets from {string}{on} in order',
    async (world: World, name: string, queue: string, on: number | undefined, bodies: Table) => {
      const client = await ready(world, name, on);
      for (const [body = ''] of bodies) await get(client, queue, body, on);
      await getNothing(client, queue, on);
    },
    'rows of bodies; nothing behind them',
  ),
  step(
    '{client} gets nothing from {string}{on}',
    async (world: World, name: string, queue: string, on?: number) => {
      await getNothing(await ready(world, name, on), queue, on);
    },
    'basic.get, answered by basic.get-empty',
  ),
  stepWith(
    '{client} publishes to queue {string} a message with the header octets',
    async (world: World, name: string, queue: string, table: Table) => {
      const client = await ready(world, name);
      const fields = joined(byteRows(table, world.options));
      const size = Buffer.alloc(4);
      size.writeUInt32BE(fields.length);
      client.publishOctets(wireName(world, queue), Buffer.concat([headersFlag, size, fields]));
    },
    'a byte table: the fields of the headers table',
  ),
  step(
    '{client} gets that message from {string} unchanged',
    async (world: World, name: string, queue: string) => {
      const client = await ready(world, name);
      const { properties } = client.published;
      const message = await get(client, queue, undefined);
      if (isAsPublished(client.published, message)) return;
      throw new ExpectationFailed(
        [`the message as it was published, properties ${formatHex(properties)}`],
        `${describe(client, message)}, properties ${formatHex(message.properties)}`,
        evidence(message),
      );
    },
    'body, property flags and property list as they were published last',
  ),
  stepMaybeWith(
    '{client} gets back {messages}{for reply}{on}',
    async (
      world: World,
      name: string,
      what: WrittenMessages,
      reply: string | undefined,
      on: number | undefined,
      rows: Table,
    ) => {
      const client = amqpClient(world, name);
      for (const body of bodiesOf(what)) {
        const named = body === undefined ? 'the message' : shown(wirePayload(body));
        const expected = `basic.return of ${named}${reply === undefined ? '' : ` with ${reply}`}`;
        const returned = await expectMessage(client, 'basic.return', on ?? 1, expected);
        const code = returned.frame.arguments['reply-code'];
        if (reply !== undefined && code !== parseReply(reply).code)
          throw surprise(client, [expected], returned, 'reply-code');
        if (body !== undefined && !wirePayload(body).equals(returned.body))
          throw surprise(client, [expected], returned);
        checkMessage(client, returned, rows);
      }
    },
    'basic.return and the message; the rows name arguments of basic.return and properties',
  ),
];

/** The bodies of numbered messages are their numbers; a message of which nothing is said has whatever body. */
export function bodiesOf({ text, numbered }: WrittenMessages): readonly (string | undefined)[] {
  return numbered === undefined ? [text] : Array.from({ length: numbered }, (_, index) => String(index + 1));
}

/** A table with a row of headings; a cell may say `absent`. */
export function records(rows: Table): Readonly<Record<string, string>>[] {
  const [headings = [], ...rest] = rows;
  return rest.map((row) => Object.fromEntries(headings.map((heading, index) => [heading, row[index] ?? ''])));
}

function publish(client: AmqpClient, said: Readonly<Record<string, string>>, mandatory: boolean, channel = 1): void {
  const { exchange = '', body = '', 'routing-key': key = '', immediate = 'false' } = said;
  const values = {
    exchange: wireName(client.world, exchange),
    'routing-key': wireKey(client.world, exchange, key),
    mandatory,
    immediate: immediate === 'true',
  };
  client.publish(channel, values, writtenProperties(client, new Map(Object.entries(said))), wirePayload(body));
}

/** basic.get; `body` undefined takes whatever comes first. */
export async function get(
  client: AmqpClient,
  queue: string,
  body: string | undefined,
  channel = 1,
  noAck = true,
): Promise<HeardMessage> {
  const expected = body === undefined ? `a message in "${queue}"` : `${shown(wirePayload(body))} in "${queue}"`;
  client.send('basic.get', { queue: wireName(client.world, queue), 'no-ack': noAck }, channel);
  const message = await expectMessage(client, 'basic.get-ok', channel, expected);
  if (body !== undefined && !wirePayload(body).equals(message.body)) throw surprise(client, [expected], message);
  return message;
}

async function getNothing(client: AmqpClient, queue: string, channel = 1): Promise<void> {
  client.send('basic.get', { queue: wireName(client.world, queue), 'no-ack': true }, channel);
  const event = await takeAnswer(client, channel);
  if (event.kind === 'method' && event.frame.method === 'basic.get-empty') return;
  throw surprise(client, [`nothing (more) in "${queue}"`], event);
}

/** Rows of fields: `body`, arguments of the method, properties. */
export function checkMessage(client: AmqpClient, message: HeardMessage, rows: Table): void {
  const values = { ...message.header.properties, ...message.frame.arguments };
  for (const [name = '', text = ''] of rows) {
    const holds = name === 'body' ? wirePayload(text).equals(message.body) : isAsWritten(client, values, name, text);
    if (holds) continue;
    const value = name === 'body' ? shown(message.body) : argumentNamed(values, name);
    const seen = value === undefined ? 'absent' : client.world.options.namespace.readable(textOf(value));
    throw new ExpectationFailed(
      [`a message with ${name} ${text}`],
      `${name} is ${seen}: ${describe(client, message)}`,
      evidence(message, name),
    );
  }
}
