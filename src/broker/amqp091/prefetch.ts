import type { Channel, ChannelConsumer } from './channel.js';
import type { PrefetchWindow } from './connection.js';

/** A limit of basic.qos, and what is out under it. */
interface Window {
  readonly limit: PrefetchWindow;
  readonly out: PrefetchWindow;
}

/** May anything be sent ahead to a consumer that acknowledges? */
export function hasRoom(channel: Channel, consumer: ChannelConsumer): boolean {
  const { server } = channel;
  if (server.has('ignores-prefetch')) return true;
  const more = server.has('prefetches-one-too-many') ? 1 : 0;
  return windows(channel, consumer).every(({ limit, out }) => limit.count === 0 || out.count < limit.count + more);
}

/** May so many octets be? A window of octets never holds up a message when nothing else is out. */
export function hasRoomFor(channel: Channel, consumer: ChannelConsumer, octets: number): boolean {
  const { server } = channel;
  if (server.has('ignores-prefetch-size')) return true;
  const isAlone = ({ out }: Window) => out.count === 0 && !server.has('holds-back-large-messages');
  return windows(channel, consumer).every(
    (window) => window.limit.octets === 0 || isAlone(window) || window.out.octets + octets <= window.limit.octets,
  );
}

/** The channel's own window, and the one that global has set for the connection. */
function windows(channel: Channel, consumer: ChannelConsumer): readonly Window[] {
  const { connection, server, window } = channel;
  const limit = connection.window;
  const own = channel.outstanding(server.has('counts-prefetch-per-consumer') ? consumer : undefined);
  const ofChannel = { limit: window, out: own };
  if ((limit.count === 0 && limit.octets === 0) || server.has('ignores-global-prefetch')) return [ofChannel];
  if (server.has('applies-global-prefetch-per-channel')) return [ofChannel, { limit, out: own }];
  const all = [...connection.channels.values()].map((one) => one.outstanding());
  const sum = all.reduce((a, b) => ({ count: a.count + b.count, octets: a.octets + b.octets }));
  return [ofChannel, { limit, out: sum }];
}
