import { putBack } from './acknowledgements.js';
import type { Channel, Delivery } from './channel.js';
import type { AmqpDefectId } from './defects.js';
import type { MethodHandlers } from './handler.js';
import { flagOf } from './values.js';

/** basic.recover and its elder namesake, which has no answer: what is unacknowledged is sent again. */
export const recoveryMethods: MethodHandlers = {
  'basic.recover': (channel, values) => {
    const { server } = channel;
    const again = () => recover(channel, flagOf(values, 'requeue'), 'recovers-without-mark');
    if (server.has('redelivers-before-recover-ok')) again();
    channel.send('basic.recover-ok');
    if (!server.has('redelivers-before-recover-ok')) again();
    if (server.has('recovers-settled-messages')) {
      for (const consumer of channel.consumers.values()) consumer.deliverOnceMore();
    }
  },
  'basic.recover-async': (channel, values) => {
    if (channel.server.has('answers-recover-async')) channel.send('basic.recover-ok');
    recover(channel, flagOf(values, 'requeue'), 'recovers-async-without-mark');
  },
};

/** With requeue all go back to their queues, without it to the consumer that had them. */
function recover(channel: Channel, requeue: boolean, unmarked: AmqpDefectId): void {
  const { server } = channel;
  const marks = !server.has(unmarked);
  const deliveries = [...channel.deliveries.values()];
  const toConsumer = ({ consumer }: Delivery) =>
    !requeue && consumer !== undefined && channel.consumers.has(consumer.tag);
  const back = deliveries.filter((delivery) => !toConsumer(delivery));
  putBack(channel, server.has('recovers-the-last-only') ? back.slice(-1) : back, marks);
  if (server.has('leaves-consumers-out-of-recover')) return;
  const again = deliveries.filter(toConsumer);
  for (const { tag } of again) channel.deliveries.delete(tag);
  for (const { entry, consumer } of again) {
    entry.redelivered ||= marks;
    consumer?.deliver(entry);
  }
}
