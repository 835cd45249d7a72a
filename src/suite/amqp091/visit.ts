import type { Target } from '../../net/target.js';
import type { Visit } from '../suite-protocol.js';
import { World } from '../world.js';
import { AmqpClient } from './client.js';

/** What any client does: connects, opens a channel, and hears that it is served. */
export async function visitAmqp(target: Target, { namespace, timeoutMs }: Visit): Promise<void> {
  const makeActor = (name: string, stage: World) => new AmqpClient(name, stage);
  const world = new World({ spec: 'amqp091', target, timeoutMs, namespace, makeActor, capabilities: {} });
  const client = new AmqpClient('visitor', world);
  try {
    await client.connect();
    await client.expectOpen();
  } finally {
    void client.dispose();
  }
}
