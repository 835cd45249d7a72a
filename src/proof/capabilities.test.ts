import { describe, expect, it } from 'vitest';
import { type Broker, startBroker } from '../broker/broker.js';
import type { Capabilities } from '../suite/capabilities.js';
import { probe } from '../suite/probe.js';

describe('what nothing announces', () => {
  it('is found where a wrong value is refused', async () => {
    const found = await offersWith([]);
    for (const name of unannounced) expect([name, found[name]]).toEqual([name, true]);
  });

  it('is missed where a wrong value is taken like a right one', async () => {
    const found = await offersWith(['accepts-bad-message-ttl', 'accepts-bad-expirations', 'accepts-single-cc']);
    expect(found.messageTtl).toBe('a wrong x-message-ttl is taken like a right one');
    expect(found.messageExpiration).toBe('a wrong expiration is taken like a right one');
    expect(found.senderSelectedKeys).toBe('a wrong CC is taken like a right one');
    expect(found.maxLength).toBe(true);
  });

  it('is looked for although the broker goes away at a wrong value', async () => {
    const found = await offersWith(['closes-connection-for-channel-errors']);
    for (const name of unannounced) expect([name, found[name]]).toEqual([name, true]);
  });
});

const unannounced = [
  'transactions',
  'messageTtl',
  'queueExpiry',
  'maxLength',
  'deadLettering',
  'maxPriority',
  'singleActiveConsumer',
  'queueTypes',
  'messageExpiration',
  'senderSelectedKeys',
];

async function offersWith(defects: readonly string[]): Promise<Capabilities> {
  const broker: Broker = await startBroker({ mqttPort: null, defects });
  try {
    const port = broker.amqpPort ?? 0;
    const target = { protocol: 'amqp', host: '127.0.0.1', port, url: `amqp://127.0.0.1:${port}` } as const;
    return await probe(target, { timeoutMs: 2000 });
  } finally {
    await broker.close();
  }
}
