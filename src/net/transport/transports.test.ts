import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { Transcript } from '../../result/transcript.js';
import { type Framing, Peer } from '../peer.js';
import { socketUrl } from './place.js';
import type { Listener, OctetStream } from './transport.js';
import { dial, listen } from './transports.js';

const listeners: Listener[] = [];
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close()));
});

/** Somebody who listens there, and the first connection that comes. */
async function open(url: string, choose?: (announced: ReadonlySet<string>) => string | undefined) {
  let come: (stream: OctetStream) => void = () => undefined;
  const accepted = new Promise<OctetStream>((resolve) => {
    come = resolve;
  });
  const listener = await listen(url, (stream) => come(stream), choose === undefined ? {} : { choose });
  listeners.push(listener);
  return { accepted, port: listener.port };
}

describe.each(['tcp', 'ws'])('the transport %s', (transport) => {
  it('carries octets both ways, and the end of both', async () => {
    const { accepted, port } = await open(`${transport}://127.0.0.1:0`);
    const client = await dial(socketUrl({ host: '127.0.0.1', port }, transport), { timeoutMs: 2000 });
    const server = await accepted;
    const heard = once(server, 'data');
    client.write(Buffer.from('c000', 'hex'));
    expect((await heard)[0].toString('hex')).toBe('c000');
    const answered = once(client, 'data');
    server.write(Buffer.from('d000', 'hex'));
    expect((await answered)[0].toString('hex')).toBe('d000');
    server.resume();
    const over = once(server, 'end');
    client.end();
    await over;
    client.destroy();
  });

  it('drops who is connected and frees its port when it is closed', async () => {
    const { accepted, port } = await open(`${transport}://127.0.0.1:0`);
    const url = socketUrl({ host: '127.0.0.1', port }, transport);
    const client = await dial(url, { timeoutMs: 2000 });
    client.on('error', () => undefined).resume();
    (await accepted).on('error', () => undefined);
    const gone = once(client, 'close');
    await listeners.pop()?.close();
    client.destroy();
    await gone;
    await expect(dial(url, { timeoutMs: 2000 })).rejects.toMatchObject({ why: 'connection refused' });
  });
});

it('lets whoever listens choose among what is announced over WebSocket', async () => {
  const { port } = await open('ws://127.0.0.1:0', (announced) => [...announced].at(-1));
  const stream = await dial(`ws://127.0.0.1:${port}`, { timeoutMs: 2000, announced: ['first', 'last'] });
  expect(stream.farewell).toBe('Close frame sent');
  stream.destroy();
});

it('knows no other transports', async () => {
  await expect(dial('gopher://127.0.0.1:70', { timeoutMs: 100 })).rejects.toThrow('there is no transport gopher://');
});

describe('the two ends of a connection', () => {
  /** Every octet is a frame. */
  const framing: Framing<number> = {
    size: () => 1,
    decode: (bytes) => bytes[0] ?? 0,
    describe: (frame) => ({ title: String(frame), text: '' }),
  };

  it('are peers with a role, and each may send whatever it likes', async () => {
    const { accepted, port } = await open('tcp://127.0.0.1:0');
    const options = { framing, timeoutMs: 2000, transcript: new Transcript() };
    const client = await Peer.dial({ ...options, actor: 'Alice', url: `tcp://127.0.0.1:${port}` });
    const server = Peer.accept(await accepted, { ...options, actor: 'the broker' });
    expect([client.role, server.role]).toEqual(['client', 'server']);
    server.send(Uint8Array.of(1), { title: '1', text: '' });
    expect(await client.inbox.next(2000)).toMatchObject({ kind: 'frame', frame: 1 });
    client.send(Uint8Array.of(2), { title: '2', text: '' });
    expect(await server.inbox.next(2000)).toMatchObject({ kind: 'frame', frame: 2 });
    await client.flushed();
    client.destroy({ reset: true });
    expect(await server.inbox.next(2000)).toMatchObject({ kind: 'closed', reset: true });
    expect(options.transcript.entries.at(-1)).toMatchObject({ actor: 'the broker', text: 'reset by the client' });
  });
});
