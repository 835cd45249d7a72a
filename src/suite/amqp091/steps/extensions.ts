import { type StepDefinition, step } from '../../step.js';
import { wirePayload } from '../../words/wire-name.js';
import type { World } from '../../world.js';
import { isMethod, parseReply, surprise } from '../answers.js';
import { amqpClient } from '../client.js';
import { expectConfirms, expectMixed } from '../confirms.js';
import { wireName } from '../names.js';
import { ready } from './declarations.js';
import { get } from './messages.js';
import { soon } from './soon.js';

/** What RabbitMQ's extensions bring: confirms, direct replies, and what a broker does when its time has come. */
export const AMQP_EXTENSION_STEPS: readonly StepDefinition[] = [
  step(
    '{client} receives the confirms of publishes {int} to {int}',
    (world: World, name: string, first: number, last: number) =>
      expectConfirms(amqpClient(world, name), 1, first, last),
    'basic.ack for each, one by one or several at once',
  ),
  step(
    '{client} publishes {int} numbered messages, in turn to queue {string} and, mandatory, to queue {string}',
    async (world: World, name: string, count: number, one: string, other: string) => {
      const client = await ready(world, name);
      for (let number = 1; number <= count; number += 1) {
        const mandatory = number % 2 === 0;
        const values = { 'routing-key': wireName(world, mandatory ? other : one), mandatory };
        client.publish(1, values, {}, wirePayload(String(number)));
      }
    },
    'the second of each pair comes back',
  ),
  step(
    '{client} receives {int} deliveries, {int} returns and the confirms of {int} publishes, none inside another',
    (world: World, name: string, deliveries: number, returns: number, confirms: number) =>
      expectMixed(amqpClient(world, name), deliveries, returns, confirms),
  ),
  // To ask for a queue by its name is to use it; to publish to it is not.
  step(
    '{client} publishes {string} to queue {string} until it comes back with {reply}',
    async (world: World, name: string, body: string, queue: string, reply: string) => {
      const client = await ready(world, name);
      const values = { 'routing-key': wireName(world, queue), mandatory: true };
      await soon(world, async () => {
        client.publish(1, values, {}, wirePayload(body));
        client.send('basic.qos');
        const event = await client.take((heard) => heard.kind !== 'octets');
        const isBack = event.kind === 'message' && event.frame.arguments['reply-code'] === parseReply(reply).code;
        if (!isBack) throw surprise(client, [`basic.return of "${body}" with ${reply}`], event);
        const after = await client.take((heard) => isMethod(heard, 'basic.qos-ok'));
        if (after.kind !== 'method') throw surprise(client, ['basic.qos-ok'], after);
      });
    },
    'to publish to a queue is not to use it: so its end is seen',
  ),
  step(
    '{client} gets a request from {string} and replies {string}',
    async (world: World, name: string, queue: string, body: string) => {
      const client = await ready(world, name);
      const request = await get(client, queue, undefined);
      const address = String(request.header.properties['reply-to'] ?? '');
      client.publish(1, { 'routing-key': address, mandatory: true }, {}, wirePayload(body));
    },
    'to the address in reply-to',
  ),
];
