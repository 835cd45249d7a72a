import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../result/expectation.js';
import { type DecodePacketsOptions, decodePackets, type Packet } from './packets.js';

const session = join(import.meta.dirname, '../../fixtures/session.pcap');

async function all(source: string | AsyncIterable<Uint8Array>, options?: DecodePacketsOptions): Promise<Packet[]> {
  const found: Packet[] = [];
  for await (const packet of decodePackets(source, options)) found.push(packet);
  return found;
}

/** Octets in pieces; says how many have been asked for. */
function pieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> & { asked: number } {
  return {
    asked: 0,
    async *[Symbol.asyncIterator]() {
      for (let at = 0; at < bytes.length; at += size) {
        this.asked++;
        yield bytes.subarray(at, at + size);
      }
    },
  };
}

describe('packets as a sequence', () => {
  it('come in the order of the capture, with their line of the list', async () => {
    const found = await all(session);
    expect(found.map(({ packet }) => packet)).toEqual([
      'CONNECT',
      'CONNACK',
      'PUBLISH',
      'PUBREC',
      'PUBREL',
      'DISCONNECT',
    ]);
    expect(found[2]).toMatchObject({ topic: 'meter/7', summary: 'packet 10, QoS 2, "meter/7", 6 bytes' });
    expect(found[2]).not.toHaveProperty('tree');
  });

  it('with their fields, where asked for, and only those that match', async () => {
    const found = await all(session, { tree: true, where: 'problem' });
    expect(found).toHaveLength(1);
    expect(found[0]?.tree).toMatchObject({ name: 'PUBREL', offset: 0, length: 4 });
  });

  it('from chunks of any size', async () => {
    const bytes = readFileSync(session);
    for (const size of [1, 7, 64, 4096]) expect(await all(pieces(bytes, size))).toHaveLength(6);
  });

  it('read no further than they are taken', async () => {
    const source = pieces(readFileSync(session), 16);
    for await (const packet of decodePackets(source)) if (packet.packet === 'CONNECT') break;
    expect(source.asked).toBeLessThan(30);
  });

  it('end with what stopped the reading', async () => {
    const found: Packet[] = [];
    const reading = (async () => {
      for await (const packet of decodePackets(pieces(readFileSync(session).subarray(0, 700), 100))) found.push(packet);
    })();
    await expect(reading).rejects.toThrow(UsageError);
    expect(found.length).toBeGreaterThan(4);
    await expect(all('/nowhere.pcap')).rejects.toThrow(UsageError);
    await expect(all(session, { where: 'topc == 1' })).rejects.toThrow('there is no field "topc"');
  });
});
