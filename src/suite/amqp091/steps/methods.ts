import { methodByName } from '../../../protocol/amqp091/definitions.js';
import { ExpectationFailed } from '../../../result/expectation.js';
import { type StepDefinition, step, stepMaybeWith } from '../../step.js';
import type { Table } from '../../words/table.js';
import type { World } from '../../world.js';
import { evidence, expectReply, surprise } from '../answers.js';
import { argumentNamed, isAsWritten, textOf, writtenArguments } from '../arguments.js';
import { type AmqpClient, amqpClient } from '../client.js';
import { handshakeArguments } from '../handshake.js';
import type { HeardMethod } from '../heard.js';

/** AMQP methods by name: sent, performed (sent and answered as they should be), received. */
export const AMQP_METHOD_STEPS: readonly StepDefinition[] = [
  step(
    '{client} has connected up to {method}',
    async (world: World, name: string, method: string) => {
      await amqpClient(world, name).connectUpTo(method);
    },
    'a correct handshake, as far as having received that',
  ),
  step(
    '{client} opens channel {int}',
    async (world: World, name: string, channel: number) => {
      await amqpClient(world, name).call('channel.open', {}, channel);
    },
    'channel.open, answered',
  ),
  step(
    '{client} closes channel {int}',
    async (world: World, name: string, channel: number) => {
      const client = amqpClient(world, name);
      await client.call('channel.close', handshakeArguments(client, 'channel.close'), channel);
    },
    'channel.close, answered',
  ),
  stepMaybeWith(
    '{client} sends {method}{on}',
    (world: World, name: string, method: string, on: number | undefined, rows: Table) => {
      const client = amqpClient(world, name);
      client.send(method, writtenArguments(client, method, rows), on ?? usual(method));
    },
    'waits for nothing; the arguments that no row names are those of a correct client',
  ),
  stepMaybeWith(
    '{client} performs {method}{on}',
    (world: World, name: string, method: string, on: number | undefined, rows: Table) =>
      perform(world, name, method, on ?? usual(method), rows),
    'sends it and receives its answer, if it has one',
  ),
  stepMaybeWith(
    '{client} receives {method}{on}{next}',
    async (world: World, name: string, method: string, on: number | undefined, next: boolean, rows: Table) => {
      const client = amqpClient(world, name);
      const channel = on ?? usual(method);
      if (next) await expectNext(client, method, channel);
      else checkArguments(world, name, await expectReply(client, method, channel), rows);
    },
    'the next answer on that channel',
  ),
  step(
    "{client}'s channel {int} is still open",
    (world: World, name: string, channel: number) => amqpClient(world, name).synchronise(channel),
    'a round trip on it proves that',
  ),
];

/** Before anything else, whatever the channel: content counts by the method that carries it. */
async function expectNext(client: AmqpClient, method: string, channel: number): Promise<void> {
  const event = await client.take(() => true);
  const isNext = (event.kind === 'method' || event.kind === 'message') && event.frame.method === method;
  if (isNext && event.channel === channel) return;
  throw surprise(client, [`${method} on channel ${channel} before anything else`], event);
}

/** Class connection lives on channel 0; a client that says nothing else uses channel 1. */
export const usual = (method: string): number => (method.startsWith('connection.') ? 0 : 1);

/** A correct client's method and its answer; what does not come is the broker's failure. */
export async function perform(world: World, name: string, method: string, channel: number, rows: Table): Promise<void> {
  const client = amqpClient(world, name);
  if (channel !== 0 && !method.startsWith('channel.')) await client.useChannel(channel);
  const [reply] = methodByName(method)?.replies ?? [];
  const values = writtenArguments(client, method, rows);
  client.send(method, values, channel);
  if (reply !== undefined && values['no-wait'] !== true) await expectReply(client, reply, channel);
}

/** Every row's argument must be as the row says. */
export function checkArguments(world: World, name: string, received: HeardMethod, rows: Table): void {
  const client = amqpClient(world, name);
  const { method, arguments: values } = received.frame;
  for (const [argument = '', wanted = ''] of rows) {
    if (isAsWritten(client, values, argument, wanted)) continue;
    const value = argumentNamed(values, argument);
    const seen = value === undefined ? 'is absent' : `is "${world.options.namespace.readable(textOf(value))}"`;
    throw new ExpectationFailed(
      [`${method} with ${argument} ${wanted}`],
      `${argument} of ${method} ${seen}`,
      evidence(received, argument.split('.')[0]),
    );
  }
}
