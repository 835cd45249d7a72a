import { type StepDefinition, step } from '../../step.js';
import type { World } from '../../world.js';
import { expectChannelClosed, expectConnectionClosed, isMethod, parseReply } from '../answers.js';
import { AmqpClient, amqpClient } from '../client.js';

/** Exceptions, and who is left standing. */
export const AMQP_CLOSING_STEPS: readonly StepDefinition[] = [
  step(
    "the broker closes {client}'s channel {int} with {reply}",
    (world: World, name: string, channel: number, reply: string) =>
      expectChannelClosed(amqpClient(world, name), channel, parseReply(reply)),
    'channel.close with that code, answered as a correct client does',
  ),
  step(
    "the broker closes {client}'s connection with {reply}",
    (world: World, name: string, reply: string) => expectConnectionClosed(amqpClient(world, name), parseReply(reply)),
    'connection.close with that code, answered; nothing follows but the end of the connection',
  ),
  step(
    'the broker still serves others',
    (world: World) => visit(world),
    'a fresh connection, a queue and a message through it',
  ),
  step(
    'the broker goes on serving, whatever it answers {client}',
    async (world: World, name: string) => {
      const client = amqpClient(world, name);
      await noteAnswer(client);
      await visit(world);
    },
    'where the standard gives no answer: what comes is noted, then a stranger is served',
  ),
];

/** A fresh connection, a queue and a message through it: the broker is there and works. */
async function visit(world: World): Promise<void> {
  const visitor = new AmqpClient('Visitor', world);
  try {
    await visitor.connect();
    await visitor.call('queue.declare', { exclusive: true });
    await visitor.disconnect();
  } finally {
    await visitor.dispose();
  }
}

/** Where the standard gives no answer, any will do: what came is said in the transcript. */
async function noteAnswer(client: AmqpClient): Promise<void> {
  if (client.channels.has(1)) client.send('basic.qos', {}, 1);
  for (;;) {
    const event = await client.take(() => true);
    if (event.kind === 'timeout') client.note('silent', `no answer for ${event.afterMs} ms`);
    if (event.kind === 'closed' || event.kind === 'timeout') return;
    if (event.kind !== 'method') continue;
    const { method } = event.frame;
    if (isMethod(event, 'connection.close')) client.send('connection.close-ok');
    if (isMethod(event, 'channel.close')) client.send('channel.close-ok', {}, event.channel);
    if (method === 'basic.qos-ok' || method === 'channel.close') return;
    if (event.frame.channel === 0 && method.endsWith('-ok')) return;
  }
}
