import type { AmqpConduct } from '../conduct.js';
import type { Connection } from '../connection.js';

/** Longer than a busy machine pauses between two frames of one flood, in milliseconds. */
const patience = 1000;

interface Flood {
  readonly channel: number;
  until: number;
  readonly waiting: (() => void)[];
}

/** Leaves a channel waiting as long as another one is publishing. */
export function starving() {
  const floods = new WeakMap<Connection, Flood>();
  return {
    handleOnChannel:
      (strict: AmqpConduct['handleOnChannel']): AmqpConduct['handleOnChannel'] =>
      (connection, frame, octets) => {
        const now = Date.now();
        const flood = floods.get(connection);
        if (frame.type === 'method' && flood && flood.channel !== frame.channel && flood.until >= now) {
          flood.waiting.push(() => strict(connection, frame, octets));
          if (flood.waiting.length === 1) serveLater(flood);
          return;
        }
        if (frame.type !== 'method') {
          if (flood === undefined || (flood.until < now && flood.waiting.length === 0)) {
            floods.set(connection, { channel: frame.channel, until: now + patience, waiting: [] });
          } else if (flood.channel === frame.channel) flood.until = now + patience;
        }
        strict(connection, frame, octets);
      },
  };
}

function serveLater(flood: Flood): void {
  setTimeout(() => {
    if (flood.until > Date.now()) serveLater(flood);
    else for (const handle of flood.waiting.splice(0)) handle();
  }, patience).unref();
}
