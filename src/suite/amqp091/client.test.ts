import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeFrame } from '../../protocol/amqp091/decode.js';
import { encodeMethod } from '../../protocol/amqp091/encode.js';
import type { MethodFrame } from '../../protocol/amqp091/frame.js';
import { measureFrame } from '../../protocol/amqp091/framing.js';
import { ExpectationFailed } from '../../result/expectation.js';
import { Namespace } from '../words/namespace.js';
import { World } from '../world.js';
import { expectChannelClosed, parseReply } from './answers.js';
import { AmqpClient } from './client.js';

type Answers = Readonly<Record<string, (frame: MethodFrame) => Uint8Array>>;

const handshake: Answers = {
  header: () => encodeMethod(0, 'connection.start', { mechanisms: bytes('PLAIN'), locales: bytes('en_US') }),
  'connection.start-ok': () => encodeMethod(0, 'connection.tune', { 'channel-max': 2047, 'frame-max': 4096 }),
  'connection.open': () => encodeMethod(0, 'connection.open-ok'),
  'connection.close': () => encodeMethod(0, 'connection.close-ok'),
  'channel.open': ({ channel }) => encodeMethod(channel, 'channel.open-ok'),
  'basic.qos': ({ channel }) => encodeMethod(channel, 'basic.qos-ok'),
};

const servers: net.Server[] = [];

/** Answers each method with what is written for it, and notes what it heard. */
async function scripted(answers: Answers): Promise<{ readonly world: World; readonly heard: string[] }> {
  const heard: string[] = [];
  const all = { ...handshake, ...answers };
  const server = net.createServer((socket) => {
    let buffered = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      buffered = Buffer.concat([buffered, chunk]);
      for (let size = measureFrame(buffered); size > 0; size = measureFrame(buffered)) {
        const { frame } = decodeFrame(buffered.subarray(0, size));
        buffered = buffered.subarray(size);
        const name = frame?.type === 'method' ? frame.method : 'header';
        const method = frame?.type === 'method' ? frame : undefined;
        heard.push(`${name} ${method?.arguments.queue ?? method?.arguments.exchange ?? ''}`.trim());
        const answer = all[name]?.(method ?? ({} as MethodFrame));
        if (answer !== undefined) socket.write(answer);
      }
    });
  });
  servers.push(server);
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as net.AddressInfo).port));
  });
  const world = new World({
    spec: 'amqp091',
    target: { protocol: 'amqp', host: '127.0.0.1', port, url: `amqp://127.0.0.1:${port}` },
    timeoutMs: 500,
    namespace: new Namespace('cftest'),
    makeActor: (name, stage) => new AmqpClient(name, stage),
    capabilities: {},
  });
  return { world, heard };
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

describe('an AMQP client', () => {
  it('shakes hands, opens channel 1 and says farewell', async () => {
    const { world, heard } = await scripted({});
    await world.actor('Alice').connect();
    await world.dispose();
    expect(heard).toEqual([
      'header',
      'connection.start-ok',
      'connection.tune-ok',
      'connection.open',
      'channel.open',
      'connection.close',
    ]);
  });

  it('deletes at the end what it declared, but not what goes by itself', async () => {
    const { world, heard } = await scripted({
      'queue.declare': () => encodeMethod(1, 'queue.declare-ok'),
      'exchange.declare': () => encodeMethod(1, 'exchange.declare-ok'),
      'queue.delete': ({ channel }) => encodeMethod(channel, 'queue.delete-ok'),
      'exchange.delete': ({ channel }) => encodeMethod(channel, 'channel.close', { 'reply-code': 404 }),
    });
    const alice = new AmqpClient('Alice', world);
    await alice.connect();
    await alice.call('exchange.declare', { exchange: 'e', type: 'fanout' });
    await alice.call('queue.declare', { queue: 'shared' });
    await alice.call('queue.declare', { queue: 'own', exclusive: true });
    await alice.call('queue.declare', { queue: 'asked', passive: true });
    heard.length = 0;
    await world.dispose();
    expect(heard).toEqual([
      'channel.open',
      'exchange.delete e',
      'channel.close-ok',
      'channel.open',
      'queue.delete shared',
    ]);
    await alice.dispose();
  });

  it('points at the reply code that is not the one expected', async () => {
    const { world } = await scripted({
      'queue.purge': () => encodeMethod(1, 'channel.close', { 'reply-code': 406, 'reply-text': 'no', 'class-id': 50 }),
    });
    const alice = new AmqpClient('Alice', world);
    await alice.connect();
    alice.send('queue.purge', { queue: 'q' });
    const failure = await expectChannelClosed(alice, 1, parseReply('404 NOT_FOUND')).catch((error: unknown) => error);
    await alice.dispose();
    expect(failure).toBeInstanceOf(ExpectationFailed);
    const { expected, actual, evidence } = failure as ExpectationFailed;
    expect(expected).toEqual(['channel.close 404 NOT_FOUND on channel 1']);
    expect(actual).toBe('channel.close 406 PRECONDITION_FAILED - no (50,0) on channel 1');
    expect(evidence.span).toEqual({ offset: 11, length: 2 });
    expect(world.transcript.entries[evidence.entry ?? -1]?.title).toBe('channel.close');
  });

  it('notes every frame that no broker may send', async () => {
    const { world } = await scripted({
      'basic.qos': () => Buffer.concat([Buffer.from('09000100000000ce', 'hex'), qosOk]),
    });
    const alice = new AmqpClient('Alice', world);
    await alice.connect();
    await expect(alice.expectOpen()).rejects.toThrow(ExpectationFailed);
    await alice.dispose();
    expect(world.breaches.map(({ statement }) => statement)).toEqual(['amqp091/AMQP-frame.unknown-type']);
  });

  it('says of silence how long it lasted', async () => {
    const { world } = await scripted({});
    const alice = new AmqpClient('Alice', world);
    await alice.connect();
    alice.send('queue.purge', { queue: 'q' });
    const failure = await expectChannelClosed(alice, 1, parseReply('any reply')).catch((error: unknown) => error);
    await alice.dispose();
    expect((failure as ExpectationFailed).actual).toBe('nothing for 500 ms; the connection is open');
  });
});

const qosOk = encodeMethod(1, 'basic.qos-ok');

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
