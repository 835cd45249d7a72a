import { type Binding, type Exchange, sameBinding } from './exchange.js';
import type { VirtualHost } from './virtual-host.js';

export const binding = { bind, isBound, unbind, bindingsLike };

/** The same binding twice is one binding. */
function bind({ conduct }: VirtualHost, source: Exchange, wanted: Binding): void {
  if (!conduct.isBound(source, wanted)) source.bindings.push(wanted);
}

/** Is there the same binding? */
function isBound(source: Exchange, wanted: Binding): boolean {
  return source.bindings.some((other) => sameBinding(other, wanted));
}

function unbind(virtualHost: VirtualHost, source: Exchange, wanted: Binding): void {
  for (const other of virtualHost.conduct.bindingsLike(source, wanted)) {
    source.bindings.splice(source.bindings.indexOf(other), 1);
  }
  virtualHost.bindingsWent(source);
}

/** Those that an unbind means: the same binding, if it is there. */
function bindingsLike(source: Exchange, wanted: Binding): readonly Binding[] {
  return source.bindings.filter((other) => sameBinding(other, wanted)).slice(0, 1);
}
