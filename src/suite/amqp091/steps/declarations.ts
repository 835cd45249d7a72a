import { patience } from '../../run/patience.js';
import { type StepDefinition, step, stepMaybeWith, stepWith } from '../../step.js';
import type { Table } from '../../words/table.js';
import type { World } from '../../world.js';
import { carries, expectReply, isMethod, parseReply, surprise, takeAnswer } from '../answers.js';
import { writtenTable } from '../arguments.js';
import { type AmqpClient, amqpClient } from '../client.js';
import { nameChosen, wireKey, wireName } from '../names.js';
import type { ExchangeKind, QueueKind } from '../parameter-types.js';
import { checkArguments } from './methods.js';
import { soon } from './soon.js';

/** Exchanges, queues and bindings: made, and looked for. */
export const AMQP_DECLARATION_STEPS: readonly StepDefinition[] = [
  stepMaybeWith(
    '{client} has declared the {exchange kind} exchange {string}',
    declareExchange,
    'exchange.declare, answered; the rows are fields of its arguments table',
  ),
  stepMaybeWith(
    '{client} has declared {queue kind} {string}',
    declareQueue,
    'queue.declare, answered; the rows are fields of its arguments table',
  ),
  stepWith(
    '{client} has declared {queue kind} {string} bound to {string} with',
    async (world: World, name: string, kind: QueueKind, queue: string, exchange: string, keys: Table) => {
      await declareQueue(world, name, kind, queue, []);
      for (const [key = ''] of keys) await bindQueue(world, name, queue, exchange, key, []);
    },
    'queue.declare and queue.bind, answered; each row is a binding key',
  ),
  stepMaybeWith(
    '{client} has bound {thing} {string} to {string}{key}',
    async (world: World, name: string, thing: Thing, bound: string, to: string, key: string, rows: Table) => {
      if (thing === 'queue') await bindQueue(world, name, bound, to, key, rows);
      else await bindExchange(world, name, bound, to, key);
    },
    'queue.bind or exchange.bind, answered; the rows are the routing-key and fields of its arguments table',
  ),
  stepMaybeWith(
    '{client}{soon} finds {thing} {string}{on}',
    async (
      world: World,
      name: string,
      repeated: boolean,
      thing: Thing,
      what: string,
      on: number | undefined,
      rows: Table,
    ) => {
      const client = await ready(world, name, on);
      const look = async () => checkArguments(world, name, await lookFor(client, thing, what, on), rows);
      await (repeated ? soon(world, look) : look());
    },
    'a passive declare; the rows are arguments of its answer, such as message-count',
  ),
  step(
    '{client}{soon} finds no {thing} {string}{on}',
    async (world: World, name: string, repeated: boolean, thing: Thing, what: string, on = 1) => {
      const goOn = repeated ? patience(world) : async () => false;
      for (;;) {
        const client = await ready(world, name, on);
        passive(client, thing, what, on);
        const event = await takeAnswer(client, on);
        const isThere = isMethod(event, `${thing}.declare-ok`);
        if (isThere && (await goOn())) continue;
        const refused = isMethod(event, 'channel.close') && event.channel === on && carries(event, notFound);
        if (!refused)
          throw surprise(
            client,
            [`channel.close 404 NOT_FOUND on channel ${on}: no ${thing} "${what}"`],
            event,
            'reply-code',
          );
        client.send('channel.close-ok', {}, on);
        return;
      }
    },
    'a passive declare, refused',
  ),
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

async function bindExchange(world: World, name: string, destination: string, source: string, key: string) {
  const names = { destination: wireName(world, destination), source: wireName(world, source) };
  await amqpClient(world, name).call('exchange.bind', { ...names, 'routing-key': key });
}

/** Two columns: a field's name and its value as in a field table. */
const fieldTable = (world: World, rows: Table) =>
  writtenTable(world, rows.map(([field = '', value = '']) => `${JSON.stringify(field)}: ${value}`).join(', '));

function passive(client: AmqpClient, thing: Thing, what: string, channel = 1): void {
  client.send(`${thing}.declare`, { [thing]: wireName(client.world, what), passive: true }, channel);
}

async function lookFor(client: AmqpClient, thing: Thing, what: string, channel = 1) {
  passive(client, thing, what, channel);
  return expectReply(client, `${thing}.declare-ok`, channel);
}
