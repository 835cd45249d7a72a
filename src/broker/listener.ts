import * as http from 'node:http';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import type { WebSocket } from 'ws';
import { serve } from '../net/transport/server.js';
import type { Listener } from '../net/transport/transport.js';

export interface TlsMaterial {
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
  /** Ask for client certificates signed by these. */
  readonly ca?: string | Buffer;
}

export function listenTls(
  host: string,
  port: number,
  material: TlsMaterial,
  accept: (stream: Duplex) => void,
): Promise<Listener> {
  const server = tls.createServer({ ...material, requestCert: material.ca !== undefined }, (socket) => {
    socket.setNoDelay(true);
    accept(socket);
  });
  server.on('tlsClientError', () => {});
  return serve(server, { host, port });
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
  return serve(server, { host, port });
}
