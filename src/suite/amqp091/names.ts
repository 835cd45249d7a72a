import { wireAmqpName, wireText } from '../words/wire-name.js';
import type { World } from '../world.js';

/** Readable names of exchanges, queues and consumer tags as they cross the wire. */
export function wireName(world: World, name: string): string {
  return world.state(aliases).get(name) ?? wireAmqpName(name, world.options.namespace);
}

/** The broker chose `wire`; the scenario calls it `name`. */
export function nameChosen(world: World, name: string, wire: string): void {
  world.state(aliases).set(name, wire);
}

/** A routing key is a queue's name where it goes to the default exchange, and where it stands in `<desk>`. */
export function wireKey(world: World, exchange: string, key: string): string {
  const named = /^<(.+)>$/.exec(key)?.[1];
  if (named !== undefined) return wireName(world, named);
  return exchange === '' ? wireName(world, key) : wireText(key);
}

const aliases = () => new Map<string, string>();
