import type { AmqpArguments } from '../../../protocol/amqp091/frame.js';
import type { Channel } from '../channel.js';
import type { AmqpConduct } from '../conduct.js';
import type { Consumer } from '../consumer.js';
import type { QueueEntry } from '../queue.js';
import { handling } from './handling.js';

/** After this method, delivers what these consumers had last once more. */
export function onceMore(
  method: string,
  consumersOf: (channel: Channel, values: AmqpArguments) => readonly Consumer[],
) {
  return () => {
    const last = new WeakMap<Consumer, QueueEntry>();
    return {
      deliver:
        (strict: AmqpConduct['deliver']): AmqpConduct['deliver'] =>
        (consumer, entry) => {
          last.set(consumer, entry);
          strict(consumer, entry);
        },
      ...handling(method, (strict) => (channel, values) => {
        const consumers = consumersOf(channel, values);
        strict(channel, values);
        for (const consumer of consumers) {
          const entry = last.get(consumer);
          if (entry) channel.server.conduct.deliver(consumer, entry);
        }
      }),
    };
  };
}
