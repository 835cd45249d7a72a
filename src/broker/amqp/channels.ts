import type { MethodHandler } from './handler.js';
import { flagOf } from './values.js';

/** Class channel, but for opening, which is not the channel's own matter. */
export const channelMethods: Readonly<Record<string, MethodHandler>> = {
  'channel.open': (channel) => channel.connection.raise('channel-error', 'the channel is open', openCause),
  'channel.flow': (channel, values) => {
    channel.active = flagOf(values, 'active');
    channel.send('channel.flow-ok', { active: channel.active });
    if (channel.active) channel.resume();
  },
  'channel.flow-ok': () => {},
  'channel.close': (channel) => {
    channel.release();
    channel.connection.channels.delete(channel.number);
    channel.send('channel.close-ok');
  },
};

const openCause = { classId: 20, methodId: 10 };
