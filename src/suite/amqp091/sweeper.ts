import type { AmqpArguments, MethodFrame } from '../../protocol/amqp091/frame.js';
import type { World } from '../world.js';
import type { AmqpSpeaker } from './speaker.js';

/**
 * Notes what a declaration may leave on the broker. Exclusive queues go with their connection; everything else is
 * deleted when the scenario ends.
 */
export function rememberDeclared(world: World, { method, arguments: values }: MethodFrame, clients: Clients): void {
  const name = nameOf(method, values);
  if (name === undefined || name === '' || name.startsWith('amq.') || values.passive === true) return;
  const leftovers = world.state(declared);
  if (leftovers.size === 0) world.onEnd(() => clear(clients, leftovers));
  leftovers.set(`${method} ${name}`, { method: method.replace('declare', 'delete'), name });
}

/** Who can clear up: those of the scenario, which may be in any state, or another. */
export interface Clients {
  readonly present: () => readonly AmqpSpeaker[];
  readonly fresh: () => AmqpSpeaker;
}

type Leftovers = Map<string, { readonly method: string; readonly name: string }>;

const declared = (): Leftovers => new Map();

function nameOf(method: string, values: AmqpArguments): string | undefined {
  if (method === 'exchange.declare') return text(values.exchange);
  if (method === 'queue.declare' && values.exclusive !== true) return text(values.queue);
  return undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** On a channel of its own, of a client that is still there; where there is none, on a new connection. */
async function clear(clients: Clients, leftovers: Leftovers): Promise<void> {
  for (const client of clients.present()) {
    const channel = client.spareChannel;
    if (channel !== undefined && (await deletesAll(client, channel, leftovers))) return;
  }
  const cleaner = clients.fresh();
  try {
    await cleaner.connect();
    await deletesAll(cleaner, 1, leftovers);
  } finally {
    await cleaner.dispose();
  }
}

/** False where the connection is of no use any more. What is gone already closes the channel, not the connection. */
async function deletesAll(client: AmqpSpeaker, channel: number, leftovers: Leftovers): Promise<boolean> {
  for (const [key, { method, name }] of leftovers) {
    try {
      await client.useChannel(channel);
    } catch {
      return false;
    }
    client.send(method, { [method.startsWith('queue') ? 'queue' : 'exchange']: name }, channel);
    const event = await client.take((heard) => heard.kind === 'method' && heard.channel === channel);
    if (event.kind !== 'method') return false;
    if (event.frame.method === 'channel.close') client.send('channel.close-ok', {}, channel);
    leftovers.delete(key);
  }
  return true;
}
