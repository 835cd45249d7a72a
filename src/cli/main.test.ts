import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBroker } from '../broker/broker.js';
import { main } from './main.js';
import type { Session } from './session.js';

const folder = mkdtempSync(path.join(tmpdir(), 'conform-cli-'));
const quick = ['features/mqtt3/3-control-packets/3.06-pubrel.feature:18'];

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function onTerminal(args: readonly string[], env: Session['env'] = {}): Promise<Outcome> {
  return conform(args, env, { isTerminal: true, isErrTerminal: true, columns: 80 });
}

async function conform(
  args: readonly string[],
  env: Session['env'] = {},
  place: Partial<Session> = {},
): Promise<Outcome> {
  let out = '';
  let err = '';
  const session: Session = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: { CONFORM_CONFIG: path.join(folder, 'empty.toml'), ...env },
    isTerminal: false,
    columns: undefined,
    exitCode: 0,
    ...place,
  };
  const code = await main(args, session);
  return { code, out, err };
}

/** Three lines at most, no stack. */
function expectPlainError({ err }: Outcome): void {
  const lines = err.trimEnd().split('\n');
  const start = lines.findIndex((line) => line.startsWith('error: '));
  expect(start).toBeGreaterThanOrEqual(0);
  expect(lines.length - start).toBeLessThanOrEqual(3);
  expect(err).not.toMatch(/\n\s+at /);
}

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

let web: http.Server;
let silent: net.Server;
let closed: number;

beforeAll(async () => {
  write('empty.toml', '');
  web = http.createServer();
  silent = net.createServer();
  const passing = net.createServer();
  for (const server of [web, silent, passing]) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }
  closed = portOf(passing);
  await new Promise((resolve) => passing.close(resolve));
});

afterAll(() => {
  web.close();
  silent.close();
});

function portOf(server: net.Server): number {
  return (server.address() as net.AddressInfo).port;
}

describe('exit code 0', () => {
  it.each([
    ['--help', ['--help']],
    ['the help of a command', ['run', '--help']],
    ['--version', ['--version']],
    ['a selection that conforms', ['run', ...quick]],
    ['a dry run', ['run', '--dry-run']],
    ['a statement listed', ['list', 'MQTT-3.6.1-1']],
    ['a statement explained', ['explain', 'mqtt3/MQTT-3.6.1-1']],
    ['the defects listed', ['broker', '--list-defects']],
    ['a probe', ['run', '--broker', '--probe']],
  ])('for %s', async (_, args) => {
    expect(await conform(args)).toMatchObject({ code: 0 });
  });
});

describe('exit code 1', () => {
  it('for a violation, with statement, outcomes and octets', async () => {
    const outcome = await conform(['run', '--defect', 'accepts-pubrel-flags-0', ...quick]);
    expect(outcome.code).toBe(1);
    expect(outcome.out).toContain('MQTT-3.6.1-1');
    expect(outcome.out).toMatch(/expected {2}/);
    expect(outcome.out).toMatch(/actual {4}/);
    expect(outcome.out).toContain('0000  60     PUBREL, flags 0000');
  });

  it('for a known deviation that is none', async () => {
    const config = write('stale.toml', '[[known]]\nstatement = "mqtt3/MQTT-3.6.1-1"\nreason = "ticket 812"\n');
    const outcome = await conform(['run', '--config', config, ...quick]);
    expect(outcome.code).toBe(1);
    expect(outcome.out).toContain('known (ticket 812), but it holds now');
  });

  it('not for a known deviation', async () => {
    const config = write('known.toml', '[[known]]\nstatement = "mqtt3/MQTT-3.6.1-1"\nreason = "ticket 812"\n');
    const outcome = await conform(['run', '--config', config, '--defect', 'accepts-pubrel-flags-0', ...quick]);
    expect(outcome.code).toBe(0);
    expect(outcome.out).toContain('1 ~ known');
  });
});

describe('exit code 2', () => {
  it.each([
    ['no command', []],
    ['an unknown command', ['rnu']],
    ['an unknown flag', ['run', '--targt', 'x']],
    ['a value that is none', ['run', '--timeout', 'soon']],
    ['a scheme that is none', ['run', '-t', 'ftp://localhost']],
    ['a selector that matches nothing', ['run', 'MQTT-9.9.9-9']],
    ['a tag expression that is none', ['run', '--tags', '@a and and']],
    ['nothing left to run', ['run', '--name', 'no scenario is called this']],
    ['a defect that is none', ['run', '--defect', 'does-nothing']],
    ['a defect that is none, of the broker', ['broker', '--defect', 'does-nothing', '--mqtt-port', '0']],
    ['a reporter that is none', ['run', '--reporter', 'jsno', ...quick]],
    ['a report that cannot be written', ['run', '--reporter', 'junit:/dev/null/nowhere.xml', ...quick]],
    ['a missing target where one is required', ['run', '--require-target', ...quick]],
    ['a profile that is none', ['run', '--profile', 'nobody', ...quick]],
    ['a shard that is none', ['run', '--shard', '3/2', ...quick]],
    ['a configuration that is missing', ['run', '--config', '/nowhere/conform.toml']],
    ['a statement that is none', ['explain', 'MQTT-9.9.9-9']],
  ])('for %s', async (_, args) => {
    const outcome = await conform(args);
    expect(outcome.code).toBe(2);
    expect(outcome.err).not.toMatch(/\n\s+at /);
  });

  it('for a target where nobody listens', async () => {
    const outcome = await conform(['run', '-t', `mqtt://127.0.0.1:${closed}`]);
    expect(outcome.code).toBe(2);
    expect(outcome.err).toContain(`error: cannot reach mqtt://127.0.0.1:${closed}\n  connection refused after 3`);
    expectPlainError(outcome);
  });

  it('for a web server', async () => {
    const outcome = await conform(['run', '-t', `127.0.0.1:${portOf(web)}`]);
    expect(outcome.code).toBe(2);
    expect(outcome.err).toContain('it answered a CONNECT with "HTTP/1.1 400 Bad Request"');
    expectPlainError(outcome);
  });

  it('for a port that keeps silent, within seconds', async () => {
    const outcome = await conform(['run', '-t', `amqp://127.0.0.1:${portOf(silent)}`]);
    expect(outcome.code).toBe(2);
    expect(outcome.err).toContain('it kept silent for 3 s');
    expectPlainError(outcome);
  });

  it('for a user whom the broker does not know', async () => {
    const broker = await startBroker({ mqttPort: null, amqpPort: 0 });
    const outcome = await conform(['run', '-t', `amqp://127.0.0.1:${broker.amqpPort}`, '--user', 'nobody', 'amqp091']);
    await broker.close();
    expect(outcome.code).toBe(2);
    expect(outcome.err).toContain('does not let the client in');
    expectPlainError(outcome);
  });

  it('for a key that the configuration does not have, with file, line and a suggestion', async () => {
    const config = write(
      'typo.toml',
      '[targets.here]\nmqtt = "localhost"\n\n[[known]]\nstatment = "x"\nreason = "y"\n',
    );
    const outcome = await conform(['run', '--config', config]);
    expect(outcome.code).toBe(2);
    expect(outcome.err).toBe(
      `error: cannot use ${config}:5\n  unknown key "known.0.statment"\n  did you mean "statement"?\n`,
    );
  });
});

describe('exit code 130', () => {
  it('for an interruption, with the partial summary', async () => {
    const before = process.listenerCount('SIGINT');
    const running = conform(['run', '--jobs', '1', 'mqtt3/3.1', '--exclude', 'clock']);
    const again = setInterval(() => {
      if (process.listenerCount('SIGINT') > before) {
        clearInterval(again);
        process.emit('SIGINT');
      }
    }, 1);
    const outcome = await running;
    expect(outcome.code).toBe(130);
    expect(outcome.out).toMatch(/\d+ scenarios? in .*\n.*\n? {2}interrupted/);
  });
});

describe('what is printed', () => {
  it('says in the first line, and on stderr, that the bundled broker is tested', async () => {
    const { out, err } = await conform(['run', ...quick]);
    expect(out.split('\n')[0]).toMatch(/^no target given: testing the bundled reference broker/);
    expect(err).toMatch(/^no target given: testing the bundled reference broker/);
  });

  it('is one document with --json, and nothing else', async () => {
    const { out } = await conform(['run', '--json', ...quick]);
    expect(JSON.parse(out)).toMatchObject({ schema: 'conform.run/1', counts: { scenarios: 1, pass: 1 } });
  });

  it('is one document with a reporter that writes one, and two cannot share stdout', async () => {
    const { out } = await conform(['run', '--reporter', 'junit', ...quick]);
    expect(out).toMatch(/^<\?xml [\s\S]*<\/testsuites>\n$/);
    expect(await conform(['run', '--json', '--reporter', 'lines', ...quick])).toMatchObject({ code: 2, out: '' });
  });

  it('goes to as many files as reporters are named', async () => {
    const junit = path.join(folder, 'out/report.xml');
    const json = path.join(folder, 'out/report.json');
    const messages = path.join(folder, 'out/report.ndjson');
    const reporters = [`junit:${junit}`, `json:${json}`, `messages:${messages}`].flatMap((one) => ['--reporter', one]);
    const { out } = await conform(['run', ...reporters, ...quick]);
    expect(out).toContain('1 ✓ passed');
    expect(readFileSync(junit, 'utf8')).toContain('<testsuites name="conform" tests="1"');
    expect(JSON.parse(readFileSync(json, 'utf8')).counts.pass).toBe(1);
    expect(readFileSync(messages, 'utf8').split('\n')[0]).toContain('"meta"');
  });

  it('records everything that crosses the wire with --record, in a capture that decodes', async () => {
    const file = path.join(folder, 'out/session.pcap');
    expect(await conform(['run', '--record', file, 'mqtt3/3.6', '--exclude', 'clock'])).toMatchObject({ code: 0 });
    const decoded = await conform(['decode', file, '--ndjson']);
    expect(decoded).toMatchObject({ code: 0, err: '' });
    const packets = decoded.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { packet: string; stream: number });
    expect(packets.map(({ packet }) => packet)).toContain('PUBCOMP');
    expect(packets.filter(({ packet }) => packet === 'CONNECT').length).toBeGreaterThanOrEqual(5);
    expect(await conform(['run', '--record', '/dev/null/x.pcap', ...quick])).toMatchObject({ code: 2 });
  });

  it('lists what a scenario may say, in words and as one document', async () => {
    const { out } = await conform(['list', '--steps']);
    expect(out).toContain('{client} sends {packet type}{of}{times}( with)');
    const { schema, steps } = JSON.parse((await conform(['list', '--steps', '--json'])).out);
    expect(schema).toBe('conform.steps/1');
    expect((await conform(['list', '--steps', '-q'])).out.trimEnd().split('\n')).toHaveLength(steps.length);
    expect((await conform(['list', '--steps', 'mqtt5'])).code).toBe(2);
  });

  it('lists names for scripts with -q, and scenarios and defects with -v', async () => {
    expect((await conform(['list', 'mqtt3/3.6', '-q'])).out).toBe('mqtt3/MQTT-3.6.1-1\n');
    expect((await conform(['list', 'mqtt3/3.6', '-q', '--by', 'defect'])).out).toContain('accepts-pubrel-flags-0\n');
    const { out } = await conform(['list', 'mqtt3/3.6', '-v']);
    expect(out).toContain(
      '3.06-pubrel.feature:18  The flag bits of PUBREL are 0010; anything else is malformed › PUBREL with flag bits 0000',
    );
    expect(out).toContain('defect accepts-pubrel-flags-0');
  });

  it('explains in one line with -q, and with the scenario word by word with -v', async () => {
    expect((await conform(['explain', 'mqtt3/MQTT-3.6.1-1', '-q'])).out).toBe(
      'mqtt3/MQTT-3.6.1-1  MUST  PUBREL must have flag bits 0010\n',
    );
    const { out } = await conform(['explain', 'mqtt3/MQTT-3.6.1-1', '-v']);
    expect(out).toMatch(/ {14}Scenario Outline: PUBREL .*\n(.*\n)*? {16}(Given|When) /);
  });

  it.each([60, 80])('keeps lists within %i columns', async (width) => {
    const env = { COLUMNS: String(width) };
    for (const line of ['list --unverified', 'list amqp091', 'explain MQTT-3.6.1-1', 'broker --list-defects']) {
      const { out } = await conform(line.split(' '), env);
      const wide = out
        .split('\n')
        .filter((text) => text.length > width && !/conform run|features\/|^\s*\S+$/.test(text));
      expect(wide, line).toEqual([]);
    }
  });

  it('says with prove -v which scenarios catch a defect', async () => {
    const { out, code } = await conform(['prove', '--only', 'accepts-pubrel-flags-0', 'mqtt3/3.6', '-v']);
    expect(code).toBe(0);
    expect(out).toMatch(/✓ accepts-pubrel-flags-0\n {4}features\/mqtt3\/.*3.06-pubrel.feature:\d+\n/);
  });

  it('understands capabilities of the configuration as they are written there', async () => {
    const broker = await startBroker({ mqttPort: 0, amqpPort: null });
    const config = write(
      'shared.toml',
      `[targets.here]\nmqtt = "mqtt://127.0.0.1:${broker.mqttPort}"\n[targets.here.capabilities]\nshared-subscriptions = false\n`,
    );
    const { out } = await conform([
      'run',
      '-t',
      'here',
      '--config',
      config,
      'MQTT-3.8.3-4',
      '--tags',
      '@mqtt5',
      '--json',
    ]);
    await broker.close();
    expect(JSON.parse(out).counts).toMatchObject({ scenarios: 1, notApplicable: 1 });
  });

  it('writes no escape sequence on a terminal that wants none', async () => {
    for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }] as const) {
      const { out } = await onTerminal(['run', ...quick], env);
      expect(out).not.toContain('\x1b');
    }
    expect((await onTerminal(['run', '--no-color', ...quick])).out).not.toContain('\x1b');
    expect((await onTerminal(['run', ...quick])).out).toContain('\x1b[?25l');
    // No cursor movement in CI.
    expect((await onTerminal(['run', ...quick], { CI: '1' })).out).not.toContain('\x1b[?25l');
  });

  it('says once on a screen that the bundled broker is tested', async () => {
    const { out, err } = await onTerminal(['run', ...quick]);
    expect(`${out}${err}`.match(/no target given/g)).toHaveLength(1);
  });

  it('keeps the conversation of a failure as text and as a capture with --output', async () => {
    const output = path.join(folder, 'failures');
    const { out } = await conform(['run', '--defect', 'accepts-pubrel-flags-0', '--output', output, ...quick]);
    const name = path.join(output, 'MQTT-3.6.1-1-line-18');
    expect(out).toContain(`capture    ${name}.pcap`);
    expect(readFileSync(`${name}.txt`, 'utf8')).toContain('PUBREL, flags 0000');
    const capture = readFileSync(`${name}.pcap`);
    expect(capture.readUInt32BE(0)).toBe(0xa1b23c4d);
    expect(capture.includes(Buffer.from('6002000a', 'hex'))).toBe(true);
  });

  it('has no colours in a pipe, with NO_COLOR, with --no-color and on a dumb terminal', async () => {
    const args = ['run', '--defect', 'accepts-pubrel-flags-0', ...quick];
    for (const { out } of [
      await conform(args),
      await conform([...args, '--no-color']),
      await conform(args, { TERM: 'dumb' }),
    ]) {
      expect(out).not.toContain('\x1b');
    }
  });

  it('lists by the agreed shape', async () => {
    const { out } = await conform(['list', 'mqtt3', '--json']);
    const document = JSON.parse(out);
    expect(document).toMatchObject({ schema: 'conform.list/1', counts: { statements: 141, observable: 128 } });
    expect(Object.keys(document.statements[0])).toEqual([
      'key',
      'spec',
      'section',
      'level',
      'actor',
      'observable',
      'title',
      'scenarios',
      'defects',
      'untestable',
    ]);
  });
});

describe('prove', () => {
  it('names who catches a defect', async () => {
    const { code, out } = await conform(['prove', '--only', 'accepts-pubrel-flags-0', '--json', 'mqtt3/3.6']);
    const document = JSON.parse(out);
    expect(document).toMatchObject({ schema: 'conform.prove/1', counts: { defects: 1, caught: 1, survived: 0 } });
    expect(document.defects[0].by).toContain(quick[0]);
    expect(code).toBe(0);
  });

  it('ends with 1 when a defect survives', async () => {
    const { code, out } = await conform([
      'prove',
      '--only',
      'accepts-pubrel-flags-0',
      'mqtt3/3.2',
      '--exclude',
      'clock',
    ]);
    expect(code).toBe(1);
    expect(out).toContain('accepts-pubrel-flags-0 survived');
  });
});
