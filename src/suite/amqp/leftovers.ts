import type { AmqpArguments, MethodFrame } from '../../codec/amqp/frame.js';
import type { World } from '../world.js';
import type { AmqpClient } from './client.js';

/**
 * Notes what a declaration may leave on the broker. Exclusive queues go with their connection; everything else is
 * deleted when the scenario ends, by a client that is made for it: those of the scenario may be in any state.
 */
export function rememberDeclared(
  world: World,
  { method, arguments: values }: MethodFrame,
  makeCleaner: () => AmqpClient,
): void {
  const name = nameOf(method, values);
  if (name === undefined || name === '' || name.startsWith('amq.') || values.passive === true) return;
  const known = declared.get(world);
  const leftovers: Leftovers = known ?? new Map();
  leftovers.set(`${method} ${name}`, { method: method.replace('declare', 'delete'), name });
  if (known !== undefined) return;
  declared.set(world, leftovers);
  world.onEnd(() => clear(makeCleaner(), leftovers));
}

type Leftovers = Map<string, { readonly method: string; readonly name: string }>;

const declared = new WeakMap<World, Leftovers>();

function nameOf(method: string, values: AmqpArguments): string | undefined {
  if (method === 'exchange.declare') return text(values.exchange);
  if (method === 'queue.declare' && values.exclusive !== true) return text(values.queue);
  return undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

async function clear(cleaner: AmqpClient, leftovers: Leftovers): Promise<void> {
  try {
    await cleaner.connect();
    for (const { method, name } of leftovers.values()) {
      await cleaner.useChannel(1);
      cleaner.send(method, { [method.startsWith('queue') ? 'queue' : 'exchange']: name });
      const event = await cleaner.take((heard) => heard.kind === 'method');
      if (event.kind === 'method' && event.frame.method === 'channel.close') cleaner.send('channel.close-ok');
    }
  } finally {
    await cleaner.dispose();
  }
}
