import { expect, it } from 'vitest';
import { runSuite, startBroker, statements } from './index.js';

it('does what the first lines of the library show', async () => {
  const broker = await startBroker({ amqpPort: null });
  const { counts } = await runSuite({
    targets: [{ protocol: 'mqtt', host: '127.0.0.1', port: broker.mqttPort ?? 0, url: 'mqtt://127.0.0.1' }],
    select: ['mqtt5/3.12'],
  });
  await broker.close();
  expect(counts.scenarios).toBeGreaterThan(0);
  expect(counts).toMatchObject({ pass: counts.scenarios });
  expect(statements('mqtt5').some(({ section }) => section.startsWith('3.12'))).toBe(true);
});
