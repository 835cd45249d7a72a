import { patience } from '../../run/patience.js';
import { type StepDefinition, step, stepWith } from '../../step.js';
import type { Table } from '../../words/table.js';
import type { World } from '../../world.js';
import { carries, expectChannelClosed, expectReply, isMethod, parseReply, surprise, takeAnswer } from '../answers.js';
import { writtenTable } from '../arguments.js';
import { type AmqpClient, amqpClient } from '../client.js';
import { nameChosen, wireKey, wireName } from '../names.js';
import type { ExchangeKind, QueueKind } from '../parameter-types.js';
import { checkArguments } from './methods.js';

/** Exchanges, queues and bindings: made, and looked for. */
export const amqpDeclarationSteps: readonly StepDefinition[] = [
  step(
    '{client} has declared the {exchange kind} exchange {string}',
    (world: World, name: string, kind: ExchangeKind, exchange: string) =>
      declareExchange(world, name, kind, exchange, []),
  ),
  stepWith(
    '{client} has declared the {exchange kind} exchange {string} with',
    (world: World, name: string, kind: ExchangeKind, exchange: string, rows: Table) =>
      declareExchange(world, name, kind, exchange, rows),
  ),
  step(
    '{client} declares the {exchange kind} exchange {string}',
    async (world: World, name: string, kind: ExchangeKind, exchange: string) => {
      const client = amqpClient(world, name);
      await client.useChannel(1);
      client.send('exchange.declare', { ...kind, exchange: wireName(world, exchange) });
    },
  ),
  step('{client} has declared {queue kind} {string}', (world: World, name: string, kind: QueueKind, queue: string) =>
    declareQueue(world, name, kind, queue, []),
  ),
  stepWith(
    '{client} has declared {queue kind} {string} with',
    (world: World, name: string, kind: QueueKind, queue: string, rows: Table) =>
      declareQueue(world, name, kind, queue, rows),
  ),
  stepWith(
    '{client} has declared {queue kind} {string} bound to {string} with',
    async (world: World, name: string, kind: QueueKind, queue: string, exchange: string, keys: Table) => {
      await declareQueue(world, name, kind, queue, []);
      for (const [key = ''] of keys) await bindQueue(world, name, queue, exchange, key, []);
    },
  ),
  step(
    '{client} has bound {string} to {string} with routing key {string}',
    (world: World, name: string, queue: string, exchange: string, key: string) =>
      bindQueue(world, name, queue, exchange, key, []),
  ),
  stepWith(
    '{client} has bound {string} to {string} with',
    (world: World, name: string, queue: string, exchange: string, rows: Table) =>
      bindQueue(world, name, queue, exchange, '', rows),
  ),
  step(
    '{client} has bound exchange {string} to {string} with routing key {string}',
    async (world: World, name: string, destination: string, source: string, key: string) => {
      const names = { destination: wireName(world, destination), source: wireName(world, source) };
      await amqpClient(world, name).call('exchange.bind', { ...names, 'routing-key': key });
    },
  ),
  step(
    '{client} finds {thing} {string}{on}',
    async (world: World, name: string, thing: Thing, what: string, on?: number) => {
      await lookFor(await ready(world, name, on), thing, what, on);
    },
  ),
  stepWith(
    '{client} finds {thing} {string}{on} with',
    async (world: World, name: string, thing: Thing, what: string, on: number | undefined, rows: Table) => {
      checkArguments(world, name, await lookFor(await ready(world, name, on), thing, what, on), rows);
    },
  ),
  step(
    '{client} finds no {thing} {string}{on}',
    async (world: World, name: string, thing: Thing, what: string, on?: number) => {
      const client = await ready(world, name, on);
      passive(client, thing, what, on);
      await expectChannelClosed(client, on ?? 1, notFound);
    },
  ),
  step('{client} soon finds no {thing} {string}', async (world: World, name: string, thing: Thing, what: string) => {
    const goOn = patience(world);
    for (;;) {
      const client = await ready(world, name);
      passive(client, thing, what);
      const event = await takeAnswer(client, 1);
      const refused = isMethod(event, 'channel.close');
      if (refused) client.send('channel.close-ok', {}, 1);
      if (refused && carries(event, notFound)) return;
      if (!(refused || isMethod(event, `${thing}.declare-ok`)) || !(await goOn())) {
        throw surprise(client, [`channel.close 404 NOT_FOUND: no ${thing} "${what}" any more`], event);
      }
    }
  }),
];

type Thing = 'queue' | 'exchange';

const notFound = parseReply('404 NOT_FOUND');

/** A channel that the broker closed is opened again, as a correct client would. */
export async function ready(world: World, name: string, channel = 1): Promise<AmqpClient> {
  const client = amqpClient(world, name);
  await client.useChannel(channel);
  return client;
}

async function declareExchange(world: World, name: string, kind: ExchangeKind, exchange: string, rows: Table) {
  const client = await ready(world, name);
  await client.call('exchange.declare', {
    ...kind,
    exchange: wireName(world, exchange),
    arguments: fieldTable(world, rows),
  });
}

async function declareQueue(world: World, name: string, kind: QueueKind, queue: string, rows: Table): Promise<void> {
  const client = await ready(world, name);
  const { serverNamed, ...bits } = kind;
  const wanted = { ...bits, queue: serverNamed ? '' : wireName(world, queue), arguments: fieldTable(world, rows) };
  const declared = await client.call('queue.declare', wanted);
  if (serverNamed) nameChosen(world, queue, String(declared?.frame.arguments.queue));
}

async function bindQueue(world: World, name: string, queue: string, exchange: string, key: string, rows: Table) {
  const client = await ready(world, name);
  const fields = rows.filter(([field]) => field !== 'routing-key');
  const given = rows.find(([field]) => field === 'routing-key')?.[1] ?? key;
  await client.call('queue.bind', {
    queue: wireName(world, queue),
    exchange: wireName(world, exchange),
    'routing-key': wireKey(world, exchange, given),
    arguments: fieldTable(world, fields),
  });
}

/** Two columns: a field's name and its value as in a field table. */
const fieldTable = (world: World, rows: Table) =>
  writtenTable(world, rows.map(([field = '', value = '']) => `${JSON.stringify(field)}: ${value}`).join(', '));

function passive(client: AmqpClient, thing: Thing, what: string, channel = 1): void {
  client.send(`${thing}.declare`, { [thing]: wireName(client.world, what), passive: true }, channel);
}

export async function lookFor(client: AmqpClient, thing: Thing, what: string, channel = 1) {
  passive(client, thing, what, channel);
  return expectReply(client, `${thing}.declare-ok`, channel);
}
