import { setTimeout as wait } from 'node:timers/promises';
import { ExpectationFailed, NotApplicable } from '../../result/expectation.js';
import type { Actor } from '../actor.js';
import { type StepDefinition, step, stepMaybeWith, stepWith } from '../step.js';
import type { Table } from '../words/table.js';
import type { World } from '../world.js';

/** Coming and going, for both protocols. */
export const CONNECTION_STEPS: readonly StepDefinition[] = [
  stepMaybeWith(
    '{clients} is/are connected',
    async (world: World, clients: readonly string[], options: Table) => {
      await Promise.all(clients.map((client) => world.actor(client).connect(options)));
    },
    'a correct connection, up to CONNACK or connection.open-ok and the first channel; the rows are the fields of CONNECT or the arguments of the handshake',
  ),
  step(
    '{client} has a network connection',
    (world: World, client: string) => world.actor(client).openNetwork(),
    'TCP alone: the first octet is still to be sent',
  ),
  stepWith(
    '{client} connects with',
    (world: World, client: string, options: Table) => world.actor(client).attempt(options),
    'waits for the first answer or the end, whatever it is: the next step judges',
  ),
  stepMaybeWith(
    '{client} reconnects',
    (world: World, client: string, options: Table) => world.actor(client).reconnect(options),
    'as before, but for what the rows say',
  ),
  step(
    '{client} disconnects',
    (world: World, client: string) => world.actor(client).disconnect(),
    'a correct farewell: DISCONNECT, or connection.close and its answer',
  ),
  step(
    '{client} loses the network connection',
    (world: World, client: string) => world.actor(client).drop(),
    'without a farewell',
  ),
  step('{int} second(s) pass(es)', async (_: World, seconds: number) => {
    await wait(seconds * 1000);
  }),
  step(
    'the broker is restarted',
    async (world: World) => {
      if (world.options.restart === undefined) throw new NotApplicable('no restart hook is configured');
      await world.options.restart();
    },
    'by the command that the configuration names; not applicable without one',
  ),
  step(
    "the broker closes {client}'s connection{within}",
    (world: World, client: string, withinMs: number | undefined) => world.actor(client).expectClosed(withinMs),
    'what came before the end stays readable for further steps',
  ),
  step(
    "the broker gives up {client}'s connection",
    (world: World, client: string) => mustBeGivenUp(world.actor(client)),
    'not applicable where the broker goes on: that is the matter of another statement',
  ),
  stepWith(
    'the broker answers {client} with one of',
    (world: World, client: string, rows: Table) => world.actor(client).expectReaction(rows),
    'the reactions that the standard permits, one a row',
  ),
  step(
    "{client}'s connection is still open",
    (world: World, client: string) => world.actor(client).expectOpen(),
    'a round trip proves that',
  ),
  step(
    'nothing more arrives for {client}',
    (world: World, client: string) => world.actor(client).expectNothingMore(),
    'a fence on the own connection: nothing unread may stand before its answer',
  ),
];

/** Where a scenario begins behind the end of a connection: a broker that goes on is judged by another statement. */
async function mustBeGivenUp(actor: Actor): Promise<void> {
  await actor.expectClosed().catch((error: unknown) => {
    if (!(error instanceof ExpectationFailed)) throw error;
    throw new NotApplicable(`the broker goes on with ${actor.name}, a matter of another statement: ${error.actual}`);
  });
}
