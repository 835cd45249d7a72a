import * as http from 'node:http';
import * as net from 'node:net';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import type { WebSocket } from 'ws';

/** Something that takes connections and hands them on; it knows no protocol. */
export interface Listener {
  readonly port: number;
  /** Takes no more connections and drops those it has. */
  close(): Promise<void>;
}

export type Accept = (stream: Duplex) => void;

/** Port 0 takes a free one. Rejects where the port cannot be had. */
export function listenTcp(host: string, port: number, accept: Accept): Promise<Listener> {
  const server = net.createServer({ noDelay: true }, accept);
  return listen(server, host, port);
}

export interface TlsMaterial {
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
  /** Ask for client certificates signed by these. */
  readonly ca?: string | Buffer;
}

export function listenTls(host: string, port: number, material: TlsMaterial, accept: Accept): Promise<Listener> {
  const server = tls.createServer({ ...material, requestCert: material.ca !== undefined }, (socket) => {
    socket.setNoDelay(true);
    accept(socket);
  });
  server.on('tlsClientError', () => {});
  return listen(server, host, port);
}

export interface WebSocketBehaviour {
  /** The subprotocol to answer with; `undefined`: none. */
  readonly subprotocol: (offered: ReadonlySet<string>) => string | undefined;
  readonly accept: (socket: WebSocket) => void;
}

export async function listenWebSocket(host: string, port: number, behaviour: WebSocketBehaviour): Promise<Listener> {
  const { WebSocketServer } = await import('ws');
  const server = http.createServer((_request, response) => response.writeHead(426).end());
  const sockets = new WebSocketServer({
    server,
    handleProtocols: (offered) => behaviour.subprotocol(offered) ?? false,
    perMessageDeflate: false,
  });
  sockets.on('connection', behaviour.accept);
  sockets.on('error', () => {});
  return listen(server, host, port);
}

function listen(server: net.Server | http.Server, host: string, port: number): Promise<Listener> {
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
        port: (server.address() as net.AddressInfo).port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            for (const stream of streams) stream.destroy();
          }),
      });
    });
  });
}
