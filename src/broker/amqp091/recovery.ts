import type { Return } from './acknowledgements.js';
import type { Channel, Delivery } from './channel.js';
import type { MethodHandlers } from './handler.js';
import { flagOf } from './values.js';

/** basic.recover and its elder namesake, which has no answer: what is unacknowledged is sent again. */
export const RECOVERY_METHODS: MethodHandlers = {
  'basic.recover': (channel, values) => {
    channel.send('basic.recover-ok');
    recover(channel, flagOf(values, 'requeue'), 'recover');
  },
  'basic.recover-async': (channel, values) => {
    recover(channel, flagOf(values, 'requeue'), 'recover-async');
  },
};

export const recovering = { redeliver };

/** With requeue all go back to their queues, without it to the consumer that had them. */
export function recover(channel: Channel, requeue: boolean, why: Return): void {
  const { conduct } = channel.server;
  const deliveries = [...channel.deliveries.values()];
  const toConsumer = ({ consumer }: Delivery) =>
    !requeue && consumer !== undefined && channel.consumers.has(consumer.tag);
  const back = deliveries.filter((delivery) => !toConsumer(delivery));
  conduct.putBack(channel, back, why);
  conduct.redeliver(channel, deliveries.filter(toConsumer), why);
}

/** To the consumers that hold them, under new tags. */
function redeliver(channel: Channel, deliveries: readonly Delivery[], why: Return): void {
  const { conduct } = channel.server;
  for (const { tag } of deliveries) channel.deliveries.delete(tag);
  for (const { entry, consumer } of deliveries) {
    entry.redelivered ||= conduct.marksRedelivered(why);
    if (consumer) conduct.deliver(consumer, entry);
  }
}
