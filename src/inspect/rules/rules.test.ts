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

const HEADER = '>41 4d 51 50 00 00 09 01';
const OPEN = '>01 00 01 00 00 00 05 00 14 00 0a 00 ce';
const PUBLISH = '>01 00 01 00 00 00 0a 00 3c 00 28 00 00 00 01 71 00 ce';
const body = (text: string): string => {
  const content = Buffer.from(text);
  return `>03 00 01 00 00 00 ${content.length.toString(16).padStart(2, '0')} ${content.toString('hex')} ce`;
};
const header = (size: number): string =>
  `>02 00 01 00 00 00 0e 00 3c 00 00 00 00 00 00 00 00 00 ${size.toString(16).padStart(2, '0')} 00 00 ce`;

describe('what only a whole AMQP conversation shows', () => {
  it.each([
    ['AMQP_CHANNEL_NOT_OPEN', 'AMQP-channel.not-open', [HEADER, PUBLISH]],
    ['AMQP_CONTENT_SEQUENCE', 'AMQP-content.sequence', [HEADER, OPEN, header(2)]],
    ['AMQP_CONTENT_SEQUENCE', 'AMQP-content.sequence', [HEADER, OPEN, body('hi')]],
    ['AMQP_CONTENT_INTERRUPTED', 'AMQP-content.incomplete', [HEADER, OPEN, PUBLISH, header(4), body('hi'), PUBLISH]],
    ['AMQP_CONTENT_TOO_LONG', 'AMQP-content.body-size', [HEADER, OPEN, PUBLISH, header(1), body('hi')]],
    ['AMQP_CHANNEL_OPEN_TWICE', 'AMQP-frame.unknown-method', [HEADER, OPEN, OPEN]],
  ])('%s breaks %s', (code, statement, lines) => {
    const found = talk(5672, lines).flatMap(({ problems }) => problems);
    const problem = found.find((one) => one.code === code);
    expect(problem).toBeDefined();
    if (code !== 'AMQP_CHANNEL_OPEN_TWICE') expect(bareId(problem?.statement ?? null)).toBe(statement);
    if (problem?.statement) expect(find(problem.statement)).not.toEqual([]);
  });

  it('judges no channel while octets of the other side may be missing', () => {
    const answer = '<01 00 01 00 00 00 08 00 14 00 0b 00 00 00 00 ce';
    expect(codes(talk(5672, [HEADER, answer], { lacks: () => true }))).toEqual([]);
    expect(codes(talk(5672, [HEADER, answer], { lacks: () => false }))).toEqual(['2 AMQP_CHANNEL_NOT_OPEN']);
  });

  it('a good message has no problem, and methods know what they answer', () => {
    const seen = talk(5672, [
      HEADER,
      OPEN,
      '<01 00 01 00 00 00 08 00 14 00 0b 00 00 00 00 ce',
      PUBLISH,
      header(4),
      body('hi'),
      body('ho'),
      PUBLISH,
      header(0),
      PUBLISH,
    ]);
    expect(codes(seen)).toEqual([]);
    expect(seen[2]?.answers).toBe(2);
  });
});
