import type { AddressInfo, Server } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Place } from './place.js';
import type { Listener } from './transport.js';

/** Lets a server of Node listen; closing it drops the connections it has. Rejects where the port cannot be had. */
export function serve(server: Server, { host, port }: Place): Promise<Listener> {
  const streams = new Set<Duplex>();
  server.on('connection', (stream: Duplex) => {
    streams.add(stream);
    stream.on('error', () => {});
    stream.once('close', () => streams.delete(stream));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      server.on('error', () => {});
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            for (const stream of streams) stream.destroy();
          }),
      });
    });
  });
}
