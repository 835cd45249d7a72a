import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Broker, startBroker } from '../broker.js';

const run = promisify(execFile);

function works(command: string, ...parameters: readonly string[]): boolean {
  try {
    execFileSync(command, parameters, { stdio: 'ignore' });
    return true;
  } catch {
    console.warn(`SKIPPED: ${command} ${parameters.join(' ')} does not work here; the broker is not tried with it`);
    return false;
  }
}

/** Debian's own interpreter, whatever else stands in the path. */
const python = '/usr/bin/python3';

const hasTools = works('amqp-get', '--help');
const hasPika = works(python, '-c', 'import pika');

let broker: Broker;

beforeAll(async () => {
  broker = await startBroker({ mqttPort: null });
});

afterAll(() => broker.close());

describe.skipIf(!hasTools)("Debian's amqp-tools (librabbitmq) against the reference broker", () => {
  const tool = async (name: string, ...parameters: readonly string[]) =>
    (await run(name, ['--url', `amqp://guest:guest@127.0.0.1:${broker.amqpPort}`, ...parameters])).stdout;

  it('declare, publish, get, delete', async () => {
    expect((await tool('amqp-declare-queue', '-q', 'desk')).trim()).toBe('desk');
    await tool('amqp-publish', '-r', 'desk', '-b', '42 킬로와트시', '-p');
    expect(await tool('amqp-get', '-q', 'desk')).toBe('42 킬로와트시');
    expect((await tool('amqp-delete-queue', '-q', 'desk')).trim()).toBe('0');
  });

  it('consume from an exchange', async () => {
    const consuming = tool('amqp-consume', '-e', 'amq.topic', '-r', 'stock.#', '-c', '1', 'cat');
    const publishing = setInterval(() => {
      tool('amqp-publish', '-e', 'amq.topic', '-r', 'stock.ibm', '-b', '101.5').catch(() => {});
    }, 100);
    try {
      expect(await consuming).toBe('101.5');
    } finally {
      clearInterval(publishing);
    }
  });
});

const script = `
import pika, sys
connection = pika.BlockingConnection(pika.ConnectionParameters('127.0.0.1', int(sys.argv[1])))
channel = connection.channel()
channel.confirm_delivery()
queue = channel.queue_declare('', exclusive=True).method.queue
channel.exchange_declare('ticker', 'topic')
channel.exchange_declare('forms', 'headers')
channel.queue_bind(queue, 'ticker', 'stock.*.nyse')
channel.queue_bind(queue, 'forms', '', {'x-match': 'all', 'unit': 'kWh', 'n': 5})
channel.basic_publish('ticker', 'stock.ibm.nyse', '주식'.encode())
channel.basic_publish('ticker', 'bond.ibm.nyse', b'no')
channel.basic_publish('forms', '', b'no', pika.BasicProperties(headers={'unit': 'kWh'}))
channel.basic_publish('forms', '', b'form', pika.BasicProperties(headers={'unit': 'kWh', 'n': 5, '값': [1, None]}))
try:
    channel.basic_publish('amq.direct', 'nowhere', b'lost', mandatory=True)
except pika.exceptions.UnroutableError:
    print('returned')
for method, properties, body in channel.consume(queue, inactivity_timeout=5):
    print(body.decode(), method.routing_key, properties.headers)
    channel.basic_ack(method.delivery_tag)
    if body == b'form':
        break
channel.cancel()
try:
    channel.queue_declare('nowhere', passive=True)
except pika.exceptions.ChannelClosedByBroker as error:
    print(error.reply_code)
connection.close()
`;

describe.skipIf(!hasPika)("Debian's pika against the reference broker", () => {
  it('declares, binds, publishes with confirms, consumes by topic and by headers', async () => {
    const { stdout } = await run(python, ['-c', script, String(broker.amqpPort)]);
    expect(stdout.trim().split('\n')).toEqual([
      'returned',
      '주식 stock.ibm.nyse None',
      "form  {'unit': 'kWh', 'n': 5, '값': [1, None]}",
      '404',
    ]);
  });
});
