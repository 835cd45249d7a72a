import { type Channel, channelsOf } from './channel.js';
import type { PrefetchWindow } from './connection.js';
import type { Consumer } from './consumer.js';

export const prefetching = { hasRoom, hasRoomFor, windows, outstanding };

/** A limit of basic.qos, and what is out under it. */
export interface Window {
  readonly limit: PrefetchWindow;
  readonly out: PrefetchWindow;
}

/** May anything be sent ahead to a consumer that acknowledges? */
function hasRoom(channel: Channel, consumer: Consumer): boolean {
  const windows = channel.server.conduct.windows(channel, consumer);
  return windows.every(({ limit, out }) => limit.count === 0 || out.count < limit.count);
}

/** May so many octets be? A window of octets never holds up a message when nothing else is out. */
function hasRoomFor(channel: Channel, consumer: Consumer, octets: number): boolean {
  const windows = channel.server.conduct.windows(channel, consumer);
  return windows.every(
    ({ limit, out }) => limit.octets === 0 || out.count === 0 || out.octets + octets <= limit.octets,
  );
}

/** The channel's own window, and the one that global has set for the connection. */
function windows(channel: Channel, _consumer: Consumer): readonly Window[] {
  const { connection, server, window } = channel;
  const { outstanding } = server.conduct;
  const own = { limit: window, out: outstanding(channel) };
  const { window: limit } = connection;
  if (limit.count === 0 && limit.octets === 0) return [own];
  const out = { count: 0, octets: 0 };
  for (const { count, octets } of channelsOf(connection).map(outstanding)) {
    out.count += count;
    out.octets += octets;
  }
  return [own, { limit, out }];
}

/** Out to the consumers of a channel; what was fetched does not count. */
function outstanding({ deliveries }: Channel): PrefetchWindow {
  const bodies = [...deliveries.values()].filter(({ consumer }) => consumer).map(({ entry }) => entry.message.body);
  return { count: bodies.length, octets: bodies.reduce((sum, { length }) => sum + length, 0) };
}
