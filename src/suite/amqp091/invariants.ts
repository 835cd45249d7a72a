import { decodeFrame } from '../../protocol/amqp091/decode.js';
import type { AmqpFrame } from '../../protocol/amqp091/frame.js';
import type { AmqpClient } from './client.js';

/** Every frame that any client receives must be well formed, whatever the scenario is about. */
export function checkFrame(client: AmqpClient, frame: AmqpFrame, bytes: Uint8Array): void {
  if (frame.type === 'protocol-header') return;
  const { problems } = decodeFrame(bytes, { from: 'server', frameMax: client.agreed.frameMax });
  for (const { code, statement, message, span } of problems) {
    if (statement === null || judgedElsewhere.has(code)) continue;
    client.world.breaches.push({ statement, message, bytes, actor: client.name, span });
  }
}

/** Names, tables and properties are echoes of what a client sent: whether they are legal is not the broker's doing. */
const judgedElsewhere: ReadonlySet<string> = new Set([
  'AMQP_EXCHANGE_NAME',
  'AMQP_QUEUE_NAME',
  'AMQP_STRING_UTF8',
  'AMQP_STRING_ZERO',
  'AMQP_TABLE_NAME',
  'AMQP_TABLE_TYPE',
  'AMQP_PROPERTY_FLAGS',
]);
