import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import { bind, unbind } from './bindings.js';
import type { Channel } from './channel.js';
import type { Binding, Exchange, ExchangeType } from './exchange.js';
import type { MethodHandlers } from './handler.js';
import { declaredName, flagOf, tableOf, textOf } from './values.js';

export const exchangeMethods: MethodHandlers = {
  'exchange.declare': (channel, values) => {
    declare(channel, values);
    channel.reply(flagOf(values, 'no-wait'), 'exchange.declare-ok');
  },
  'exchange.delete': (channel, values) => {
    const exchange = exchangeNamed(channel, textOf(values, 'exchange'));
    if (exchange && !channel.server.has('keeps-deleted-exchanges')) channel.virtualHost.deleteExchange(exchange);
    channel.reply(flagOf(values, 'no-wait'), 'exchange.delete-ok');
  },
  'exchange.bind': (channel, values) => {
    const binding = exchangeBinding(channel, values);
    if (binding) bind(channel.server, binding.source, binding);
    if (channel.server.has('breaks-default-exchange-by-binding')) loseDefaultBindings(channel, values);
    channel.reply(flagOf(values, 'no-wait'), 'exchange.bind-ok');
  },
  'exchange.unbind': (channel, values) => {
    const binding = exchangeBinding(channel, values);
    if (binding) unbind(channel.server, channel.virtualHost, binding.source, binding);
    if (channel.server.has('loses-default-bindings-on-exchange-unbind')) loseDefaultBindings(channel, values);
    channel.reply(flagOf(values, 'no-wait'), 'exchange.unbind-ok');
  },
};

export function exchangeNamed(channel: Channel, name: string): Exchange | undefined {
  return channel.virtualHost.exchanges.get(name);
}

/** From the arguments of exchange.bind or unbind; nothing when an end of it does not exist. */
export function exchangeBinding(
  channel: Channel,
  values: AmqpArguments,
): (Binding & { readonly source: Exchange; readonly destination: Exchange }) | undefined {
  const source = exchangeNamed(channel, textOf(values, 'source'));
  const destination = exchangeNamed(channel, textOf(values, 'destination'));
  if (source === undefined || destination === undefined) return undefined;
  return { source, destination, routingKey: textOf(values, 'routing-key'), arguments: tableOf(values, 'arguments') };
}

function declare(channel: Channel, values: AmqpArguments) {
  const { server, virtualHost } = channel;
  const name = declaredName(textOf(values, 'exchange'), server.has('mangles-illegal-exchange-names'));
  const existing = name === '' ? undefined : exchangeNamed(channel, name);
  if (existing) return declareAgain(channel, values, existing);
  if (name === '' && flagOf(values, 'passive')) return;
  virtualHost.declareExchange({
    name: server.has('truncates-exchange-names') ? name.slice(0, 100) : name,
    type: textOf(values, 'type') as ExchangeType,
    durable: flagOf(values, 'durable'),
    autoDelete: flagOf(values, 'auto-delete'),
    internal: flagOf(values, 'internal'),
    arguments: tableOf(values, 'arguments'),
  });
}

/** Nothing changes, unless something is broken. */
function declareAgain({ server }: Channel, values: AmqpArguments, exchange: Exchange): void {
  const isPassive = flagOf(values, 'passive');
  if (isPassive && server.has('passive-declare-retypes-exchange')) {
    exchange.properties = { ...exchange.properties, type: textOf(values, 'type') as ExchangeType };
  }
  if (isPassive) return;
  if (server.has('redeclare-drops-exchange-bindings')) exchange.bindings.splice(0);
  if (server.has('redeclare-flips-exchange-auto-delete')) {
    exchange.properties = { ...exchange.properties, autoDelete: flagOf(values, 'auto-delete') };
  }
}

function loseDefaultBindings(channel: Channel, values: AmqpArguments): void {
  const isNamed = textOf(values, 'source') === '' || textOf(values, 'destination') === '';
  if (isNamed) channel.virtualHost.remains.noDefaultBindings = true;
}
