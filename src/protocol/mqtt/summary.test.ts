import { describe, expect, it } from 'vitest';
import { parseHex } from '../../bytes/hex.js';
import { decodePacket } from './decode.js';
import type { MqttVersion } from './packet.js';
import { summarise } from './summary.js';

describe('a summary says in one line', () => {
  it.each<[MqttVersion, string, string]>([
    [5, '10 12 00 04 4D 51 54 54 05 02 00 3C 00 00 05 61 6C 69 63 65', 'client "alice", Clean Start, keep alive 60 s'],
    [4, '10 0E 00 04 4D 51 54 54 04 00 00 00 00 02 63 31', 'client "c1", no keep alive'],
    [
      4,
      '10 15 00 04 4D 51 54 54 04 36 00 3C 00 02 63 31 00 01 77 00 02 61 62',
      'client "c1", Clean Session, keep alive 60 s, Will QoS 2, retained "w" 2 bytes',
    ],
    [5, '20 06 00 00 03 21 00 64', 'Success, Receive Maximum 100'],
    [4, '20 02 01 00', 'Connection accepted, Session Present'],
    [4, '20 02 00 05', '0x05 Not authorized'],
    [4, '34 11 00 07 6D 65 74 65 72 2F 37 00 0A 34 32 20 6B 57 68', 'packet 10, QoS 2, "meter/7", 6 bytes'],
    [4, '31 04 00 01 74 78', 'QoS 0, RETAIN, "t", 1 byte'],
    [4, '50 02 00 0A', 'packet 10'],
    [5, '50 03 00 0A 97', 'packet 10, 0x97 Quota exceeded'],
    [5, '82 08 00 01 00 00 02 61 2F 05', 'packet 1, "a/", QoS 1, No Local'],
    [4, '90 04 00 01 01 80', 'packet 1, 0x01 Granted QoS 1, 0x80 Failure'],
    [5, '90 04 00 01 00 01', 'packet 1, Granted QoS 1'],
    [5, 'B0 04 00 01 00 11', 'packet 1, No subscription existed'],
    [5, 'E0 01 81', '0x81 Malformed Packet'],
    [4, 'E0 00', ''],
    [4, 'C0 00', ''],
    [4, '30 07 00 05 61 0A E2 80 AE', 'QoS 0, "a\\u{a}\\u{202e}", 0 bytes'],
  ])('(version %i) %s: %s', (version, hex, text) => {
    const { packet } = decodePacket(parseHex(hex) ?? Buffer.alloc(0), { version });
    expect(packet === undefined ? undefined : summarise(packet, version)).toBe(text);
  });
});

describe('the tree', () => {
  it('has the standard’s names, the bits, and the problem on the very field', () => {
    const { field } = decodePacket(Buffer.from([0x60, 0x02, 0x00, 0x0a]), { version: 5, tree: true });
    expect(field?.name).toBe('PUBREL');
    const [fixed, variable] = field?.children ?? [];
    expect(fixed?.children?.map(({ name, text, bits }) => [name, text, bits])).toEqual([
      ['Control Packet Type', '6 PUBREL', '0110 ....'],
      ['Flags', '0000', '.... 0000'],
      ['Remaining Length', undefined, undefined],
    ]);
    expect(fixed?.children?.[1]?.problems?.[0]?.statement).toBe('mqtt5/MQTT-3.6.1-1');
    expect(variable?.children?.[0]).toMatchObject({
      name: 'Packet Identifier',
      value: 10,
      span: { offset: 2, length: 2 },
    });
  });
});
