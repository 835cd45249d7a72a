import { type Binding, Exchange, type ExchangeType } from './exchange.js';
import { MATCHERS, type Matcher } from './matchers.js';
import type { Message } from './message.js';
import type { Queue } from './queue.js';
import { argumentOf } from './queue-policy.js';
import type { VirtualHost } from './virtual-host.js';

export const routing = {
  matchers: MATCHERS,
  route,
  isEntered,
  getsCopy,
  destinationsOf,
  isMatch,
  routedType,
  defaultQueue,
  asksAlternate,
  alternateOf,
};

export interface Route {
  /** The queues that get the message: each once, however many ways lead to it. */
  readonly queues: readonly Queue[];
  /** An alternate exchange was asked; it was asked before, or it does not exist. */
  readonly alternate: 'none' | 'asked' | 'circle' | 'missing';
}

/** A message on its way through the exchanges. */
export interface Walk {
  readonly virtualHost: VirtualHost;
  readonly message: Message;
  readonly seen: Set<Exchange>;
  readonly queues: Queue[];
  alternate: Route['alternate'];
}

/** Follows the bindings from exchange to exchange. */
function route(virtualHost: VirtualHost, from: Exchange, message: Message): Route {
  const walk: Walk = { virtualHost, message, seen: new Set(), queues: [], alternate: 'none' };
  visit(walk, from, []);
  return { queues: walk.queues, alternate: walk.alternate };
}

/** `path`: the exchanges on the way here. */
function visit(walk: Walk, exchange: Exchange, path: readonly Exchange[]): void {
  const { conduct } = walk.virtualHost;
  if (!conduct.isEntered(walk, exchange, path)) return;
  walk.seen.add(exchange);
  const destinations = [...defaultQueues(walk, exchange), ...chosenBy(walk, exchange)];
  for (const destination of destinations) {
    if (destination instanceof Exchange) visit(walk, destination, [...path, exchange]);
    else if (conduct.getsCopy(walk, destination, exchange, path)) walk.queues.push(destination);
  }
  if (conduct.asksAlternate(destinations)) askAlternate(walk, exchange, path);
}

/** A message passes each exchange once, so cycles end. */
function isEntered({ seen }: Walk, exchange: Exchange, _path: readonly Exchange[]): boolean {
  return !seen.has(exchange);
}

/** A queue gets one copy, from whatever exchange. */
function getsCopy({ queues }: Walk, queue: Queue, _exchange: Exchange, _path: readonly Exchange[]): boolean {
  return !queues.includes(queue);
}

/** The queues and exchanges that the bindings of one exchange choose. */
function chosenBy({ message, virtualHost }: Walk, exchange: Exchange): readonly (Queue | Exchange)[] {
  const { conduct } = virtualHost;
  // A type that nobody knows decides for nobody.
  const matches: Matcher = conduct.matchers[conduct.routedType(exchange)] ?? (() => false);
  const matching = exchange.bindings.filter((binding) => conduct.isMatch(matches, binding, message));
  return conduct.destinationsOf(exchange, matching);
}

/** Each once, however many bindings lead to it. */
function destinationsOf(_exchange: Exchange, bindings: readonly Binding[]): readonly (Queue | Exchange)[] {
  return [...new Set(bindings.map(({ destination }) => destination))];
}

/** By one of the message's routing keys. */
function isMatch(matches: Matcher, binding: Binding, message: Message): boolean {
  return message.routingKeys.some((routingKey) => matches(binding, { ...message, routingKey }));
}

/** The type by which an exchange routes. */
function routedType({ properties }: Exchange): ExchangeType {
  return properties.type;
}

/** Every queue is bound to the default exchange by its name. */
function defaultQueues({ message, virtualHost }: Walk, exchange: Exchange): readonly Queue[] {
  if (exchange !== virtualHost.defaultExchange) return [];
  const queues = message.routingKeys.map((key) => virtualHost.conduct.defaultQueue(virtualHost, key));
  return [...new Set(queues.filter((queue) => queue !== undefined))];
}

function defaultQueue({ queues }: VirtualHost, name: string): Queue | undefined {
  return queues.get(name);
}

/** Where no binding matched. */
function asksAlternate(destinations: readonly (Queue | Exchange)[]): boolean {
  return destinations.length === 0;
}

/** An alternate exchange that does not exist is no error: the message stays unroutable. */
function askAlternate(walk: Walk, exchange: Exchange, path: readonly Exchange[]): void {
  const alternate = walk.virtualHost.conduct.alternateOf(walk, exchange);
  if (alternate === undefined) return;
  if (alternate === 'missing') walk.alternate = 'missing';
  else {
    walk.alternate = walk.seen.has(alternate) ? 'circle' : 'asked';
    visit(walk, alternate, [...path, exchange]);
  }
}

function alternateOf({ virtualHost }: Walk, { properties }: Exchange): Exchange | 'missing' | undefined {
  const name = argumentOf(properties.arguments, 'alternate-exchange')?.value;
  if (name === undefined) return undefined;
  return (typeof name === 'string' ? virtualHost.exchanges.get(name) : undefined) ?? 'missing';
}
