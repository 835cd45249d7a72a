import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { decodeSnMessage } from './decode.js';
import { SN_MESSAGES } from './definitions.js';
import { SN_PROBLEMS } from './problems.js';
import { summariseSn } from './summary.js';

const octets = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(' ', ''), 'hex');

/** One good message of each type, by the byte layouts of section 5.4. */
const GOOD: readonly (readonly [name: string, hex: string, summary: string])[] = [
  ['ADVERTISE', '05 00 01 03 84', 'duration 900 s, gateway 1'],
  ['SEARCHGW', '03 01 02', 'radius 2'],
  ['GWINFO', '05 02 01 0a 0b', 'gateway 1, 0a 0b'],
  ['CONNECT', '0b 04 04 01 00 0a 61 6c 69 63 65', 'client "alice", Clean Session, keep alive 10 s'],
  ['CONNACK', '03 05 00', 'Accepted'],
  ['WILLTOPICREQ', '02 06', ''],
  ['WILLTOPIC', '06 07 30 77 2f 31', 'QoS 1, RETAIN, "w/1"'],
  ['WILLMSGREQ', '02 08', ''],
  ['WILLMSG', '05 09 62 79 65', '3 bytes'],
  ['REGISTER', '09 0a 00 00 00 01 61 2f 62', 'packet 1, topic 0, "a/b"'],
  ['REGACK', '07 0b 00 05 00 01 00', 'packet 1, topic 5, Accepted'],
  ['PUBLISH', '09 0c 20 00 05 00 07 68 69', 'packet 7, QoS 1, topic 5, 2 bytes'],
  ['PUBLISH', '09 0c 62 61 62 00 00 68 69', 'QoS -1, short topic "ab", 2 bytes'],
  ['PUBLISH', '09 0c 01 00 03 00 00 68 69', 'QoS 0, predefined topic 3, 2 bytes'],
  ['PUBACK', '07 0d 00 05 00 07 02', 'packet 7, topic 5, Rejected: invalid topic ID'],
  ['PUBCOMP', '04 0e 00 07', 'packet 7'],
  ['PUBREC', '04 0f 00 07', 'packet 7'],
  ['PUBREL', '04 10 00 07', 'packet 7'],
  ['SUBSCRIBE', '08 12 20 00 02 61 2f 23', 'packet 2, QoS 1, "a/#"'],
  ['SUBACK', '08 13 20 00 05 00 02 00', 'packet 2, QoS 1, topic 5, Accepted'],
  ['UNSUBSCRIBE', '07 14 01 00 03 00 09', 'packet 3, QoS 0, predefined topic 9'],
  ['UNSUBACK', '04 15 00 03', 'packet 3'],
  ['PINGREQ', '02 16', ''],
  ['PINGRESP', '02 17', ''],
  ['DISCONNECT', '04 18 00 3c', 'duration 60 s'],
  ['DISCONNECT', '02 18', ''],
  ['WILLTOPICUPD', '06 1a 20 77 2f 31', 'QoS 1, "w/1"'],
  ['WILLTOPICRESP', '03 1b 00', 'Accepted'],
  ['WILLMSGUPD', '04 1c 68 69', '2 bytes'],
  ['WILLMSGRESP', '03 1d 00', 'Accepted'],
];

describe('MQTT-SN messages', () => {
  it.each(GOOD)('%s %s', (name, hex, summary) => {
    const { message, problems } = decodeSnMessage(octets(hex));
    expect(message.name).toBe(name);
    expect(problems).toEqual([]);
    expect(summariseSn(message)).toBe(summary);
  });

  it('are all here', () => {
    expect(new Set(GOOD.map(([name]) => name))).toEqual(new Set(SN_MESSAGES.map(({ name }) => name)));
  });

  it('may have a length of three octets', () => {
    const long = Buffer.concat([octets('01 01 09 0c 00 00 05 00 00'), Buffer.alloc(256, 0x61)]);
    const { message, problems } = decodeSnMessage(long);
    expect(problems).toEqual([]);
    expect(message.values.payload).toHaveLength(256);
  });

  it('may come from a forwarder', () => {
    const { message, problems } = decodeSnMessage(octets('05 fe 01 0a 0b 03 05 00'));
    expect(message.name).toBe('ENCAPSULATED CONNACK');
    expect(problems).toEqual([]);
  });

  it.each([
    ['MQTTSN_LENGTH', '09 05 00'],
    ['MQTTSN_LENGTH', '01 00 05 05 00'],
    ['MQTTSN_TYPE', '02 03'],
    ['MQTTSN_TRUNCATED', '05 0c 00 00 05'],
    ['MQTTSN_TRAILING', '03 06 00'],
    ['MQTTSN_FLAGS', '07 0c 03 00 05 00 00'],
    ['MQTTSN_PROTOCOL_ID', '07 04 04 02 00 0a 61'],
    ['MQTTSN_MSG_ID', '07 0c 20 00 05 00 00'],
    ['MQTTSN_MSG_ID', '07 0c 00 00 05 00 01'],
    ['MQTTSN_UTF8', '08 0a 00 01 00 01 ff fe'],
  ])('%s in %s', (code, hex) => {
    expect(decodeSnMessage(octets(hex)).problems.map((problem) => problem.code)).toContain(code);
    expect(Object.keys(SN_PROBLEMS)).toContain(code);
  });

  it('cut anywhere are read as far as they go; nothing is blamed on the sender where the capture cut them', () => {
    for (const [, hex] of GOOD) {
      const whole = octets(hex);
      for (let length = 0; length < whole.length; length++) {
        expect(decodeSnMessage(whole.subarray(0, length), { tree: true }).message.name).toBeTypeOf('string');
        if (length > 3) expect(decodeSnMessage(whole.subarray(0, length), { missing: 1 }).problems).toEqual([]);
      }
    }
  });

  it('cover every octet in their tree', () => {
    for (const [, hex] of GOOD) {
      const whole = octets(hex);
      const children = decodeSnMessage(whole, { tree: true }).field?.children ?? [];
      const covered = children.reduce((sum, { span }) => sum + span.length, 0);
      expect({ hex, covered }).toEqual({ hex, covered: whole.length });
    }
  });
});
