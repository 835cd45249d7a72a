import { Buffer } from 'node:buffer';
import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { identify } from './probe.js';

const servers: net.Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that answers its first octets as told; `undefined` keeps silent, `null` hangs up. */
async function serve(answer: (first: Buffer) => Buffer | undefined | null) {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (first) => {
      const reply = answer(first);
      if (reply === null) socket.end();
      else if (reply !== undefined) socket.write(reply);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  return { host: '127.0.0.1', port, url: `tcp://127.0.0.1:${port}` };
}

const connack = Buffer.from('20020000', 'hex');
const header = Buffer.from('414d515000000901', 'hex');
const start = Buffer.from('0100000000', 'hex');

describe('the probe', () => {
  it('knows MQTT by its CONNACK', async () => {
    const place = await serve((first) => (first[0] === 0x10 ? connack : null));
    await expect(identify(place, undefined)).resolves.toBe('mqtt');
    await expect(identify(place, 'mqtt')).resolves.toBe('mqtt');
  });

  it('knows a broker that takes MQTT 5.0 alone', async () => {
    const place = await serve((first) => (first[8] === 5 ? Buffer.from('2003000000', 'hex') : null));
    await expect(identify(place, 'mqtt')).resolves.toBe('mqtt');
  });

  it('knows AMQP by its protocol header or connection.start', async () => {
    const place = await serve((first) => (first[0] === 0x41 ? start : header));
    await expect(identify(place, undefined)).resolves.toBe('amqp');
    await expect(identify(place, 'amqp')).resolves.toBe('amqp');
  });

  it('says which protocol it met in place of the expected one', async () => {
    const place = await serve((first) => (first[0] === 0x41 ? start : header));
    await expect(identify(place, 'mqtt')).rejects.toMatchObject({
      message: `127.0.0.1:${place.port} does not speak MQTT`,
      why: 'it answered a CONNECT with the words of AMQP 0-9-1',
      hint: `try:  --target amqp://127.0.0.1:${place.port}`,
    });
  });

  it('quotes a server of another kind', async () => {
    const place = await serve(() => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await expect(identify(place, undefined)).rejects.toMatchObject({
      why: 'it answered a CONNECT with "HTTP/1.1 400 Bad Request"',
    });
  });

  it('gives up on one that keeps silent', async () => {
    const place = await serve(() => undefined);
    await expect(identify(place, 'amqp', 50)).rejects.toMatchObject({
      why: 'it kept silent for 0.05 s when sent a protocol header',
    });
  });

  it('says how often it tried when nobody listens', async () => {
    const place = await serve(() => null);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    await expect(identify(place, 'mqtt')).rejects.toMatchObject({
      message: `cannot reach ${place.url}`,
      why: 'connection refused after 3 attempts in 1 s',
    });
  });
});
