import { ExpectationFailed } from '../../../result/expectation.js';
import { type StepDefinition, step, stepMaybeWith, stepWith } from '../../step.js';
import type { Table } from '../../words/table.js';
import { wirePayload } from '../../words/wire-name.js';
import type { WrittenMessages } from '../../words/written-messages.js';
import type { World } from '../../world.js';
import { expectMessage, shown, surprise } from '../answers.js';
import { writtenArguments } from '../arguments.js';
import { type AmqpClient, amqpClient } from '../client.js';
import type { HeardMessage } from '../heard.js';
import { ready } from './declarations.js';
import { bodiesOf, checkMessage, records } from './messages.js';

/** Consumers, and what is delivered to them. */
export const AMQP_CONSUMER_STEPS: readonly StepDefinition[] = [
  stepMaybeWith(
    '{client} consumes from {string}{on}{times}',
    async (world: World, name: string, queue: string, on: number | undefined, times: number, rows: Table) => {
      for (let number = 1; number <= times; number += 1) await consume(world, name, queue, on, rows);
    },
    'basic.consume, answered; the rows are further arguments',
  ),
  stepMaybeWith(
    '{client} receives {messages} from {string}',
    async (world: World, name: string, what: WrittenMessages, queue: string, rows: Table) => {
      const client = amqpClient(world, name);
      for (const body of bodiesOf(what)) {
        const delivery = await expectDelivery(client, queue, body);
        checkMessage(client, delivery, rows);
      }
    },
    'the next deliveries from that queue; the rows name arguments of basic.deliver and properties',
  ),
  stepWith(
    '{client} receives from {string} in order',
    async (world: World, name: string, queue: string, bodies: Table) => {
      for (const [body = ''] of bodies) await expectDelivery(amqpClient(world, name), queue, body);
    },
    'rows of bodies, the next deliveries from that queue',
  ),
  stepWith(
    '{client} receives from {string} in any order',
    async (world: World, name: string, queue: string, rows: Table) => {
      const client = amqpClient(world, name);
      const wanted = records(rows);
      while (wanted.length > 0) {
        const expected = `${wanted.map(({ body = '' }) => shown(wirePayload(body))).join(' or ')} from "${queue}"`;
        const delivery = await nextDelivery(client, queue, expected);
        const at = wanted.findIndex(({ body = '' }) => wirePayload(body).equals(delivery.body));
        const [row] = at < 0 ? [] : wanted.splice(at, 1);
        if (row === undefined) throw surprise(client, [expected], delivery);
        checkMessage(client, delivery, Object.entries(row));
      }
    },
    'a row of headings: body, arguments, properties; then a delivery a row',
  ),
  step(
    "{client}'s consumer tags are all different",
    (world: World, name: string) => {
      const tags = [...amqpClient(world, name).consumers.values()].flat().map(({ tag }) => tag);
      const twice = tags.find((tag, at) => tags.indexOf(tag) < at);
      if (twice === undefined) return;
      throw new ExpectationFailed([`${tags.length} different consumer tags`], `"${twice}" more than once`);
    },
    'of all its consumers',
  ),
];

async function consume(world: World, name: string, queue: string, channel: number | undefined, rows: Table) {
  const client = await ready(world, name, channel);
  const values = writtenArguments(client, 'basic.consume', [['queue', queue], ...rows]);
  const answer = await client.call('basic.consume', values, channel);
  const tag = String(answer?.frame.arguments['consumer-tag'] ?? values['consumer-tag'] ?? '');
  client.consumers.set(queue, [...(client.consumers.get(queue) ?? []), { tag, channel: channel ?? 1 }]);
}

async function nextDelivery(client: AmqpClient, queue: string, expected: string): Promise<HeardMessage> {
  const consumers = client.consumers.get(queue) ?? [];
  return expectMessage(client, 'basic.deliver', consumers[0]?.channel ?? 1, expected, consumers);
}

/** The next delivery from the queue; its body, where one is given, must be that. */
async function expectDelivery(client: AmqpClient, queue: string, body: string | undefined): Promise<HeardMessage> {
  const expected = `${body === undefined ? 'a delivery' : shown(wirePayload(body))} from "${queue}"`;
  const delivery = await nextDelivery(client, queue, expected);
  if (body !== undefined && !wirePayload(body).equals(delivery.body)) throw surprise(client, [expected], delivery);
  return delivery;
}
