import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { Namespace } from '../words/namespace.js';
import { World } from '../world.js';
import { MqttClient } from './client.js';
import { publication, publish } from './messages.js';

const servers: WebSocketServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A broker over WebSocket that answers CONNECT and PINGREQ; `heard` is each frame as hex. */
async function webSocketBroker(heard: string[]): Promise<World> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'mqtt' });
  servers.push(server);
  server.on('connection', (socket) =>
    socket.on('message', (data: Buffer) => {
      heard.push(data.toString('hex'));
      if (data[0] === 0x10) socket.send(Buffer.from('20020000', 'hex'));
      if (data[0] === 0xc0) socket.send(Buffer.from('d000', 'hex'));
    }),
  );
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const webSocketUrl = `ws://127.0.0.1:${port}`;
  return new World({
    spec: 'mqtt3',
    target: { protocol: 'mqtt', host: '127.0.0.1', port, url: webSocketUrl, webSocketUrl, overWebSocket: true },
    timeoutMs: 500,
    namespace: new Namespace('cf12345678'),
    makeActor: (name, world) => new MqttClient(name, world),
    capabilities: {},
  });
}

it('clears retained messages over WebSocket where the target is one', async () => {
  const heard: string[] = [];
  const world = await webSocketBroker(heard);
  const alice = world.actor('Alice') as MqttClient;
  await alice.connect();
  await publish(alice, { ...publication(alice, '42', { text: 'a', exact: false }, 0), retain: true });
  await world.dispose();
  const topic = `000c${Buffer.from('cf12345678/a').toString('hex')}`;
  expect(heard.filter((packet) => packet.startsWith('31'))).toEqual([`3110${topic}3432`, `310e${topic}`]);
});
