import type { AmqpDefectId, Faults } from './defects.js';
import { type Binding, Exchange, type ExchangeType, sameBinding } from './exchange.js';
import type { VirtualHost } from './virtual-host.js';

/** The same binding twice is one binding. */
export function bind(faults: Faults, source: Exchange, binding: Binding): void {
  const { bindings } = source;
  const { type } = source.properties;
  const replacing = replacements[type];
  if (replacing && faults.has(replacing)) source.unbindAll(binding.destination);
  source.wasBound = true;
  const counting = binding.destination instanceof Exchange ? countsExchanges : countsQueues;
  const isKnown = bindings.some((other) => sameBinding(other, binding));
  if (!isKnown || counting.some((defect) => faults.has(defect))) bindings.push(binding);
}

export function unbind(faults: Faults, virtualHost: VirtualHost, source: Exchange, binding: Binding): void {
  const toExchange = binding.destination instanceof Exchange;
  if (faults.has(toExchange ? 'keeps-routing-after-exchange-unbind' : 'keeps-routing-after-unbind')) return;
  for (const other of unbound(faults, source, binding)) source.bindings.splice(source.bindings.indexOf(other), 1);
  virtualHost.bindingsWent(source);
}

/** With these the same binding is kept twice. */
const countsQueues = ['counts-duplicate-bindings', 'duplicates-direct-copies'] as const;
const countsExchanges = ['counts-duplicate-exchange-bindings'] as const;

/** With these a new binding of a queue takes the place of the old. */
const replacements: Partial<Record<ExchangeType, AmqpDefectId>> = {
  direct: 'bind-replaces-binding',
  headers: 'headers-bind-replaces',
};

function unbound(faults: Faults, source: Exchange, binding: Binding): readonly Binding[] {
  const { type } = source.properties;
  const ofDestination = source.bindings.filter(({ destination }) => destination === binding.destination);
  if (type === 'fanout' && faults.has('unbind-removes-all-bindings')) return ofDestination;
  if (type === 'topic' && faults.has('unbind-removes-sibling-patterns')) {
    const beginning = binding.routingKey.split('.')[0];
    return ofDestination.filter(({ routingKey }) => routingKey.split('.')[0] === beginning);
  }
  if (faults.has('unbind-ignores-arguments')) {
    return ofDestination.filter(({ routingKey }) => routingKey === binding.routingKey);
  }
  const same = ofDestination.filter((other) => sameBinding(other, binding)).slice(0, 1);
  return same.length === 0 && faults.has('unbinds-another-binding') ? ofDestination.slice(0, 1) : same;
}
