import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFINITIONS, type WireType } from '../../protocol/amqp091/definitions.js';
import { encodeContent, encodeMethod, encodeProtocolHeader } from '../../protocol/amqp091/encode.js';
import type { AmqpArgument } from '../../protocol/amqp091/frame.js';
import { table } from '../../protocol/amqp091/plain-table.js';
import { type Broker, startBroker } from '../broker.js';

let broker: Broker;

beforeAll(async () => {
  broker = await startBroker({ mqttPort: null });
});

afterAll(() => broker.close());

const handshake = Buffer.concat([
  encodeProtocolHeader(),
  encodeMethod(0, 'connection.start-ok', { mechanism: 'PLAIN', response: '\0guest\0guest', locale: 'en_US' }),
  encodeMethod(0, 'connection.tune-ok', { 'channel-max': 2047, 'frame-max': 131072 }),
  encodeMethod(0, 'connection.open', { 'virtual-host': '/' }),
  encodeMethod(1, 'channel.open'),
  encodeMethod(2, 'channel.open'),
]);

/** Few names, so that what is declared is met again. */
const name = fc.constantFrom(
  '',
  'a',
  'b',
  'amq.direct',
  'amq.headers',
  'amq.topic',
  'amq.rabbitmq.reply-to',
  'x'.repeat(255),
  'é',
  'a.b.#',
);
const values: Readonly<Record<WireType, fc.Arbitrary<AmqpArgument>>> = {
  bit: fc.boolean(),
  octet: fc.nat(255),
  short: fc.constantFrom(0, 1, 65535),
  long: fc.constantFrom(0, 1, 0xffffffff),
  longlong: fc.constantFrom(0n, 1n, 2n, 2n ** 64n - 1n),
  timestamp: fc.constant(0n),
  shortstr: fc.oneof(name, fc.constantFrom('direct', 'fanout', 'topic', 'headers')),
  longstr: fc.constant('x'),
  table: fc.constantFrom(
    table({}),
    table({ 'x-match': 'any', a: 1 }),
    table({ 'alternate-exchange': 'a' }),
    table({ 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'a', 'x-message-ttl': 0 }),
    table({ 'x-dead-letter-exchange': 'a', 'x-max-length': 0, 'x-max-priority': 3 }),
    table({ 'x-dead-letter-exchange': 'amq.direct', 'x-dead-letter-routing-key': 'x'.repeat(256), 'x-expires': 1 }),
    table({ 'x-max-length': 1, 'x-overflow': 'reject-publish-dlx', 'x-single-active-consumer': true }),
    table({ 'x-priority': 2n ** 63n - 1n }),
  ),
};

const death = { queue: 'a', reason: 'expired', count: 2n ** 63n - 1n };
const properties = fc.constantFrom(
  { headers: table({ a: 1 }) },
  { headers: table({ CC: ['b', 1, ''], BCC: ['a'] }), expiration: '0' },
  { headers: table({ CC: 'a' }) },
  { headers: table({ 'x-death': [death, death, 1] }), expiration: '99999999999999999999', priority: 255 },
  { headers: table({ 'x-death': 'a' }), 'reply-to': 'amq.rabbitmq.reply-to' },
);

const methods = DEFINITIONS.methods.filter(({ from, classId }) => from.includes('client') && classId !== 10);

const step: fc.Arbitrary<Buffer> = fc
  .tuple(fc.constantFrom(...methods), fc.integer({ min: 1, max: 3 }))
  .chain(([method, channel]) =>
    fc.tuple(properties, ...method.arguments.map(({ type }) => values[type])).map(([said, ...given]) => {
      const named = Object.fromEntries(method.arguments.map((argument, at) => [argument.name, given[at]]));
      const content = method.content ? encodeContent(channel, 60, said, Buffer.from('body')) : [];
      return Buffer.concat([encodeMethod(channel, method.name, named), ...content]);
    }),
  );

async function send(...octets: readonly Uint8Array[]): Promise<void> {
  const socket: Socket = connect(Number(broker.amqpPort), '127.0.0.1');
  socket.on('error', () => {});
  socket.resume();
  socket.end(Buffer.concat(octets));
  if (!socket.closed) await once(socket, 'close');
}

async function stillServes(): Promise<boolean> {
  const socket = connect(Number(broker.amqpPort), '127.0.0.1');
  socket.write(encodeProtocolHeader());
  const [octets] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return octets[0] === 1;
}

describe('the reference broker', () => {
  it('drops a client that does not read before that fills the memory', async () => {
    const name = 'unread';
    const reader = connect(Number(broker.amqpPort), '127.0.0.1');
    const declare = encodeMethod(1, 'queue.declare', { queue: name });
    reader.write(
      Buffer.concat([handshake, declare, encodeMethod(1, 'basic.consume', { queue: name, 'no-ack': true })]),
    );
    const publish = encodeMethod(1, 'basic.publish', { 'routing-key': name });
    const message = Buffer.concat([publish, ...encodeContent(1, 60, {}, Buffer.alloc(100_000))]);
    const gone = once(reader, 'close');
    await send(handshake, declare, ...Array.from({ length: 1_000 }, () => message));
    let read = 0;
    reader.on('error', () => {});
    reader.on('data', ({ length }: Buffer) => (read += length));
    await gone;
    expect(read).toBeLessThan(90_000_000);
    expect(await stillServes()).toBe(true);
  });

  it('goes on serving whatever methods come in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        await send(handshake, ...steps);
        expect(await stillServes()).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('goes on serving after noise, before and after the handshake', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.boolean(), async (noise, afterwards) => {
        await send(...(afterwards ? [handshake, noise] : [noise]));
        expect(await stillServes()).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
