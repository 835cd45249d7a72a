import * as net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatHex, parseHex } from '../bytes/hex.js';
import { VECTORS, type Vector } from '../protocol/mqtt/testing/vectors.js';
import { type Broker, startBroker } from './broker.js';

const CONNECT = {
  '3.1.1': '10 0E 00 04 4D 51 54 54 04 02 00 00 00 02',
  '5.0': '10 0F 00 04 4D 51 54 54 05 02 00 00 00 00 02',
} as const;

interface Answer {
  readonly hex: string;
  readonly closed: boolean;
}

/** Sends the octets on a connection of their own; reads until it is closed, or until a PINGREQ behind them was answered. */
function play(port: number, row: Vector, number: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1');
    const received: Buffer[] = [];
    const client = Buffer.from(number.toString(36).padStart(2, '0'));
    let connected = row.phase === 'first';
    const answer = (closed: boolean): void => {
      socket.destroy();
      const hex = formatHex(Buffer.concat(received)).toUpperCase();
      resolve({ hex: hex.replace(/ ?D0 00$/, ''), closed });
    };
    const say = (): void => void socket.write(Buffer.concat([row.octets, octets('C0 00')]));
    socket.on('connect', () => {
      if (connected) say();
      else socket.write(Buffer.concat([octets(CONNECT[row.version]), client]));
    });
    socket.on('data', (chunk) => {
      if (!connected) {
        connected = true;
        say();
        return;
      }
      received.push(chunk);
      if (Buffer.concat(received).subarray(-2).equals(octets('D0 00'))) answer(false);
    });
    socket.on('end', () => answer(true));
    socket.on('error', reject);
  });
}

const octets = (hex: string): Buffer => parseHex(hex) ?? Buffer.alloc(0);

/** The alternatives of the table's last column but one, as a predicate over what came. */
function isExpected(row: Vector, { hex, closed }: Answer): boolean {
  const wanted = row.expect.replaceAll('[soft] ', '');
  const is5 = row.version === '5.0';
  const refused = is5 ? /^20 .. 00 [89A]./ : /^20 02 00 0[1-5]$/;
  const said =
    hex === '' ||
    (is5 && (row.phase === 'first' ? refused : /^E0/).test(hex)) ||
    (/non-zero/.test(wanted) && refused.test(hex)) ||
    (/20 02 00 01/.test(wanted) && hex === '20 02 00 01');
  if (/^CONNACK 0x00/.test(wanted)) {
    if (!closed && /^20 .. 00 00/.test(hex)) return true;
    return /or/.test(wanted) && closed && refused.test(hex);
  }
  if (/^CONNACK 0x01/.test(wanted)) return closed && hex === '20 02 00 01';
  if (/^CONNACK 0x02/.test(wanted)) return closed && hex === '20 02 00 02';
  if (/^SUBACK 0x00/.test(wanted)) return !closed && /^90 .* 00$/.test(hex);
  if (/^PUBACK/.test(wanted)) return !closed && /^40/.test(hex);
  if (/^PUBCOMP/.test(wanted)) return !closed && /^70 0. 77 77/.test(hex);
  if (/SUBACK (0x80|>=0x80)/.test(wanted) && !closed) return /^90 .* [89A].$/.test(hex);
  return closed && said;
}

/** Sent raw to the reference broker: every expectation that is not soft must be met. */
describe('the reference broker meets', () => {
  let broker: Broker;
  beforeAll(async () => {
    broker = await startBroker({ amqpPort: null });
  });
  afterAll(() => broker.close());

  it.each(VECTORS.map((row, number) => ({ ...row, number })))('$name ($version): $expect', async (row) => {
    const answer = await play(broker.mqttPort ?? 0, row, row.number + 36);
    expect(isExpected(row, answer), JSON.stringify(answer)).toBe(true);
  });
});
