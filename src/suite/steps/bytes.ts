import type { SendingBytes } from '../actor.js';
import { type StepDefinition, stepWith } from '../step.js';
import { byteRows } from '../words/byte-table.js';
import type { Table } from '../words/table.js';
import type { World } from '../world.js';

/** Octets as they are, for both protocols. */
export const BYTE_STEPS: readonly StepDefinition[] = [
  stepWith('{client} sends the bytes{manner}', (world: World, client: string, manner: SendingBytes, table: Table) =>
    world.actor(client).sendBytes(rows(world, client, table), manner),
  ),
  stepWith(
    '{client} receives the bytes',
    (world: World, client: string, table: Table) => world.actor(client).expectBytes(rows(world, client, table)),
    'exactly these octets: of MQTT the next packets of their types, of AMQP the next octets',
  ),
];

function rows(world: World, client: string, table: Table) {
  const actor = world.actor(client);
  return byteRows(table, { ...world.options, delivery: (payload) => actor.deliveryIdentifier?.(payload) ?? 0 });
}
