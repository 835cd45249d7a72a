import type { AmqpArguments } from '../../codec/amqp/frame.js';
import type { Channel } from './channel.js';
import { Exchange, type ExchangeType } from './exchange.js';
import type { MethodHandlers } from './handler.js';
import { flagOf, tableOf, textOf } from './values.js';

export const exchangeMethods: MethodHandlers = {
  'exchange.declare': (channel, values) => {
    declare(channel, values);
    channel.reply(flagOf(values, 'no-wait'), 'exchange.declare-ok');
  },
  'exchange.delete': (channel, values) => {
    const exchange = exchangeNamed(channel, textOf(values, 'exchange'));
    if (exchange) channel.virtualHost.deleteExchange(exchange);
    channel.reply(flagOf(values, 'no-wait'), 'exchange.delete-ok');
  },
  'exchange.bind': (channel, values) => {
    bindExchange(channel, values);
    channel.reply(flagOf(values, 'no-wait'), 'exchange.bind-ok');
  },
  'exchange.unbind': (channel, values) => {
    unbindExchange(channel, values);
    channel.reply(flagOf(values, 'no-wait'), 'exchange.unbind-ok');
  },
};

export function exchangeNamed(channel: Channel, name: string): Exchange | undefined {
  return channel.virtualHost.exchanges.get(name);
}

function declare(channel: Channel, values: AmqpArguments): void {
  const name = textOf(values, 'exchange');
  if (flagOf(values, 'passive') || exchangeNamed(channel, name)) return;
  const exchange = new Exchange({
    name,
    type: textOf(values, 'type') as ExchangeType,
    durable: flagOf(values, 'durable'),
    autoDelete: flagOf(values, 'auto-delete'),
    internal: flagOf(values, 'internal'),
    arguments: tableOf(values, 'arguments'),
  });
  channel.virtualHost.exchanges.set(name, exchange);
}

function bindExchange(channel: Channel, values: AmqpArguments): void {
  const source = exchangeNamed(channel, textOf(values, 'source'));
  const destination = exchangeNamed(channel, textOf(values, 'destination'));
  if (source === undefined || destination === undefined) return;
  channel.virtualHost.bind(source, bindingOf(destination, values));
}

function unbindExchange(channel: Channel, values: AmqpArguments): void {
  const source = exchangeNamed(channel, textOf(values, 'source'));
  const destination = exchangeNamed(channel, textOf(values, 'destination'));
  if (source && destination) channel.virtualHost.unbind(source, bindingOf(destination, values));
}

function bindingOf(destination: Exchange, values: AmqpArguments) {
  return { destination, routingKey: textOf(values, 'routing-key'), arguments: tableOf(values, 'arguments') };
}
