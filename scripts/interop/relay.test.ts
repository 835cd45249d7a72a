import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { startRelay } from './relay.mjs';

it('hands on every octet in order, later, and the end after them', async () => {
  const echo = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket));
  await once(echo.listen(0, '127.0.0.1'), 'listening');
  const relay = await startRelay({ port: (echo.address() as AddressInfo).port, delayMs: 60 });
  const began = performance.now();
  const client = connect(relay.port, '127.0.0.1');
  client.write('82 0A');
  client.end(' 00 01');
  let heard = '';
  client.on('data', (chunk) => {
    heard += chunk.toString();
  });
  await once(client, 'end');
  expect(heard).toBe('82 0A 00 01');
  expect(performance.now() - began).toBeGreaterThan(115);
  await relay.close();
  echo.close();
});
