import { afterEach, describe, expect, it } from 'vitest';
import type { MqttClient } from './client.js';
import { expectIdentifiers } from './copies.js';
import { closeScripted, scriptedClient, topicOctets } from './testing/scripted-broker.js';

afterEach(closeScripted);

/** Three subscriptions match; the broker sends these copies of "4", then "end". */
async function copies(...properties: string[]): Promise<MqttClient> {
  const client = await scriptedClient(
    'Bob',
    (_, say) => {
      for (const one of properties) {
        const length = one.replaceAll(' ', '').length / 2;
        say(`30 ${octet(16 + length)} ${topicOctets} ${octet(length)} ${one} 34`);
      }
      say(`30 12 ${topicOctets} 00 656e64`);
    },
    { spec: 'mqtt5' },
  );
  client.link.send({ type: 'PINGREQ' });
  return client;
}

const octet = (value: number): string => value.toString(16).padStart(2, '0');

const wanted = (where: string, cell: string) => ({ payload: '4', last: 'end', rows: [[where, cell]] });

describe('copies of a message for several subscriptions', () => {
  it.each([
    ['one copy with both, in any order', ['0b07 0b05']],
    ['a copy for each', ['0b05', '0b07', '']],
  ])('carry all Subscription Identifiers: %s', async (_, properties) => {
    await expectIdentifiers(await copies(...properties), wanted('in all copies', '5, 7'));
    await expectIdentifiers(await copies(...properties), wanted('in a single copy', '5, 7'));
    await expectIdentifiers(await copies(...properties), wanted('in each of several', '5 or 7 or none'));
  });

  it.each([
    ['one of two is missing', ['0b05', ''], 'in all copies', '5, 7'],
    ['one is of no subscription', ['0b05 0b07 0b09'], 'in all copies', '5, 7'],
    ['a single copy has one of two', ['0b05'], 'in a single copy', '5, 7'],
    ['each of several has both', ['0b05 0b07', '0b05 0b07'], 'in each of several', '5 or 7 or none'],
    ['two of several have none', ['', '0b05', ''], 'in each of several', '5 or 7 or none'],
    ['no copy comes', [], 'in a single copy', '5, 7'],
  ])('fail where %s', async (_, properties, where, cell) => {
    const client = await copies(...properties);
    await expect(expectIdentifiers(client, wanted(where, cell))).rejects.toMatchObject({
      expected: [`"4" with the Subscription Identifiers ${cell} ${where}`],
    });
  });
});
