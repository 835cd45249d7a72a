import type { World } from '../world.js';

/** Readable names of exchanges, queues and consumer tags as they cross the wire. */
export function wireName(world: World, name: string): string {
  const exact = /^exactly "(.*)"$/s.exec(name);
  if (exact !== null) return exact[1] ?? '';
  const alias = aliases.get(world)?.get(name);
  if (alias !== undefined) return alias;
  const repeated = /^(.) × (\d+)$/su.exec(name);
  if (repeated === null) return world.options.namespace.amqp(name);
  return world.options.namespace.amqp('x').slice(0, -1).padEnd(Number(repeated[2]), repeated[1]);
}

/** The broker chose `wire`; the scenario calls it `name`. */
export function nameChosen(world: World, name: string, wire: string): void {
  const known = aliases.get(world) ?? new Map<string, string>();
  aliases.set(world, known.set(name, wire));
}

/** A routing key is a queue's name where it goes to the default exchange. */
export const wireKey = (world: World, exchange: string, key: string): string =>
  exchange === '' ? wireName(world, key) : lengthened(key);

/** `a × 255` is a key of 255 times that letter. */
export function lengthened(text: string): string {
  return text.replace(/(.) × (\d+)/gsu, (_, letter: string, count: string) => letter.repeat(Number(count)));
}

const aliases = new WeakMap<World, Map<string, string>>();
