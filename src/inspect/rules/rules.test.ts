import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { Direction } from '../../capture/capture-sink.js';
import type { TcpStream } from '../../capture/flow.js';
import { bareId } from '../../catalogue/statement.js';
import { find } from '../../catalogue/statements.js';
import type { Problem } from '../../protocol/problem.js';
import { Inspector } from '../inspector.js';

const octets = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

interface Seen {
  readonly n: number;
  readonly packet: string;
  readonly answers: number;
  readonly problems: readonly Problem[];
}

/** `>` is the client, `<` the server. */
function talk(port: number, lines: readonly string[], more: object = {}): Seen[] {
  const seen: Seen[] = [];
  const stream = {
    transport: 'tcp',
    number: 0,
    endpoints: [
      { address: '10.0.0.1', port: 40_000 },
      { address: '10.0.0.2', port },
    ],
    ports: [40_000, port],
    firstFrame: 1,
    attachment: undefined,
    initiator: 0,
    closing: undefined,
    ...more,
  } as unknown as TcpStream;
  const inspector = new Inspector(
    { onPacket: ({ n, name, answers, problems }) => seen.push({ n, packet: name, answers, problems }) },
    { level: 'fields' },
  );
  lines.forEach((line, index) => {
    const bytes = octets(line.slice(1));
    inspector.onData(stream, (line.startsWith('>') ? 0 : 1) as Direction, bytes, 0, bytes.length, index + 1, 1, 0);
  });
  return seen;
}

const codes = (seen: readonly Seen[]): string[] =>
  seen.flatMap(({ n, problems }) => problems.map(({ code }) => `${n} ${code}`));

const C3 = '>10 0d 00 04 4d 51 54 54 04 02 00 3c 00 01 61';
const A3 = '<20 02 00 00';
const C5 = '>10 0e 00 04 4d 51 54 54 05 02 00 3c 00 00 01 61';
const A5 = '<20 03 00 00 00';
const PUBLISH_1 = '>32 06 00 01 61 00 01 78';

describe('what only a whole MQTT conversation shows', () => {
  it.each([
    ['2 MQTT_SECOND_CONNECT', 'MQTT-3.1.0-2', [C3, C3]],
    ['1 MQTT_BEFORE_CONNECT', 'MQTT-3.1.0-1', ['>c0 00']],
    ['2 MQTT_BEFORE_CONNACK', 'MQTT-3.2.0-1', [C3, '<d0 00']],
    ['4 MQTT_AFTER_DISCONNECT', 'MQTT-3.14.4-2', [C3, A3, '>e0 00', '>c0 00']],
    ['4 MQTT_AFTER_DISCONNECT', 'MQTT-3.14.4-1', [C5, A5, '>e0 00', '>c0 00']],
    ['4 MQTT_PACKET_ID_IN_USE', 'MQTT-2.3.1-2', [C3, A3, PUBLISH_1, PUBLISH_1]],
    ['4 MQTT_PACKET_ID_IN_USE', 'MQTT-2.3.1-2', [C3, A3, PUBLISH_1, '>82 06 00 01 00 01 61 00']],
    ['3 MQTT_ANSWER_WITHOUT_REQUEST', 'MQTT-3.8.4-2', [C3, A3, '<90 03 00 09 00']],
    ['4 MQTT_ANSWER_COUNT', 'MQTT-3.8.4-5', [C3, A3, '>82 06 00 09 00 01 61 00', '<90 04 00 09 00 00']],
    ['3 MQTT_TOPIC_ALIAS_MAXIMUM', 'MQTT-3.3.2-9', [C5, A5, '>30 08 00 01 61 03 23 00 01 78']],
    ['3 MQTT_TOPIC_ALIAS_MAXIMUM', 'MQTT-3.3.2-11', [C5, A5, '<30 08 00 01 61 03 23 00 01 78']],
  ])('%s breaks %s', (problem, statement, lines) => {
    const seen = talk(1883, lines);
    expect(codes(seen)).toContain(problem);
    expect(seen.flatMap(({ problems }) => problems.map((one) => bareId(one.statement)))).toContain(statement);
    expect(find(statement)).not.toEqual([]);
  });

  it('judges no answer while octets of the other side may be missing', () => {
    const lacks = () => true;
    expect(codes(talk(1883, [C3, A3, '<90 03 00 09 00'], { lacks }))).toEqual([]);
    expect(codes(talk(1883, [C3, A3, PUBLISH_1, PUBLISH_1], { lacks }))).toEqual([]);
  });

  it('a good conversation has no problem, and answers know their questions', () => {
    const seen = talk(1883, [
      C3,
      A3,
      '>82 06 00 09 00 01 61 00',
      '<90 03 00 09 00',
      '>34 06 00 01 61 00 05 78',
      '<50 02 00 05',
      '>62 02 00 05',
      '<70 02 00 05',
      '>34 06 00 01 61 00 05 78',
      '>3c 06 00 01 61 00 05 78',
      '>c0 00',
      '<d0 00',
      '>e0 00',
    ]);
    expect(codes(seen)).toEqual([]);
    expect(seen.map(({ answers }) => answers)).toEqual([0, 1, 0, 3, 0, 5, 6, 7, 0, 0, 0, 11, 0]);
  });
});
