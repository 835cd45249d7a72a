import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel } from './channel.js';
import type { Binding, Exchange, ExchangeType } from './exchange.js';
import type { MethodHandlers } from './handler.js';
import { flagOf, tableOf, textOf } from './values.js';

export const EXCHANGE_METHODS: MethodHandlers = {
  'exchange.declare': (channel, values) => {
    // One that exists stays as it is.
    if (!exchangeNamed(channel, textOf(values, 'exchange'))) declareExchange(channel, values);
    channel.reply(flagOf(values, 'no-wait'), 'exchange.declare-ok');
  },
  'exchange.delete': (channel, values) => {
    const exchange = exchangeNamed(channel, textOf(values, 'exchange'));
    if (exchange) channel.virtualHost.deleteExchange(exchange);
    channel.reply(flagOf(values, 'no-wait'), 'exchange.delete-ok');
  },
  'exchange.bind': (channel, values) => {
    const wanted = exchangeBinding(channel, values);
    if (wanted) channel.server.conduct.bind(channel.virtualHost, wanted.source, wanted);
    channel.reply(flagOf(values, 'no-wait'), 'exchange.bind-ok');
  },
  'exchange.unbind': (channel, values) => {
    const wanted = exchangeBinding(channel, values);
    if (wanted) channel.server.conduct.unbind(channel.virtualHost, wanted.source, wanted);
    channel.reply(flagOf(values, 'no-wait'), 'exchange.unbind-ok');
  },
};

export const exchanging = { isInUse };

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

export function declareExchange({ virtualHost }: Channel, values: AmqpArguments): void {
  virtualHost.declareExchange({
    name: textOf(values, 'exchange'),
    type: textOf(values, 'type') as ExchangeType,
    durable: flagOf(values, 'durable'),
    autoDelete: flagOf(values, 'auto-delete'),
    internal: flagOf(values, 'internal'),
    arguments: tableOf(values, 'arguments'),
  });
}

/** Bindings lead from it somewhere. */
function isInUse({ bindings }: Exchange): boolean {
  return bindings.length > 0;
}
