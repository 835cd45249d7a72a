import type { MqttPacket, MqttPacketType } from '../../../protocol/mqtt/packet.js';
import { ExpectationFailed } from '../../../result/expectation.js';
import { type StepDefinition, step, stepMaybeWith, stepWith } from '../../step.js';
import { writtenNumber } from '../../words/cell.js';
import type { Table } from '../../words/table.js';
import type { World } from '../../world.js';
import type { MqttClient } from '../client.js';
import { identifierOf, isPublish, type MqttFrame } from '../frame.js';
import { deliveryOf, expectMessage } from '../messages.js';
import { mismatch } from '../packet-fields.js';
import { packetFrom } from '../packet-table.js';
import type { WrittenFor } from '../parameter-types.js';
import { codesOf } from '../reaction.js';
import { packetWanted, type Wanted } from '../wanted.js';
import { mqttClient } from './client.js';

/** MQTT Control Packets by name: one layer below messages. */
export const MQTT_PACKET_STEPS: readonly StepDefinition[] = [
  stepMaybeWith(
    '{client} sends {packet type}{of}{times}',
    (world: World, name: string, type: MqttPacketType, of: WrittenFor, times: number, table: Table) => {
      const client = mqttClient(world, name);
      const identifier = identifierFor(client, of);
      const rows = identifier === undefined ? table : [['Packet Identifier', String(identifier)], ...table];
      for (let sent = 0; sent < times; sent++) send(client, type, rows);
    },
    'the fields that no row names are those of a correct client',
  ),
  step(
    '{client} waits for an answer',
    (world: World, name: string) => mqttClient(world, name).link.witness((frame) => !isPublish(frame)),
    'any packet but PUBLISH, or the end; the next step judges',
  ),
  stepMaybeWith(
    '{client} receives {packet type}{of}{times}',
    async (world: World, name: string, type: MqttPacketType, of: WrittenFor, times: number, table: Table) => {
      const client = mqttClient(world, name);
      const wanted = packetWanted(type, identifierFor(client, of) ?? identifierIn(table));
      for (let seen = 0; seen < times; seen++) await receive(client, wanted, table);
    },
    'packets of other types may come before it',
  ),
  step(
    '{client} receives {packet type} after {packet type} for {string}',
    async (world: World, name: string, answer: MqttPacketType, sent: MqttPacketType, payload: string) => {
      const client = mqttClient(world, name);
      const { frame } = await expectMessage(client, { payload });
      const identifier = identifierOf(frame) ?? 0;
      send(client, sent, [['Packet Identifier', String(identifier)]]);
      await client.link.expect(packetWanted(answer, identifier));
    },
    'takes that message, answers it with the second, and receives the first',
  ),
  stepWith(
    '{client} receives {packet type} for, in order',
    receiveInOrder,
    'rows of payloads: the packets in the order of the messages',
  ),
  step(
    '{client} receives {packet type} before anything else',
    (world: World, name: string, type: MqttPacketType) => first(mqttClient(world, name), type),
    'the first packet of the connection',
  ),
  step(
    '{client} receives no {packet type}',
    (world: World, name: string, type: MqttPacketType) => receivesNone(mqttClient(world, name), type),
    'up to a fence, or the end of the connection',
  ),
  step(
    'nothing follows any {packet type} sent to {client}',
    (world: World, type: MqttPacketType, name: string) => nothingFollows(mqttClient(world, name), type),
    'up to the end of the connection',
  ),
  stepWith(
    'any {packet type} sent to {client} has',
    (world: World, type: MqttPacketType, name: string, table: Table) => anyHas(mqttClient(world, name), type, table),
    'says nothing where no such packet comes',
  ),
  step(
    'any {packet type} sent to {client} should carry {reason}',
    (world: World, type: MqttPacketType, name: string, reason: string) =>
      shouldCarry(mqttClient(world, name), type, reason),
    'another code is an advisory; says nothing where no such packet came',
  ),
];

/** The Packet Identifier that a sentence names, by itself or by a message that came under it. */
function identifierFor(client: MqttClient, { identifier, payload }: WrittenFor): number | undefined {
  return payload === undefined ? identifier : (identifierOf(deliveryOf(client, payload).frame) ?? 0);
}

function send(client: MqttClient, type: MqttPacketType, table: Table): void {
  client.link.send(packetFrom(type, table, client.context) as MqttPacket);
}

async function receive(client: MqttClient, wanted: Wanted, table: Table): Promise<void> {
  const received = await client.link.expect(wanted);
  const wrong = mismatch(received.frame, table, client.world.options.namespace);
  if (wrong === undefined) return;
  const expected = [`${wanted.expected[0]}, ${wrong.expected}`];
  throw client.link.failure(expected, `${client.link.inWords(received)}, ${wrong.actual}`, received, wrong.field);
}

function identifierIn(table: Table): number | undefined {
  const cell = table.find(([name]) => name === 'Packet Identifier')?.[1];
  return cell === undefined ? undefined : writtenNumber(cell);
}

/** The first packet of the connection, whoever has read it. */
async function first(client: MqttClient, type: MqttPacketType): Promise<void> {
  const { link } = client;
  if (link.received.length === 0) await link.witness(() => true);
  const [earliest] = link.received;
  const expected = [`the first packet from the broker is ${type}`];
  if (earliest === undefined) throw new ExpectationFailed(expected, 'nothing came');
  if (earliest.frame.type !== type)
    throw link.failure(expected, link.inWords(earliest), earliest, 'Control Packet Type');
}

async function receiveInOrder(world: World, name: string, type: MqttPacketType, table: Table): Promise<void> {
  const client = mqttClient(world, name);
  for (const [payload = ''] of table) {
    const identifier = identifierOf(deliveryOf(client, payload).frame);
    const expected = [`${type} for ${table.map(([cell]) => `"${cell}"`).join(', ')}, in this order`];
    const received = await client.link.expect({ expected, accepts: (frame) => frame.type === type });
    if (identifierOf(received.frame) !== identifier) {
      throw client.link.failure(expected, client.link.inWords(received), received, 'Packet Identifier');
    }
  }
}

/** Up to the end of the connection, or a fence where the client was accepted. */
async function receivesNone({ link }: MqttClient, type: MqttPacketType): Promise<void> {
  if (link.accepted && !link.isClosed) await link.fence();
  else await link.closed();
  const stray = link.received.find(({ frame }) => frame.type === type);
  if (stray !== undefined) throw link.failure([`no ${type}`], link.inWords(stray), stray, 'Control Packet Type');
}

/** Says nothing where no such packet comes. */
async function nothingFollows({ link }: MqttClient, type: MqttPacketType): Promise<void> {
  await link.closed();
  const last = link.received.findIndex(({ frame }) => frame.type === type);
  const stray = last < 0 ? undefined : link.received[last + 1];
  if (stray === undefined) return;
  throw link.failure([`nothing behind ${type}`], link.inWords(stray), stray, 'Control Packet Type');
}

/** Says nothing where no such packet comes. */
async function anyHas({ link, world }: MqttClient, type: MqttPacketType, table: Table): Promise<void> {
  const isIt = (frame: MqttFrame) => frame.type === type;
  if (!link.received.some(({ frame }) => isIt(frame))) await link.witness(isIt);
  for (const received of link.received.filter(({ frame }) => isIt(frame))) {
    const wrong = mismatch(received.frame, table, world.options.namespace);
    if (wrong === undefined) continue;
    throw link.failure(
      [`any ${type} has ${wrong.expected}`],
      `${link.inWords(received)}, ${wrong.actual}`,
      received,
      wrong.field,
    );
  }
}

/** A SHOULD: another code, or the code in no packet at all, is worth a word and no more. */
function shouldCarry(client: MqttClient, type: MqttPacketType, reason: string): void {
  const sent = client.link.received.findLast(({ frame }) => frame.type === type);
  if (sent === undefined) return;
  const codes = codesOf(sent.frame);
  const wanted = reason.split(' or ').map(writtenNumber);
  if (codes.every((code) => wanted.includes(code))) return;
  client.world.advise({
    expected: [`any ${type} sent to ${client.name} carries ${reason}`],
    actual: client.link.inWords(sent),
    entry: sent.entry,
  });
}
