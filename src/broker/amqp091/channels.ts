import { methodByName } from '../../protocol/amqp091/definitions.js';
import { Channel } from './channel.js';
import type { Cause, Connection } from './connection.js';
import type { MethodHandlers } from './handler.js';
import { flagOf } from './values.js';

/** Class channel, but for opening one, which is the connection's matter. */
export const channelMethods: MethodHandlers = {
  'channel.open': (channel) => {
    if (channel.server.has('opens-channel-twice')) channel.send('channel.open-ok');
    else channel.connection.raise('channel-error', 'the channel is open', methodByName('channel.open'));
  },
  'channel.flow': (channel, values) => {
    channel.active = flagOf(values, 'active');
    if (!channel.active) channel.wasPaused = true;
    channel.send('channel.flow-ok', { active: channel.active });
    if (channel.active) channel.resume();
  },
  'channel.flow-ok': () => {},
  'channel.close': (channel) => {
    const { connection, number, server } = channel;
    if (!server.has('keeps-closed-channels')) {
      channel.closeForClient();
      connection.channels.delete(number);
      if (server.has('keeps-channel-state-after-close')) formerChannels.set(connection, channel);
    }
    channel.send('channel.close-ok');
  },
};

/** The last channel that a connection closed, for a broker that does not forget. */
const formerChannels = new WeakMap<Connection, Channel>();

/** channel.open on a number that is free. */
export function openChannel(connection: Connection, number: number, cause: Cause): void {
  const { virtualHost, channelMax, server } = connection;
  if (virtualHost === undefined) return;
  const limit = channelMax - (server.has('refuses-highest-channel') ? 1 : 0);
  const isBeyond = server.has('takes-channel-max-for-a-count') ? connection.channels.size >= limit : number > limit;
  if (isBeyond && !server.has('ignores-channel-max')) {
    connection.raise('channel-error', `channel-max is ${channelMax}`, cause);
    return;
  }
  addChannel(connection, number);
  connection.send(number, 'channel.open-ok');
}

export function addChannel(connection: Connection, number: number): Channel | undefined {
  const { virtualHost } = connection;
  if (virtualHost === undefined) return undefined;
  const former = formerChannels.get(connection);
  const channel = new Channel(connection, number, virtualHost, former?.number === number ? former : undefined);
  connection.channels.set(number, channel);
  return channel;
}
