import { emptyTable } from '../../protocol/amqp091/field-table.js';
import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import { changedProperties } from '../../protocol/amqp091/property-list.js';
import type { Channel } from './channel.js';
import type { Queue } from './queue.js';

/** The queue that none has to declare: its consumer gets the replies to what its channel publishes. */
export const replyAddress = 'amq.rabbitmq.reply-to';

/** What stands behind that name on this channel: a queue that goes with its consumer, under a name nobody can guess. */
export function replyQueue(channel: Channel): Queue {
  const { connection, virtualHost } = channel;
  const known = channel.replies;
  if (known !== undefined && !known.deleted) return known;
  channel.replies = virtualHost.declareQueue({
    name: virtualHost.freshQueueName().replace('amq.gen-', `${replyAddress}.`),
    durable: false,
    autoDelete: true,
    owner: connection,
    creator: channel,
    arguments: emptyTable,
  });
  return channel.replies;
}

/** Somebody waits for replies on this channel. */
export function awaitsReplies({ replies }: Channel): boolean {
  return replies !== undefined && !replies.deleted && replies.consumers.length > 0;
}

/** Properties that ask for direct replies get the address at which they arrive. */
export function addressedReplies(channel: Channel, properties: AmqpArguments, propertyList: Uint8Array): Uint8Array {
  if (properties['reply-to'] !== replyAddress) return propertyList;
  return changedProperties(propertyList, (given) => ({ ...given, 'reply-to': replyQueue(channel).name }));
}
