import { methodByName } from '../../protocol/amqp091/definitions.js';
import { Channel } from './channel.js';
import type { Cause, Connection } from './connection.js';
import type { MethodHandlers } from './handler.js';
import { flagOf } from './values.js';

/** Class channel, but for opening one, which is the connection's matter. */
export const CHANNEL_METHODS: MethodHandlers = {
  'channel.open': ({ connection }) => {
    connection.raise('channel-error', 'the channel is open', methodByName('channel.open'));
  },
  'channel.flow': (channel, values) => {
    channel.active = flagOf(values, 'active');
    channel.send('channel.flow-ok', { active: channel.active });
    if (channel.active) channel.resume();
  },
  'channel.flow-ok': () => {},
  'channel.close': (channel) => {
    channel.server.conduct.closeForClient(channel);
    channel.connection.channels.delete(channel.number);
    channel.send('channel.close-ok');
  },
};

export const openingChannels = { mayOpenChannel, addChannel };

/** channel.open on a number that is free. */
export function openChannel(connection: Connection, number: number, cause: Cause): void {
  const { channelMax, server } = connection;
  if (!server.conduct.mayOpenChannel(connection, number)) {
    connection.raise('channel-error', `channel-max is ${channelMax}`, cause);
  } else if (server.conduct.addChannel(connection, number)) connection.send(number, 'channel.open-ok');
}

function mayOpenChannel({ channelMax }: Connection, number: number): boolean {
  return number <= channelMax;
}

/** Nothing where the connection has no virtual host. */
function addChannel(connection: Connection, number: number): Channel | undefined {
  const { virtualHost } = connection;
  if (virtualHost === undefined) return undefined;
  const channel = new Channel(connection, number, virtualHost);
  connection.channels.set(number, channel);
  return channel;
}
