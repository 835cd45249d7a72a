import type { AmqpConduct } from '../conduct.js';
import { type Binding, Exchange } from '../exchange.js';
import type { Queue } from '../queue.js';
import type { VirtualHost } from '../virtual-host.js';

/** Binds a new queue as its deleted namesake was bound. */
export function revivingQueueBindings() {
  const former = new FormerBindings();
  return {
    unbindAll:
      (strict: AmqpConduct['unbindAll']): AmqpConduct['unbindAll'] =>
      (virtualHost, destination) => {
        if (destination instanceof Exchange) strict(virtualHost, destination);
        else former.take(virtualHost, destination);
      },
    declareQueue:
      (strict: AmqpConduct['declareQueue']): AmqpConduct['declareQueue'] =>
      (virtualHost, properties) =>
        former.giveTo(virtualHost, strict(virtualHost, properties)),
  };
}

/** Binds a new exchange, as destination, as its deleted namesake was bound. */
export function revivingExchangeDestinations() {
  const former = new FormerBindings();
  return {
    unbindAll:
      (strict: AmqpConduct['unbindAll']): AmqpConduct['unbindAll'] =>
      (virtualHost, destination) => {
        if (destination instanceof Exchange) former.take(virtualHost, destination);
        else strict(virtualHost, destination);
      },
    declareExchange:
      (strict: AmqpConduct['declareExchange']): AmqpConduct['declareExchange'] =>
      (virtualHost, properties) =>
        former.giveTo(virtualHost, strict(virtualHost, properties)),
  };
}

/** The bindings to what was deleted, by its name. */
class FormerBindings {
  private readonly known = new WeakMap<VirtualHost, Map<string, readonly [source: Exchange, binding: Binding][]>>();

  take(virtualHost: VirtualHost, destination: Queue | Exchange): void {
    const known = this.known.get(virtualHost) ?? new Map();
    const bindings = [...virtualHost.exchanges.values()].flatMap((source) =>
      source.bindings
        .filter((binding) => binding.destination === destination)
        .map((binding): [Exchange, Binding] => [source, binding]),
    );
    this.known.set(virtualHost, known.set(destination.name, bindings));
    for (const source of virtualHost.exchanges.values()) source.unbindAll(destination);
  }

  giveTo<Destination extends Queue | Exchange>(virtualHost: VirtualHost, destination: Destination): Destination {
    const known = this.known.get(virtualHost);
    for (const [source, binding] of known?.get(destination.name) ?? [])
      source.bindings.push({ ...binding, destination });
    known?.delete(destination.name);
    return destination;
  }
}
