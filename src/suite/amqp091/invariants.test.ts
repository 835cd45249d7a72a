import { describe, expect, it } from 'vitest';
import type { TcpStream } from '../../capture/flow.js';
import { Inspector } from '../../inspect/inspector.js';
import { encodeMethod } from '../../protocol/amqp091/encode.js';
import { AMQP_RULE_CODES } from '../../protocol/amqp091/rules/amqp-rule.js';
import { c, consume, deliver, EXAMPLES, OPENED, s } from '../../protocol/amqp091/rules/testing/examples.js';
import type { Line } from '../../protocol/amqp091/rules/testing/talk.js';
import type { Problem } from '../../protocol/problem.js';
import type { Breach } from '../world.js';
import type { AmqpClient } from './client.js';
import { Invariants } from './invariants.js';

/** What the judge finds in a conversation of Alice with a broker. */
function judge(lines: readonly Line[]): readonly Breach[] {
  const breaches: Breach[] = [];
  const invariants = new Invariants({ name: 'Alice', world: { breaches } } as unknown as AmqpClient);
  for (const [from, bytes] of lines) {
    if (from === 'client') invariants.sent(bytes);
    else invariants.received(bytes);
  }
  return breaches;
}

/** What the inspector finds in the same octets. */
function inspect(lines: readonly Line[]): readonly Problem[] {
  const found: Problem[] = [];
  const stream = {
    transport: 'tcp',
    number: 0,
    endpoints: [
      { address: '10.0.0.1', port: 40_000 },
      { address: '10.0.0.2', port: 5672 },
    ],
    ports: [40_000, 5672],
    initiator: 0,
  } as unknown as TcpStream;
  const inspector = new Inspector({ onPacket: ({ problems }) => found.push(...problems) }, { level: 'fields' });
  lines.forEach(([from, bytes], index) => {
    inspector.onData(stream, from === 'client' ? 0 : 1, bytes, 0, bytes.length, index + 1, 1, 0);
  });
  return found;
}

const brokenByServer = AMQP_RULE_CODES.flatMap((code) =>
  (EXAMPLES[code].breaks.server ?? []).map((lines, index) => [code, index + 1, lines] as const),
);
const brokenByClient = AMQP_RULE_CODES.flatMap((code) =>
  (EXAMPLES[code].breaks.client ?? []).map((lines, index) => [code, index + 1, lines] as const),
);

const NOBODY = deliver('nobody', 1n);

describe('what every connection must keep to', () => {
  it.each(brokenByServer)('%s of a broker (%i) has one statement, in a scenario and in a capture', (_, __, lines) => {
    const seen = inspect(lines).filter(({ blames }) => blames === 'server');
    expect(seen).toHaveLength(1);
    expect(judge(lines).map(({ statement }) => statement)).toEqual(seen.map(({ statement }) => statement));
  });

  it.each(brokenByClient)('%s of a client (%i) is no breach of the broker', (_, __, lines) => {
    expect(judge(lines)).toEqual([]);
  });

  it('finds what is wrong with one frame too, and says where', () => {
    const zeroTag = encodeMethod(1, 'basic.get-ok', {});
    const [breach] = judge([...OPENED, c('basic.get'), ['server', zeroTag]]);
    expect(breach).toMatchObject({ statement: 'amqp091/AMQP-delivery-tag.non-zero', actor: 'Alice', bytes: zeroTag });
    expect(breach?.span?.offset).toBe(11);
  });

  it('tells a fault once a connection', () => {
    expect(judge([...OPENED, ...NOBODY, ...deliver('nobody', 2n)])).toHaveLength(1);
  });

  it('does not judge by the conversation what a broker says to a client that broke it', () => {
    expect(judge([...OPENED, c('basic.qos', {}, 7), ...NOBODY])).toEqual([]);
    const wrongEnd = Uint8Array.from(c('basic.qos')[1]).fill(0, -1);
    expect(judge([...OPENED, ['client', wrongEnd], ...NOBODY])).toEqual([]);
  });

  it('goes on judging its single frames', () => {
    const lines: readonly Line[] = [...OPENED, c('basic.qos', {}, 7), ['server', encodeMethod(1, 'basic.get-ok', {})]];
    expect(judge(lines).map(({ statement }) => statement)).toEqual(['amqp091/AMQP-delivery-tag.non-zero']);
  });

  it('follows what is sent octet by octet, and many frames at once', () => {
    const [consumed] = consume('c') as [Line, Line];
    const octets = [...consumed[1]].map((octet): Line => ['client', Uint8Array.of(octet)]);
    const ok = s('basic.consume-ok', { 'consumer-tag': 'c' });
    expect(judge([...OPENED, ...octets, ok, ...deliver('c', 1n)])).toEqual([]);
    const both = Buffer.concat([c('basic.qos')[1], consumed[1]]);
    expect(judge([...OPENED, ['client', both], s('basic.qos-ok'), ok, ...deliver('c', 1n)])).toEqual([]);
  });

  it('leaves names that a client chose, and protocol headers, to the scenarios', () => {
    const header: Line = ['server', Uint8Array.from([0x41, 0x4d, 0x51, 0x50, 0, 0, 8, 0])];
    const bound = s('basic.deliver', { 'consumer-tag': 'c', 'delivery-tag': 1n, exchange: 'a b', 'routing-key': '' });
    expect(judge([...OPENED, ...consume('c'), bound, header])).toEqual([]);
  });
});
