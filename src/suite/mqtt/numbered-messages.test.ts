import { afterEach, describe, expect, it } from 'vitest';
import { expectAtMost } from './deliveries.js';
import { exceedReceiveMaximum, publishNumbered, shareNumbered } from './numbered-messages.js';
import { closeScripted, scriptedClient, scriptedClients, topicOctets } from './testing/scripted-broker.js';

afterEach(closeScripted);

const name = { text: 'a', exact: false };
/** `message 1` and so on, at QoS 1. */
const message = (number: number, first = '32') =>
  `${first} 1a ${topicOctets} 000${number} 00 6d657373616765 20 3${number}`;

describe('members of a shared subscription', () => {
  const share = async (bobs: number[], carols: number[]) => {
    const clients = await scriptedClients(
      ['Bob', 'Carol'],
      (hex, say, _, who) => {
        if (!hex.startsWith('c0')) return;
        say(`${(who === 'Bob' ? bobs : carols).map((number) => message(number)).join('')} d0 00`);
      },
      { spec: 'mqtt5' },
    );
    return shareNumbered(clients, 3, name);
  };

  it('share where each message comes to one of them', async () => {
    await expect(share([1, 3], [2])).resolves.toBeUndefined();
    await expect(share([], [1, 2, 3])).resolves.toBeUndefined();
  });

  it('do not share where one comes to both', async () => {
    await expect(share([1, 2], [2, 3])).rejects.toMatchObject({ actual: '"message 2" came to Bob and to Carol' });
  });

  it('do not share where one is missing', async () => {
    await expect(share([], [])).rejects.toMatchObject({ actual: '0 messages of 3 came' });
  });
});

describe('messages under way', () => {
  const bob = async (packets: string) => {
    const client = await scriptedClient('Bob', (hex, say) => hex.startsWith('c0') && say(`${packets} d0 00`), {
      spec: 'mqtt5',
    });
    client.link.acknowledging = false;
    return client;
  };

  it('are counted up to a fence, QoS 0 left out', async () => {
    const packets = `${message(1)} ${message(2, '34')} 30 10 ${topicOctets} 00 34`;
    await expect(expectAtMost(await bob(packets), 2)).resolves.toBeUndefined();
    await expect(expectAtMost(await bob(packets), 1)).rejects.toMatchObject({
      expected: ['one message at most'],
      actual: '2 messages',
    });
  });
});

describe('a client that exceeds the Receive Maximum', () => {
  it('sends one message more than CONNACK permits', async () => {
    let heard = '';
    const client = await scriptedClient(
      'Alice',
      (hex, say) => {
        heard += hex;
        say('50 02 00 65');
      },
      { spec: 'mqtt5', connack: '20 06 00 00 03 21 00 02' },
    );
    await exceedReceiveMaximum(client, name);
    expect(heard.match(/6d657373616765/g)).toHaveLength(3);
  });

  it('does not try where CONNACK permits them all', async () => {
    const client = await scriptedClient('Alice', () => undefined, { spec: 'mqtt5' });
    await expect(exceedReceiveMaximum(client, name)).rejects.toThrow('CONNACK permits 65535 messages at once');
  });
});

describe('numbered messages', () => {
  it('go out no more at once than the broker takes', async () => {
    const segments: string[] = [];
    const client = await scriptedClient(
      'Alice',
      (hex, say) => {
        segments.push(hex);
        for (const [, identifier] of hex.matchAll(/2f61(00..)006d657373616765/g)) say(`40 02 ${identifier}`);
      },
      { spec: 'mqtt5', connack: '20 06 00 00 03 21 00 01' },
    );
    await publishNumbered(client, 3, name, 1);
    expect(segments.map((hex) => hex.slice(0, 2))).toEqual(['32', '32', '32']);
  });
});
