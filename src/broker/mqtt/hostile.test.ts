import { once } from 'node:events';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHex } from '../../bytes/hex.js';
import { withFixedHeader } from '../../protocol/mqtt/encode.js';
import { broken } from '../conduct.js';
import { STRICT } from './conduct.js';
import { Connection } from './connection.js';
import { MQTT_DEFECTS } from './defects.js';
import { Hub } from './hub.js';
import { MQTT_SETTINGS } from './settings.js';

const CONNECTS = [
  '10 0E 00 04 4D 51 54 54 04 02 00 00 00 02 63 31',
  '10 0F 00 04 4D 51 54 54 05 02 00 00 00 00 02 63 31',
];

const hubWith = (ids: readonly string[]): Hub => new Hub(MQTT_SETTINGS, broken(STRICT, MQTT_DEFECTS, new Set(ids)));

/** A stream whose other end nobody reads. */
const deaf = (): Duplex => new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() });

const packet = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 24 }))
  .map(([first, body]) => withFixedHeader(first, body));
const traffic = fc.tuple(fc.constantFrom(...CONNECTS, ''), fc.array(packet, { maxLength: 6 }), fc.boolean());

function play(hub: Hub, [connect, packets, atOnce]: [string, Buffer[], boolean]): void {
  const connection = new Connection(deaf(), hub);
  const all = [parseHex(connect) ?? Buffer.alloc(0), ...packets];
  for (const chunk of atOnce ? [Buffer.concat(all)] : all) connection.receive(chunk);
  connection.end('network');
}

describe('a client that does not read', () => {
  /** A stream that takes what is written and never passes it on. */
  const stuck = (): Duplex => new Duplex({ read: () => {}, write: () => {} });
  const bytes = (text: string): Buffer => parseHex(text) ?? Buffer.alloc(0);

  it('is dropped before what it does not read fills the memory', async () => {
    const hub = hubWith([]);
    const reader = stuck();
    const subscriber = new Connection(reader, hub);
    subscriber.receive(bytes(CONNECTS[0] ?? ''));
    subscriber.receive(bytes('82 06 00 01 00 01 61 00'));
    const publisher = new Connection(deaf(), hub);
    publisher.receive(bytes('10 0E 00 04 4D 51 54 54 04 02 00 00 00 02 63 32'));
    const message = withFixedHeader(0x30, Buffer.concat([bytes('00 01 61'), Buffer.alloc(1 << 20)]));
    for (let sent = 0; sent < 100; sent++) publisher.receive(message);
    expect(reader.writableLength).toBeLessThan(70 << 20);
    await once(reader, 'close');
    expect([...hub.connections]).toEqual([publisher]);
    publisher.end('network');
  });
});

describe('whatever arrives', () => {
  it('does not make the broker throw', () => {
    const hub = hubWith([]);
    fc.assert(
      fc.property(traffic, (some) => {
        play(hub, some);
        expect(hub.connections.size).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('does not make a defective broker throw', () => {
    const defect = fc.constantFrom(...MQTT_DEFECTS.map(({ id }) => id));
    fc.assert(
      fc.property(fc.uniqueArray(defect, { maxLength: 3 }), fc.array(traffic, { maxLength: 3 }), (defects, some) => {
        const hub = hubWith(defects);
        for (const one of some) play(hub, one);
      }),
      { numRuns: 2000 },
    );
  });
});
