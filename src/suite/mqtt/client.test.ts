import { afterEach, describe, expect, it } from 'vitest';
import { ExpectationFailed } from '../../result/expectation.js';
import { byteRows } from '../words/byte-table.js';
import type { MqttClient } from './client.js';
import { beSubscribed, expectMessage, publication, publish } from './messages.js';
import { closeScripted, type Script, scriptedClient } from './testing/scripted-broker.js';

afterEach(closeScripted);

const aliceOf = (script: Script) => scriptedClient('Alice', script);

const topic = '63663132333435363738 2f61';
const failure = async (work: Promise<unknown>): Promise<ExpectationFailed> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ExpectationFailed);
  return error as ExpectationFailed;
};
const send = (client: MqttClient, hex: string) =>
  client.sendBytes(byteRows([[hex, 'octets']], { namespace: client.world.options.namespace, target: {} }));

describe('an MQTT client', () => {
  it('acknowledges deliveries at once, and again when they come again', async () => {
    const heard: string[] = [];
    const client = await aliceOf((hex, say) => {
      heard.push(hex);
      if (hex.startsWith('c0')) say(`34 11 00 0c ${topic} 00 07 34 62 02 00 07 d0 00`);
    });
    await client.expectOpen();
    await client.expectOpen().catch(() => undefined);
    expect(heard.join('')).toContain('50020007' + '70020007');
  });

  it('withholds acknowledgements when told to', async () => {
    const heard: string[] = [];
    const client = await aliceOf((hex, say) => {
      heard.push(hex);
      if (hex.startsWith('c0')) say(`32 11 00 0c ${topic} 00 07 34 d0 00`);
    });
    client.link.acknowledging = false;
    await client.expectOpen();
    await client.expectOpen();
    expect(heard.join('')).toBe('c000c000');
  });

  it('keeps a message that comes before the SUBACK it waits for', async () => {
    const client = await aliceOf((hex, say) => {
      if (hex.startsWith('82')) say(`31 0f 00 0c ${topic} 34 90 03 00 65 00`);
    });
    await beSubscribed(client, { subscriptions: [{ topicFilter: 'cf12345678/a', qos: 0 }] });
    await expectMessage(client, { payload: '4', topic: { text: 'a', exact: false }, retain: true, next: true });
  });

  it('cannot be asked what the broker does not grant', async () => {
    const client = await aliceOf((hex, say) => hex.startsWith('82') && say('90 03 00 65 01'));
    const asked = beSubscribed(client, { subscriptions: [{ topicFilter: 'cf12345678/a', qos: 2 }] });
    await expect(asked).rejects.toThrow('the broker grants QoS 1 where QoS 2 is asked for');
  });

  it('remembers a message under the identifier that it was sent with', async () => {
    const client = await aliceOf(() => undefined);
    const { packetIdentifier: _, ...message } = publication(client, '4', { text: 'a', exact: false }, 1);
    await publish(client, message, 'PUBLISH');
    expect(client.world.transcript.entries.at(-1)?.text).toContain(`packet ${client.lastPublish?.packetIdentifier}`);
  });

  it('takes a reset for a close', async () => {
    const client = await aliceOf((_, __, socket) => void socket.resetAndDestroy());
    await send(client, 'C1 00');
    await expect(client.expectClosed()).resolves.toBeUndefined();
  });

  it('does not take an answer and a close for a close', async () => {
    const client = await aliceOf((_, say, socket) => {
      say('d0 00');
      socket.end();
    });
    await send(client, 'C1 00');
    const error = await failure(client.expectClosed());
    expect(error.actual).toBe('PINGRESP; then the broker closed the connection');
    expect(error.evidence.entry).toBeDefined();
  });

  it('tells a connection that is open and serving from one that is open and silent', async () => {
    const serving = await aliceOf((hex, say) => hex.startsWith('c0') && say('d0 00'));
    await send(serving, 'C1 00');
    expect((await failure(serving.expectClosed())).actual).toContain('open and serving');
    const silent = await aliceOf(() => undefined);
    await send(silent, 'C1 00');
    expect((await failure(silent.expectClosed())).actual).toContain('open and silent');
  });

  it('says of octets that make no packet what they are, not that nothing came', async () => {
    const client = await aliceOf((_, say) => say('40 ff ff ff ff 01'));
    const error = await failure(client.expectOpen());
    expect(error.actual).toBe('6 octets that make no MQTT packet');
    expect(error.evidence.entry).toBeDefined();
    const other = await aliceOf((_, say) => say('40 ff ff ff ff 01'));
    await send(other, 'C1 00');
    expect((await failure(other.expectClosed())).actual).toContain('6 octets that make no MQTT packet; ');
  });

  it('tells in the transcript what octets are one packet, and how many more are', async () => {
    const client = await aliceOf(() => undefined);
    const said = () => client.world.transcript.entries.filter(({ direction }) => direction === 'sent').at(-1);
    await send(client, '40 02 00 0A');
    expect(said()).toMatchObject({ title: 'PUBACK', text: 'packet 10' });
    await send(client, '40 02 00 0A 40 02 00 0B');
    expect(said()).toMatchObject({ title: 'PUBACK', text: '8 octets' });
  });

  it('marks the octet that is not as it must be', async () => {
    const client = await aliceOf((_, say) => say('40 02 34 12'));
    await send(client, '32 0A 00 01 61 12 34');
    const rows = byteRows(
      [
        ['40 02', 'PUBACK'],
        ['12 34', 'Packet Identifier 0x1234'],
      ],
      {
        namespace: client.world.options.namespace,
        target: {},
      },
    );
    const error = await failure(client.expectBytes(rows));
    expect(error.evidence).toMatchObject({ span: { offset: 2, length: 1 }, note: 'must be: Packet Identifier 0x1234' });
  });

  it('notes a packet that no broker may send, and goes on', async () => {
    const client = await aliceOf((hex, say) => hex.startsWith('c0') && say('d1 00'));
    await client.expectOpen();
    expect(client.world.breaches).toMatchObject([{ statement: 'mqtt3/MQTT-2.2.2-1', actor: 'Alice' }]);
  });

  it('notes nothing of a connection whose client broke the protocol', async () => {
    const client = await aliceOf((_, say) => say('90 02 00 0a'));
    await send(client, '82 02 00 0A');
    await client.link.witness(() => true);
    expect(client.world.breaches).toEqual([]);
  });
});
