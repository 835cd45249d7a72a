import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { identify } from '../probe.js';
import { parseTarget } from '../target.js';
import { dial } from './transports.js';
import { chosenSubprotocol } from './web-socket.js';

const servers: WebSocketServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate();
    server.close();
  }
});

async function serve(onSocket: (socket: WebSocket) => void, choose = 'mqtt'): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => choose });
  servers.push(server);
  server.on('connection', onSocket);
  await once(server, 'listening');
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/mqtt`;
}

describe('a stream over WebSocket', () => {
  it('sends each write in a binary frame of its own, and text only when told', async () => {
    const heard: string[] = [];
    let socketOfServer: WebSocket | undefined;
    const url = await serve((socket) => {
      socketOfServer = socket;
      socket.on('message', (data: Buffer, isBinary) => {
        heard.push(`${isBinary ? 'binary' : 'text'} ${data.toString('hex')}`);
      });
    });
    const stream = await dial(url, { timeoutMs: 1000, announced: ['mqtt'] });
    stream.write(Buffer.from('c0', 'hex'));
    await new Promise<void>((done) => stream.write(Buffer.from('00', 'hex'), () => done()));
    stream.writeText?.(Buffer.from('1000', 'hex'));
    stream.end();
    if (socketOfServer !== undefined) await once(socketOfServer, 'close');
    expect(heard).toEqual(['binary c0', 'binary 00', 'text 1000']);
  });

  it('hands on the payloads of all frames, counts those of text, and ends where the other side closes', async () => {
    const url = await serve((socket) => {
      socket.send(Buffer.from('d0', 'hex'));
      socket.send('\0', { binary: false });
      socket.close();
    });
    const stream = await dial(url, { timeoutMs: 1000, announced: ['mqtt'] });
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(stream, 'end');
    expect(Buffer.concat(chunks).toString('hex')).toBe('d000');
    expect(stream.textFrames).toBe(1);
    stream.destroy();
  });

  it('says why it cannot be opened', async () => {
    const url = await serve(() => undefined);
    const [server] = servers.splice(0);
    await new Promise((resolve) => server?.close(resolve));
    await expect(dial(url, { timeoutMs: 1000, announced: ['mqtt'] })).rejects.toMatchObject({
      message: `cannot reach ${url}`,
      why: 'connection refused',
    });
  });

  it('tells the subprotocol that was chosen, even one that was not offered', async () => {
    expect(await chosenSubprotocol(await serve(() => undefined, 'mqtt'), ['foo', 'mqtt'], 1000)).toBe('mqtt');
    expect(await chosenSubprotocol(await serve(() => undefined, 'bar'), ['mqtt'], 1000)).toBe('bar');
  });
});

describe('a target over WebSocket', () => {
  it('is MQTT, on port 80 unless told, with its path', () => {
    expect(parseTarget('ws://broker.example/mqtt')).toEqual({
      protocol: 'mqtt',
      host: 'broker.example',
      port: 80,
      url: 'ws://broker.example:80/mqtt',
      webSocketUrl: 'ws://broker.example:80/mqtt',
      overWebSocket: true,
    });
  });

  it('is known by the CONNACK that it sends', async () => {
    const url = await serve((socket) => socket.once('message', () => socket.send(Buffer.from('20020000', 'hex'))));
    await expect(identify(parseTarget(url), 'mqtt')).resolves.toBe('mqtt');
  });
});
