import { expect, it } from 'vitest';
import { startBroker } from '../../src/broker/broker.js';
import { runSuite } from '../../src/suite/run/run-suite.js';
import { startRelay } from './relay.mjs';

it('judges a broker that is 200 ms away as it judges one that is near', async () => {
  const broker = await startBroker({ mqttPort: 0, amqpPort: 0 });
  const relay = await startRelay({ port: broker.mqttPort ?? 0, delayMs: 100 });
  try {
    const url = `mqtt://127.0.0.1:${relay.port}`;
    const target = { protocol: 'mqtt', host: '127.0.0.1', port: relay.port, url } as const;
    const { scenarios } = await runSuite({ targets: [target], select: ['mqtt3'], exclude: ['clock'] });
    const others = scenarios.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'notApplicable');
    expect(others.map(({ id, verdict, actual, reason }) => `${id} ${verdict} ${actual ?? reason}`)).toEqual([]);
    expect(scenarios.length).toBeGreaterThan(250);
  } finally {
    await relay.close();
    await broker.close();
  }
}, 120_000);
