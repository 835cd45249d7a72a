import { describe, expect, it } from 'vitest';
import type { TcpStream } from '../../capture/flow.js';
import { EXAMPLE_ROWS, keyOf, OPEN_3 } from '../../protocol/mqtt/rules/testing/examples.js';
import { stepsOf } from '../../protocol/mqtt/rules/testing/talk.js';
import { Inspector } from '../inspector.js';

/** What the inspector says of a conversation, over as many connections as it has: code, statement and whose fault it is. */
function problemsOf(text: string, more: object = { initiator: 0 }): string[] {
  const said: string[] = [];
  const inspector = new Inspector(
    {
      onPacket: ({ problems }) => {
        for (const { code, statement, blames } of problems) said.push(`${code} ${statement} ${blames}`);
      },
    },
    { level: 'fields' },
  );
  const streams = new Map<number, TcpStream>();
  let current = 1;
  for (const step of stepsOf(text)) {
    if ('goTo' in step) current = step.goTo;
    if (!('from' in step)) continue;
    const stream = streams.get(current) ?? streamOf(current, more);
    streams.set(current, stream);
    const direction = step.from === 'client' ? 0 : 1;
    inspector.onData(stream, direction, step.octets, 0, step.octets.length, 1, 1, 0);
  }
  return said;
}

const streamOf = (number: number, more: object): TcpStream =>
  ({
    transport: 'tcp',
    number,
    endpoints: [
      { address: '10.0.0.1', port: 40_000 + number },
      { address: '10.0.0.2', port: 1883 },
    ],
    ports: [40_000 + number, 1883],
    firstFrame: 1,
    attachment: undefined,
    closing: undefined,
    lacks: () => false,
    ...more,
  }) as unknown as TcpStream;

/** A lone packet does not say its version. */
const OF_A_CONNECTION = EXAMPLE_ROWS.filter(({ breaks }) => breaks.includes('\n'));

describe('the inspector', () => {
  it.each(OF_A_CONNECTION)('finds $code of $version ($statement) and blames the $blames', (row) => {
    expect(problemsOf(row.breaks)).toEqual([`${row.code} ${keyOf(row)} ${row.blames}`]);
  });

  it.each(EXAMPLE_ROWS)('accuses nobody where $code of $version comes close ($statement)', ({ keeps }) => {
    expect(problemsOf(keeps)).toEqual([]);
  });

  const asText = { transport: 'bytes', initiator: undefined };

  it.each(['> c0 00', '> d0 00', '> 82 06 00 0a 00 01 61 00'])(
    'does not miss a CONNECT before the lone text %s',
    (hex) => {
      expect(problemsOf(hex, asText)).toEqual([]);
      expect(problemsOf(hex)).not.toEqual([]);
    },
  );

  it('finds a second CONNECT in a text', () => {
    const [connect] = OPEN_3.split('\n');
    expect(problemsOf(`${connect}\n${connect}`, asText)).toEqual(['MQTT_SECOND_CONNECT mqtt3/MQTT-3.1.0-2 client']);
  });
});
