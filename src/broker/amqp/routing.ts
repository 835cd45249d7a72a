import type { Binding } from './exchange.js';
import { Exchange, type ExchangeType } from './exchange.js';
import { matchesHeaders } from './headers-match.js';
import type { Message } from './message.js';
import type { Queue } from './queue.js';
import { matchesTopic } from './topic.js';
import type { VirtualHost } from './virtual-host.js';

/** The queues that get the message: each once, however many ways lead to it. Cycles of exchanges end. */
export function route(virtualHost: VirtualHost, from: Exchange, message: Message): Set<Queue> {
  const queues = new Set<Queue>();
  const seen = new Set<Exchange>();
  const open = [from];
  for (let exchange = open.shift(); exchange !== undefined; exchange = open.shift()) {
    if (seen.has(exchange)) continue;
    seen.add(exchange);
    const destinations = destinationsOf(virtualHost, exchange, message);
    for (const destination of destinations) {
      if (destination instanceof Exchange) open.push(destination);
      else queues.add(destination);
    }
    if (destinations.length === 0) open.push(...alternateOf(virtualHost, exchange));
  }
  return queues;
}

function destinationsOf(virtualHost: VirtualHost, exchange: Exchange, message: Message): (Queue | Exchange)[] {
  const matches = matchers[exchange.properties.type];
  const bound = exchange.bindings.filter((binding) => matches(binding, message)).map(({ destination }) => destination);
  const byName = exchange.name === '' ? virtualHost.queues.get(message.routingKey) : undefined;
  return byName ? [byName, ...bound] : bound;
}

type Matcher = (binding: Binding, message: Message) => boolean;

const matchers: Readonly<Record<ExchangeType, Matcher>> = {
  direct: (binding, message) => binding.routingKey === message.routingKey,
  fanout: () => true,
  topic: (binding, message) => matchesTopic(binding.routingKey, message.routingKey),
  headers: (binding, message) => matchesHeaders(binding.arguments, message.headers),
};

/** An alternate exchange that does not exist is no error: the message stays unroutable. */
function alternateOf(virtualHost: VirtualHost, exchange: Exchange): Exchange[] {
  const name = exchange.properties.arguments.entries.find((entry) => entry.name === 'alternate-exchange')?.value.value;
  const alternate = typeof name === 'string' ? virtualHost.exchanges.get(name) : undefined;
  return alternate ? [alternate] : [];
}
