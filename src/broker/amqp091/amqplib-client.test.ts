import amqplib, { type Channel, type ChannelModel, type ConsumeMessage } from 'amqplib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Broker, startBroker } from '../broker.js';

let broker: Broker;
let connection: ChannelModel;
let channel: Channel;

const connect = () => amqplib.connect(`amqp://guest:guest@127.0.0.1:${broker.amqpPort}`);

beforeEach(async () => {
  broker = await startBroker({ mqttPort: null });
  connection = await connect();
  channel = await connection.createChannel();
});

afterEach(async () => {
  await connection.close().catch(() => {});
  await broker.close();
});

/** Consumes until `count` messages have come. */
function collect(queue: string, count: number, from = channel): Promise<ConsumeMessage[]> {
  const messages: ConsumeMessage[] = [];
  return new Promise((resolve, reject) => {
    from
      .consume(queue, (message) => {
        if (message === null) return;
        from.ack(message);
        if (messages.push(message) === count) resolve(messages);
      })
      .catch(reject);
  });
}

const texts = (messages: readonly ConsumeMessage[]) => messages.map(({ content }) => content.toString());

describe('amqplib against the reference broker', () => {
  it('publishes and consumes Korean text with its properties', async () => {
    const { queue } = await channel.assertQueue('', { exclusive: true });
    channel.sendToQueue(queue, Buffer.from('42 킬로와트시'), {
      headers: { 단위: 'kWh', n: 5, nested: { a: [1, 'b', null, true] } },
      contentType: 'text/plain; charset=utf-8',
      messageId: '한글',
      persistent: true,
    });
    const [message] = await collect(queue, 1);
    expect(message?.content.toString()).toBe('42 킬로와트시');
    expect(message?.properties).toMatchObject({ messageId: '한글', deliveryMode: 2 });
    expect(message?.properties.headers).toEqual({ 단위: 'kWh', n: 5, nested: { a: [1, 'b', null, true] } });
  });

  it('routes by topic', async () => {
    await channel.assertExchange('ticker', 'topic');
    const { queue } = await channel.assertQueue('', { exclusive: true });
    await channel.bindQueue(queue, 'ticker', 'stock.#');
    await channel.bindQueue(queue, 'ticker', 'stock.*.nyse');
    for (const key of ['stock.ibm.nyse', 'bond.x', 'stock', 'stock.end']) {
      channel.publish('ticker', key, Buffer.from(key));
    }
    expect(texts(await collect(queue, 3))).toEqual(['stock.ibm.nyse', 'stock', 'stock.end']);
  });

  it('routes by headers', async () => {
    await channel.assertExchange('sorter', 'headers');
    const { queue } = await channel.assertQueue('', { exclusive: true });
    await channel.bindQueue(queue, 'sorter', '', { 'x-match': 'any', unit: 'kWh', urgent: true });
    channel.publish('sorter', '', Buffer.from('no'), { headers: { unit: 'm3' } });
    channel.publish('sorter', '', Buffer.from('unit'), { headers: { unit: 'kWh' } });
    channel.publish('sorter', '', Buffer.from('urgent'), { headers: { urgent: true, unit: 'm3' } });
    expect(texts(await collect(queue, 2))).toEqual(['unit', 'urgent']);
  });

  it('gets, acknowledges, rejects', async () => {
    await channel.assertQueue('desk');
    for (const text of ['a', 'b', 'c']) channel.sendToQueue('desk', Buffer.from(text));
    const first = await channel.get('desk');
    const second = await channel.get('desk');
    if (first === false || second === false) throw new Error('no message');
    expect(first.fields).toMatchObject({ deliveryTag: 1, redelivered: false, routingKey: 'desk', messageCount: 2 });
    channel.ack(first);
    channel.nack(second, false, true);
    const again = await channel.get('desk', { noAck: true });
    expect(again).toMatchObject({ fields: { redelivered: true }, content: Buffer.from('b') });
    expect(await channel.checkQueue('desk')).toMatchObject({ messageCount: 1 });
    expect(await channel.purgeQueue('desk')).toEqual({ messageCount: 1 });
    expect(await channel.get('desk')).toBe(false);
    expect(await channel.deleteQueue('desk')).toEqual({ messageCount: 0 });
  });

  it('confirms, and returns what has no route', async () => {
    const confirming = await connection.createConfirmChannel();
    const { queue } = await confirming.assertQueue('', { exclusive: true });
    const returned = new Promise<unknown>((resolve) => confirming.once('return', resolve));
    confirming.publish('amq.direct', 'nowhere', Buffer.from('lost'), { mandatory: true });
    for (let n = 0; n < 20; n++) confirming.sendToQueue(queue, Buffer.from(String(n)));
    await confirming.waitForConfirms();
    expect(await returned).toMatchObject({ fields: { replyCode: 312 } });
    expect(await confirming.checkQueue(queue)).toMatchObject({ messageCount: 20 });
  });

  it('carries a body of many frames', async () => {
    const { queue } = await channel.assertQueue('', { exclusive: true });
    const body = Buffer.alloc(400_000, 'ce');
    channel.sendToQueue(queue, body);
    const [message] = await collect(queue, 1);
    expect(message?.content.equals(body)).toBe(true);
  });

  it('closes a channel for a soft error and keeps the connection', async () => {
    const failed = new Promise<Error>((resolve) => channel.once('error', resolve));
    await expect(channel.checkQueue('nowhere')).rejects.toThrow(/404/);
    expect((await failed).message).toContain('NOT_FOUND');
    const other = await connection.createChannel();
    expect((await other.assertQueue('', { exclusive: true })).queue).toMatch(/^amq\.gen-/);
  });

  it('refuses a wrong password', async () => {
    await expect(amqplib.connect(`amqp://guest:wrong@127.0.0.1:${broker.amqpPort}`)).rejects.toThrow();
  });

  it('keeps what is durable over a restart', async () => {
    await channel.assertQueue('ledger', { durable: true });
    await channel.assertQueue('scratch', { durable: false });
    channel.sendToQueue('ledger', Buffer.from('kept'), { persistent: true });
    channel.sendToQueue('ledger', Buffer.from('lost'));
    await channel.checkQueue('ledger');
    connection.on('error', () => {});
    const gone = new Promise((resolve) => connection.once('close', resolve));
    await broker.restart();
    await gone;
    connection = await connect();
    channel = await connection.createChannel();
    channel.on('error', () => {});
    expect(await channel.checkQueue('ledger')).toMatchObject({ messageCount: 1 });
    await expect(channel.checkQueue('scratch')).rejects.toThrow(/404/);
  });
});
