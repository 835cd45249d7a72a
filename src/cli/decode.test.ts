import { Buffer } from 'node:buffer';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { main } from './main.js';
import type { Session } from './session.js';

/** A QoS 2 message whose PUBREL has the wrong flags. */
const session = join(import.meta.dirname, '../../fixtures/session.pcap');
const folder = mkdtempSync(join(tmpdir(), 'conform-decode-'));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function decode(args: readonly string[], env: Session['env'] = {}, columns?: number): Promise<Outcome> {
  let out = '';
  let err = '';
  const code = await main(['decode', ...args], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env,
    isTerminal: columns !== undefined,
    columns,
    exitCode: 0,
  });
  return { code, out, err };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const LIST = `session.pcap   pcap, raw IP, 12 records, 1 connection, 6 packets, 1 problem

c1  127.0.0.1:50412 → 127.0.0.1:1883   MQTT 5.0   0.000–0.017 s, closed by the server
   #    time  packet         bytes  summary
   1   0.001  → CONNECT         20  client "alice", Clean Start, keep alive 60 s
   2   0.002  ← CONNACK          8  Success, Receive Maximum 100
   3   0.010  → PUBLISH         20  packet 10, QoS 2, "meter/7", 6 bytes
   4   0.011  ← PUBREC           4  packet 10
   5   0.015  → PUBREL           4  packet 10                      ✗ flags 0000, must be 0010
   6   0.016  ← DISCONNECT       3  0x81 Malformed Packet
`;

const TREE = `#5 → PUBREL   0.015 s   4 bytes   MQTT 5.0 §3.6   answers #4

  PUBREL                                 0–3
  ├─ Fixed Header                        0–1
  │  ├─ Control Packet Type   6 PUBREL   0     0110 ....
  │  ├─ Flags                 0000       0     .... 0000   ✗ MQTT-3.6.1-1
  │  └─ Remaining Length      2          1
  └─ Variable Header                     2–3
     └─ Packet Identifier     10         2–3

  0000  60 02 00 0a                                      |\`...|
        ^^ flags 0000, must be 0010

✗ MQTT-3.6.1-1 MUST   flags 0000, must be 0010   conform explain MQTT-3.6.1-1
`;

const HEX = `#3 → PUBLISH   20 bytes
  0000  34                        PUBLISH, DUP 0, QoS 2, RETAIN 0
  0001  12                        Remaining Length 18
  0002  00 07                     Topic Name length 7
  0004  6d 65 74 65 72 2f 37      "meter/7"
  000b  00 0a                     Packet Identifier 10
  000d  00                        Property Length 0
  000e  34 32 20 6b 57 68         Payload "42 kWh"
`;

describe('conform decode', () => {
  it('lists the packets of a connection', async () => {
    expect(await decode([session])).toEqual({ code: 0, out: LIST, err: '' });
  });

  it('shows one packet field by field', async () => {
    expect((await decode([session, '--packet', '5'])).out).toBe(TREE);
  });

  it('shows octets with their meaning', async () => {
    expect((await decode([session, '--packet', '3', '--hex'])).out).toBe(HEX);
  });

  it('reads the same out of gzip', async () => {
    const zipped = file('session.pcap', gzipSync(readFileSync(session)));
    expect((await decode([zipped])).out).toBe(LIST.replace('pcap, raw', 'pcap (gzip), raw'));
  });

  it('keeps within a terminal, and colours mean nothing alone', async () => {
    const narrow = await decode([session], { COLUMNS: '80' }, 80);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for
    const plain = narrow.out.replace(/\u001b\[\d+m/g, '');
    expect(narrow.out).not.toBe(plain);
    const rows = plain.split('\n').filter((line) => /^ +\d/.test(line));
    expect(rows).toHaveLength(6);
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(80);
    expect(plain).toContain('✗ flags 0000, must be 0010');
  });

  it.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }])('writes no escape with %o', async (env) => {
    for (const view of [[], ['--tree'], ['--hex'], ['--stats']]) {
      expect((await decode([session, ...view], env, 80)).out).not.toContain('\u001b');
    }
  });

  it('counts', async () => {
    const { out } = await decode([session, '--stats']);
    expect(out).toMatch(/PUBLISH +1 +20\n/);
    expect(out).toContain('MQTT 5.0: 1 connection, 59 bytes');
  });

  it.each([
    [['--where', 'packet == PUBLISH and topic startswith "meter"'], [3]],
    [
      ['--where', 'qos == 2 or problem'],
      [3, 5],
    ],
    [
      ['--where', 'not (from == "client")'],
      [2, 4, 6],
    ],
    [
      ['--where', 'packetId = 10 and length < 10'],
      [4, 5],
    ],
    [['--where', 'payload contains "kWh"'], [3]],
    [['--where', 'problem == "MQTT-3.6.1-1"'], [5]],
    [['--where', 'time > 1700000000.0105 && reasonCode >= 128'], [6]],
    [['--problems'], [5]],
    [
      ['--packet', '2-4'],
      [2, 3, 4],
    ],
    [['--stream', '0', '--packet', '1'], [1]],
    [['--stream', 'c2'], []],
  ])('%o selects %o', async (flags, numbers) => {
    const { out } = await decode([session, '--ndjson', ...flags]);
    const lines = out.split('\n').filter(Boolean);
    expect(lines.map((line) => (JSON.parse(line) as { readonly n: number }).n)).toEqual(numbers);
  });

  it('writes one JSON document with every field', async () => {
    const document = JSON.parse((await decode([session, '--json'])).out) as Record<string, unknown>;
    expect(document).toMatchObject({
      schema: 'conform.decode/1',
      packets: [{ packet: 'CONNECT', tree: { name: 'CONNECT', offset: 0, length: 20 } }, {}, {}, {}, {}, {}],
      summary: { records: 12, connections: 1, packets: 6, problems: 1 },
    });
  });

  it('shows hostile names harmless', async () => {
    const hex = '30 11 00 0c 1b 5b 33 31 6d e2 80 ae 61 0a 09 61 68 69 21'.replaceAll(' ', '');
    const evil = file('evil.hex', hex);
    for (const view of [[], ['--tree'], ['--hex'], ['--ndjson'], ['--json']]) {
      const { out } = await decode([evil, '--protocol', 'mqtt', ...view]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  });

  it('exits 1 with --strict where a packet has a problem', async () => {
    expect((await decode([session, '--strict'])).code).toBe(1);
    expect((await decode([session, '--strict', '--packet', '1-4'])).code).toBe(0);
  });

  it('shows what could be read of a file that is cut, and exits 2', async () => {
    const cut = file('cut.pcap', readFileSync(session).subarray(0, 700));
    const { code, out, err } = await decode([cut]);
    expect(code).toBe(2);
    expect(out).toContain('PUBREL');
    expect(err.split('\n').filter(Boolean)).toHaveLength(3);
  });

  it.each([
    ['nowhere.pcap', 'there is no such file'],
    [file('empty.pcap', ''), 'is empty'],
    [file('notes.txt', 'shopping list'), 'no capture'],
  ])('says in three lines why %s cannot be read', async (path, words) => {
    const { code, out, err } = await decode([path]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
    expect(err.split('\n').filter(Boolean)).toHaveLength(3);
  });

  it.each([
    [['--where', 'topc == "a"'], 'did you mean  topic'],
    [['--where', 'topic == "a'], 'the string has no end'],
    [['--where', '(qos > 1'], 'this parenthesis is not closed'],
    [['--where', 'qos >'], 'a value is missing'],
    [['--where', 'qos > 1 topic'], 'does not belong here'],
    [['--packet', '5-3'], 'cannot read the packets'],
    [['--stream', 'x'], 'cannot read the connection'],
    [['--protocol', 'mqqt'], 'did you mean  --protocol mqtt'],
    [['--port', '99999'], 'cannot read the port'],
  ])('%o is a mistake that is explained', async (flags, words) => {
    const { code, out, err } = await decode([session, ...flags]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
    expect(err.split('\n').filter(Boolean).length).toBeLessThanOrEqual(3);
  });

  it('reads hex text of AMQP', async () => {
    const hex = file('frame.hex', Buffer.from('01000100000005001400 0a00ce').toString().replaceAll(' ', ''));
    const { out } = await decode([hex, '--protocol', 'amqp091']);
    expect(out).toMatch(/channel\.open +13 {2}ch 1/);
  });
});

describe('on a screen', () => {
  const connect =
    '10 2c 00 05 4d 51 54 54 58 05 02 00 3c 00 00 1f 63 6c 69 65 6e 74 20 77 69 74 68 20 61 20 6e 61 6d 65 20 74 68 61 74 20 69 73 20 6c 6f 6e 67 21';
  const hex = file('connect.hex', connect);

  it.each([60, 80])('of %i columns trees, octets and lists keep to it', async (width) => {
    for (const args of [
      [session],
      [session, '--tree'],
      [session, '--tree', '--hex'],
      [hex, '--hex'],
      [hex, '--tree'],
    ]) {
      const { out } = await decode([...args, '--protocol', 'mqtt', '--no-color'], {}, width);
      // Headings say where, the last line what to type next: they are left to the terminal.
      const wide = out.split('\n').filter((line) => line.length > width && !/^(c1 |#\d|✗|\S+\.(pcap|hex) )/.test(line));
      expect(wide, args.join(' ')).toEqual([]);
    }
  });

  it('puts the words that do not fit beside an octet below it', async () => {
    const { out } = await decode([hex, '--hex', '--protocol', 'mqtt', '--no-color'], {}, 80);
    expect(out).toMatch(/\n {2}000a {2}02 {24}Connect Flags 2, User Name Flag 0, .*\n {34}\S/);
  });
});

it('draws who says what to whom', async () => {
  const { out } = await decode([session, '--diagram']);
  expect(out.split('\n').slice(2, 8)).toEqual([
    'c1  127.0.0.1:50412 → 127.0.0.1:1883   MQTT 5.0   0.000–0.017 s, closed by the server',
    '           client              server',
    '    0.001  │─── CONNECT ───────────▶│  client "alice", Clean Start, keep alive 60 s',
    '    0.002  │◀─────────── CONNACK ───│  Success, Receive Maximum 100',
    '    0.010  │─── PUBLISH ───────────▶│  packet 10, QoS 2, "meter/7", 6 bytes',
    '    0.011  │◀──────────── PUBREC ───│  packet 10',
  ]);
  expect(out).toContain('│─── PUBREL ────────────▶│  packet 10  ✗ flags 0000, must be 0010\n');
  const plain = await decode([session, '--diagram'], { LC_ALL: 'C' });
  expect(plain.out).toContain('|--- CONNECT ----------->|  client');
});

it('leaves no blanks at the ends of lines', async () => {
  const ping = file('ping.hex', 'c0 00 d0 00');
  for (const args of [[session], [ping], [ping, '--tree'], [session, '--hex'], [session, '--stats']]) {
    const { out } = await decode([...args, '--protocol', 'mqtt']);
    expect(out, args.join(' ')).not.toMatch(/ $/m);
  }
});
