import type { AmqpFrame } from '../../protocol/amqp091/frame.js';
import type { Connection } from './connection.js';

/** Longer than a busy machine pauses between two frames of one flood, in milliseconds. */
const patience = 1000;

interface Flood {
  readonly channel: number;
  until: number;
  readonly waiting: (() => void)[];
}

const floods = new WeakMap<Connection, Flood>();

/** A broken broker leaves a channel waiting as long as another one is publishing. True when the frame waits. */
export function starves(connection: Connection, frame: AmqpFrame & { channel: number }, handle: () => void): boolean {
  if (!connection.server.has('starves-other-channels')) return false;
  const now = Date.now();
  const flood = floods.get(connection);
  if (frame.type !== 'method') {
    if (flood === undefined || (flood.until < now && flood.waiting.length === 0)) {
      floods.set(connection, { channel: frame.channel, until: now + patience, waiting: [] });
    } else if (flood.channel === frame.channel) flood.until = now + patience;
    return false;
  }
  if (flood === undefined || flood.channel === frame.channel || flood.until < now) return false;
  flood.waiting.push(handle);
  if (flood.waiting.length === 1) serveLater(flood);
  return true;
}

function serveLater(flood: Flood): void {
  setTimeout(() => {
    if (flood.until > Date.now()) serveLater(flood);
    else for (const handle of flood.waiting.splice(0)) handle();
  }, patience).unref();
}
