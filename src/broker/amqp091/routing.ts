import type { AmqpDefectId, Faults } from './defects.js';
import { Exchange, type ExchangeType } from './exchange.js';
import { matcherOf } from './matchers.js';
import type { Message } from './message.js';
import type { Queue } from './queue.js';
import type { VirtualHost } from './virtual-host.js';

export interface Route {
  /** The queues that get the message: each once, however many ways lead to it. */
  readonly queues: readonly Queue[];
  /** An alternate exchange was asked; it was asked before, or it does not exist. */
  readonly alternate: 'none' | 'asked' | 'circle' | 'missing';
}

/** Follows the bindings from exchange to exchange. Cycles end. */
export function route(faults: Faults, virtualHost: VirtualHost, from: Exchange, message: Message): Route {
  const cached = faults.has('routes-by-cached-bindings') ? cacheOf(from).get(message.routingKey) : undefined;
  if (cached) return cached;
  const walk: Walk = { faults, virtualHost, message, seen: new Set(), queues: [], alternates: 0, alternate: 'none' };
  visit(walk, from, []);
  const queues = faults.has('routes-direct-round-robin') ? oneInTurn(from, walk.queues) : walk.queues;
  const result = { queues, alternate: walk.alternate };
  if (queues.length > 0) cacheOf(from).set(message.routingKey, result);
  return result;
}

interface Walk {
  readonly faults: Faults;
  readonly virtualHost: VirtualHost;
  readonly message: Message;
  readonly seen: Set<Exchange>;
  readonly queues: Queue[];
  alternates: number;
  alternate: Route['alternate'];
}

/** `path`: the exchanges on the way here. */
function visit(walk: Walk, exchange: Exchange, path: readonly Exchange[]): void {
  const { faults } = walk;
  if (walk.seen.has(exchange) && !isPassedAgain(faults, exchange, path)) return;
  walk.seen.add(exchange);
  const destinations = destinationsOf(walk, exchange);
  for (const destination of destinations) {
    if (destination instanceof Exchange) {
      const isClosed = destination.properties.internal && faults.has('stops-at-internal-exchanges');
      if (!isClosed) visit(walk, destination, [...path, exchange]);
    } else if (!walk.queues.includes(destination) || isCopied(faults, exchange, path)) walk.queues.push(destination);
  }
  if (destinations.length === 0 || faults.has('copies-to-alternate-always')) askAlternate(walk, exchange, path);
}

/** The queues and exchanges that the bindings of one exchange choose. */
function destinationsOf(walk: Walk, exchange: Exchange): readonly (Queue | Exchange)[] {
  const { faults, message, virtualHost } = walk;
  const matches = matcherOf(typeOf(faults, exchange), faults);
  const chosen = exchange.bindings
    .filter((binding) => {
      const keyless = binding.destination instanceof Exchange && faults.has('ignores-key-of-exchange-bindings');
      return keyless || message.routingKeys.some((routingKey) => matches(binding, { ...message, routingKey }));
    })
    .map(({ destination }) => standing(walk, destination))
    .filter((destination) => destination !== undefined);
  const copies = faults.has(copyDefects[exchange.properties.type] ?? 'duplicates-over-exchange-bindings');
  const toExchanges = faults.has('duplicates-over-exchange-bindings');
  const once = chosen.filter(
    (destination, at) => chosen.indexOf(destination) === at || (destination instanceof Exchange ? toExchanges : copies),
  );
  const byName = exchange === virtualHost.defaultExchange ? defaultQueues(walk) : [];
  return [...byName.filter((queue) => !once.includes(queue)), ...once];
}

/** The type by which it routes. */
function typeOf(faults: Faults, { name, properties }: Exchange): ExchangeType {
  if (!name.startsWith('amq.')) return properties.type;
  if (faults.has('predeclares-all-as-direct')) return 'direct';
  return faults.has('predeclares-all-as-fanout') ? 'fanout' : properties.type;
}

const copyDefects: Partial<Record<ExchangeType, AmqpDefectId>> = {
  direct: 'duplicates-direct-copies',
  fanout: 'duplicates-fanout-copies',
  topic: 'duplicates-topic-copies',
};

/** Every queue is bound to the default exchange by its name. */
function defaultQueues(walk: Walk): readonly Queue[] {
  const queues = walk.message.routingKeys.map((key) => defaultQueue(walk, key)).filter((queue) => queue !== undefined);
  return [...new Set(queues)];
}

function defaultQueue({ faults, virtualHost }: Walk, key: string): Queue | undefined {
  const queue = virtualHost.queues.get(key);
  const isLost =
    virtualHost.remains.noDefaultBindings ||
    queue?.hasNoDefaultBinding ||
    faults.has('makes-no-default-binding') ||
    (faults.has('binds-named-queues-only') && queue?.name.startsWith('amq.gen-'));
  return isLost ? undefined : queue;
}

/** A destination as it is now: a broken broker finds the namesake of one that was deleted. */
function standing({ faults, virtualHost }: Walk, destination: Queue | Exchange): Queue | Exchange | undefined {
  if (destination instanceof Exchange) {
    return faults.has('revives-exchange-destinations') ? virtualHost.exchanges.get(destination.name) : destination;
  }
  return destination.deleted ? virtualHost.queues.get(destination.name) : destination;
}

function isPassedAgain(faults: Faults, exchange: Exchange, path: readonly Exchange[]): boolean {
  const rounds = path.filter((other) => other === exchange).length;
  if (rounds > 0) return faults.has('duplicates-round-cycles') && rounds < 2;
  return faults.has('duplicates-over-diamonds') || faults.has('duplicates-over-exchange-bindings');
}

function isCopied(faults: Faults, exchange: Exchange, path: readonly Exchange[]): boolean {
  if (path.includes(exchange)) return faults.has('duplicates-round-cycles');
  const viaExchanges = faults.has('duplicates-over-diamonds') || faults.has('duplicates-over-exchange-bindings');
  const copies = copyDefects[exchange.properties.type];
  return (path.length > 0 && viaExchanges) || (copies !== undefined && faults.has(copies));
}

/** An alternate exchange that does not exist is no error: the message stays unroutable. */
function askAlternate(walk: Walk, exchange: Exchange, path: readonly Exchange[]): void {
  const { entries } = exchange.properties.arguments;
  const name = entries.find((entry) => entry.name === 'alternate-exchange')?.value.value;
  const alternate = typeof name === 'string' ? walk.virtualHost.exchanges.get(name) : undefined;
  if (name !== undefined)
    walk.alternate = alternate === undefined ? 'missing' : walk.seen.has(alternate) ? 'circle' : 'asked';
  if (alternate === undefined) return;
  if (walk.alternates > 0 && walk.faults.has('stops-after-first-alternate')) return;
  walk.alternates++;
  visit(walk, alternate, [...path, exchange]);
}

const caches = new WeakMap<Exchange, Map<string, Route>>();

function cacheOf(exchange: Exchange): Map<string, Route> {
  const known = caches.get(exchange) ?? new Map<string, Route>();
  caches.set(exchange, known);
  return known;
}

const turns = new WeakMap<Exchange, number>();

function oneInTurn(exchange: Exchange, queues: readonly Queue[]): readonly Queue[] {
  const turn = turns.get(exchange) ?? 0;
  turns.set(exchange, turn + 1);
  const chosen = queues[turn % Math.max(1, queues.length)];
  return chosen ? [chosen] : [];
}
