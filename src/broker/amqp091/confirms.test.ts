import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  encodeContent,
  encodeMethod,
  encodeProtocolHeader,
  type GivenArguments,
} from '../../protocol/amqp091/encode.js';
import { table } from '../../protocol/amqp091/plain-table.js';
import { type Broker, startBroker } from '../broker.js';

let broker: Broker;

beforeAll(async () => {
  broker = await startBroker({ mqttPort: null });
});

afterAll(() => broker.close());

const opening = Buffer.concat([
  encodeProtocolHeader(),
  encodeMethod(0, 'connection.start-ok', { mechanism: 'PLAIN', response: '\0guest\0guest', locale: 'en_US' }),
  encodeMethod(0, 'connection.tune-ok', { 'channel-max': 2047, 'frame-max': 131072 }),
  encodeMethod(0, 'connection.open', { 'virtual-host': '/' }),
  encodeMethod(1, 'channel.open'),
  encodeMethod(1, 'confirm.select'),
]);
const farewell = encodeMethod(0, 'connection.close', { 'reply-code': 200 });

const publish = (key: string, more: GivenArguments = {}) =>
  Buffer.concat([
    encodeMethod(1, 'basic.publish', { 'routing-key': key, ...more }),
    ...encodeContent(1, 'basic', {}, Buffer.from('one')),
  ]);

/** What comes back after confirm.select-ok, when all of it is sent in one go. */
async function answersTo(...octets: readonly Uint8Array[]): Promise<string> {
  const socket = connect(Number(broker.amqpPort), '127.0.0.1');
  const heard: Buffer[] = [];
  socket.on('data', (data) => heard.push(data));
  socket.write(Buffer.concat([opening, ...octets, farewell]));
  await once(socket, 'end');
  socket.destroy();
  const all = Buffer.concat(heard).toString('hex');
  return all.slice(all.indexOf(selectOk) + selectOk.length);
}

const selectOk = '0100010000000400' + '55000bce';
const closeOk = '01000000000004000a0033ce';

describe('confirms', () => {
  it('of publishes that come together go out as one', async () => {
    const answers = await answersTo(publish('nowhere'), publish('nowhere'), publish('nowhere'));
    expect(answers).toBe(`01 0001 0000000d 003c 0050 0000000000000003 01 ce${closeOk}`.replaceAll(' ', ''));
  });

  it('are not joined across a refusal', async () => {
    const small = table({ 'x-max-length': 1, 'x-overflow': 'reject-publish' });
    const declare = encodeMethod(1, 'queue.declare', {
      queue: 'q',
      exclusive: true,
      'no-wait': true,
      arguments: small,
    });
    const answers = await answersTo(declare, publish('q'), publish('q'), publish('nowhere'));
    const expected = [
      '01 0001 0000000d 003c 0050 0000000000000001 00 ce',
      '01 0001 0000000d 003c 0078 0000000000000002 00 ce',
      '01 0001 0000000d 003c 0050 0000000000000003 00 ce',
      closeOk,
    ];
    expect(answers).toBe(expected.join('').replaceAll(' ', ''));
  });

  it('come before the close of their channel', async () => {
    const answers = await answersTo(publish('nowhere'), publish('nowhere', { exchange: 'nowhere' }));
    expect(answers.startsWith('01000100' + '00000d003c0050' + '0000000000000001' + '00ce' + '010001')).toBe(true);
    expect(answers).toContain(Buffer.from("NOT_FOUND - no exchange 'nowhere'").toString('hex'));
  });
});
