import type { Target } from '../../net/target.js';
import { isTable } from '../../protocol/amqp091/field-table.js';
import type { AmqpArgument } from '../../protocol/amqp091/frame.js';
import { plain } from '../../protocol/amqp091/plain-table.js';
import type { Capabilities, ProbeOptions } from '../capabilities.js';
import { Namespace } from '../words/namespace.js';
import { World } from '../world.js';
import { AmqpClient } from './client.js';
import { probeUnannounced } from './extensions.js';

/** What connection.start and connection.tune say that the broker offers, and what it turns out to know. */
export async function probeAmqp(target: Target, { timeoutMs }: ProbeOptions): Promise<Capabilities> {
  const world = new World({
    spec: 'amqp091',
    target,
    timeoutMs,
    namespace: new Namespace(),
    makeActor: (name, stage) => new AmqpClient(name, stage),
    capabilities: {},
  });
  const client = new AmqpClient('probe', world);
  try {
    await client.connect();
    const properties = isTable(client.start['server-properties']) ? plain(client.start['server-properties']) : {};
    const mechanisms = text(client.start.mechanisms).split(' ');
    const offers = new Set(
      Object.entries(properties.capabilities ?? {})
        .filter(([, offered]) => offered === true)
        .map(([name]) => name),
    );
    const from = (name: string) => offers.has(name) || `connection.start does not offer ${name}`;
    return {
      product: text(properties.product) || 'unknown',
      version: text(properties.version) || 'unknown',
      channelMax: Number(client.offered['channel-max'] ?? 0),
      frameMax: Number(client.offered['frame-max'] ?? 0),
      heartbeat: Number(client.offered.heartbeat ?? 0),
      amqplain: mechanisms.includes('AMQPLAIN') || 'connection.start does not offer the mechanism AMQPLAIN',
      ...(await probeUnannounced(client)),
      ...Object.fromEntries(CAPABILITY_FLAGS.map(([tag, flag]) => [tag, from(flag)])),
    };
  } finally {
    await world.dispose();
    await client.dispose();
  }
}

/** The name of a capability in features and in connection.start's server-properties. */
const CAPABILITY_FLAGS = [
  ['publisherConfirms', 'publisher_confirms'],
  ['exchangeBindings', 'exchange_exchange_bindings'],
  ['basicNack', 'basic.nack'],
  ['consumerCancelNotify', 'consumer_cancel_notify'],
  ['connectionBlocked', 'connection.blocked'],
  ['consumerPriorities', 'consumer_priorities'],
  ['authenticationFailureClose', 'authentication_failure_close'],
  ['directReplyTo', 'direct_reply_to'],
] as const;

function text(value: AmqpArgument | object | null | undefined): string {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return typeof value === 'string' ? value : '';
}
