// @ts-check
import { connect, createServer } from 'node:net';

/**
 * A TCP relay that holds back every octet, both ways: what a client on the other side of the world sees of a broker.
 * @param {{ readonly port: number, readonly delayMs: number }} options port of the broker on this machine
 * @returns {Promise<{ readonly port: number, close(): Promise<void> }>}
 */
export function startRelay({ port, delayMs }) {
  /** @type {Set<import('node:net').Socket>} */
  const open = new Set();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const broker = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    for (const [from, to] of /** @type {const} */ ([
      [client, broker],
      [broker, client],
    ])) {
      open.add(from);
      from.setNoDelay(true);
      // Equal delays fire in the order they were asked for, so octets and the end keep their order.
      from.on('data', (chunk) => setTimeout(() => to.writable && to.write(chunk), delayMs));
      from.on('end', () => setTimeout(() => to.end(), delayMs));
      from.on('error', () => setTimeout(() => to.resetAndDestroy(), delayMs));
      from.on('close', () => open.delete(from));
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : 0,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            for (const socket of open) socket.destroy();
          }),
      });
    });
  });
}
