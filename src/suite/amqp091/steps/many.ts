import { setTimeout as wait } from 'node:timers/promises';
import { encodeBody, encodeContent } from '../../../protocol/amqp091/encode.js';
import { ExpectationFailed } from '../../../result/expectation.js';
import { mustHaveSpoken } from '../../run/busy-machine.js';
import { type StepDefinition, step } from '../../step.js';
import { wirePayload } from '../../words/wire-name.js';
import type { World } from '../../world.js';
import { describe, evidence, expectReply, surprise } from '../answers.js';
import { amqpClient } from '../client.js';
import { wireName } from '../names.js';
import { ready } from './declarations.js';
import { perform, usual } from './methods.js';

/** What takes many frames, or time. */
export const AMQP_MANY_STEPS: readonly StepDefinition[] = [
  step(
    '{client} publishes {string} to queue {string} in body frames of {int} byte(s)',
    async (world: World, name: string, body: string, queue: string, share: number) => {
      const client = await ready(world, name);
      const [header] = encodeContent(1, 'basic', {}, wirePayload(body));
      client.send('basic.publish', { 'routing-key': wireName(world, queue) });
      if (header !== undefined) client.sendFrame(header);
      for (const frame of encodeBody(1, wirePayload(body), share + 8)) client.sendFrame(frame);
    },
  ),
  step(
    '{client} declares {int} {thing}s',
    async (world: World, name: string, count: number, thing: 'queue' | 'exchange') => {
      const client = await ready(world, name);
      const kind = thing === 'queue' ? { exclusive: true } : { type: 'direct' };
      for (let number = 1; number <= count; number += 1) {
        client.send(`${thing}.declare`, { ...kind, [thing]: wireName(world, `${thing}-${number}`) });
      }
      for (let number = 1; number <= count; number += 1) await expectReply(client, `${thing}.declare-ok`, 1);
    },
    'at once, then all answers',
  ),
  step(
    '{client} declares {int} queues, and {client} finds each at once',
    async (world: World, name: string, count: number, other: string) => {
      const [client, witness] = [await ready(world, name), await ready(world, other)];
      for (let number = 1; number <= count; number += 1) {
        const queue = wireName(world, `queue-${number}`);
        await client.call('queue.declare', { queue, 'auto-delete': true });
        await witness.call('queue.declare', { queue, passive: true });
      }
    },
    'one after the other',
  ),
  step(
    '{client} uses channels {int} to {int} at once',
    async (world: World, name: string, first: number, last: number) => {
      const client = amqpClient(world, name);
      const channels = Array.from({ length: last - first + 1 }, (_, index) => first + index);
      for (const channel of channels) client.send('channel.open', {}, channel);
      for (const channel of channels) await expectReply(client, 'channel.open-ok', channel);
      for (const channel of channels) client.send('queue.declare', { exclusive: true }, channel);
      for (const channel of channels) await expectReply(client, 'queue.declare-ok', channel);
      channels.reverse();
      for (const channel of channels) client.send('channel.close', { 'reply-code': 200 }, channel);
      for (const channel of channels) await expectReply(client, 'channel.close-ok', channel);
    },
    'opens, uses and closes them, each step on all of them before the next',
  ),
  step(
    '{client} opens the highest channel',
    async (world: World, name: string) => {
      const client = amqpClient(world, name);
      await client.call('channel.open', {}, client.agreed.channelMax === 0 ? 0xffff : client.agreed.channelMax);
    },
    'that connection.tune permits',
  ),
  step(
    '{client} publishes {int} messages of {int} bytes to queue {string}, and after each sends {method} on channel {int}',
    async (world: World, name: string, count: number, size: number, queue: string, method: string, channel: number) => {
      const client = await ready(world, name);
      await client.useChannel(channel);
      for (let number = 1; number <= count; number += 1) {
        client.publish(1, { 'routing-key': wireName(world, queue) }, {}, new Uint8Array(size));
        client.send(method, {}, channel);
        await client.flushed();
      }
    },
    'content between the methods of another channel',
  ),
  step(
    '{client} receives no delivery after that',
    async (world: World, name: string) => {
      const client = amqpClient(world, name);
      const reply = client.lastReply;
      await client.synchronise(1);
      const late = client.unread.find((heard) => heard.kind === 'message' && heard.entry > reply);
      if (late !== undefined) throw surprise(client, ['no delivery after the reply'], late);
    },
    'after the reply that was awaited last, up to a fence',
  ),
  step(
    '{client} sends no heartbeats',
    (world: World, name: string) => amqpClient(world, name).goSilent(),
    'from here on',
  ),
  step('{client} receives a heartbeat within {int} seconds', async (world: World, name: string, seconds: number) => {
    const client = amqpClient(world, name);
    const event = await client.takeHeartbeat(seconds * 1000);
    if (event.kind === 'octets') return;
    throw surprise(client, [`a heartbeat within ${seconds} s`], event);
  }),
  step(
    '{client} performs {method} every {int} milliseconds for {int} seconds',
    async (world: World, name: string, method: string, every: number, seconds: number) => {
      const end = performance.now() + seconds * 1000;
      const { heartbeat } = amqpClient(world, name).agreed;
      let sentAt = performance.now();
      while (performance.now() < end) {
        await wait(every);
        const silentMs = performance.now() - sentAt;
        sentAt += silentMs;
        if (heartbeat > 0) mustHaveSpoken(name, silentMs, 2000 * heartbeat);
        await perform(world, name, method, usual(method), []);
      }
    },
  ),
  step(
    'the broker refuses {client} and {client} alike',
    async (world: World, one: string, other: string) => {
      const said = await Promise.all([one, other].map((name) => refusal(world, name)));
      if (said[0]?.text === said[1]?.text) return;
      throw new ExpectationFailed(
        [`the same answer to both: ${said[0]?.text}`],
        said[1]?.text ?? '',
        said[1]?.evidence,
      );
    },
    'in the same words, but for the name of the user',
  ),
];

/** How the broker turned a client away: its words, without those that name the user. */
async function refusal(world: World, name: string) {
  const client = amqpClient(world, name);
  const event = await client.take(() => true, client.handshakeTimeoutMs);
  const isRefusal = event.kind === 'closed' || (event.kind === 'method' && event.frame.method === 'connection.close');
  if (!isRefusal) throw surprise(client, ['connection.close', 'the broker closes the connection'], event);
  if (event.kind === 'method') client.send('connection.close-ok');
  return { text: describe(client, event), evidence: evidence(event) };
}
