import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Broker, startBroker } from '../broker/broker.js';
import { main } from './main.js';

let broker: Broker;
let silent: Server;
let folder: string;

beforeAll(async () => {
  broker = await startBroker({ mqttPort: 0, amqpPort: 0 });
  silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  folder = mkdtempSync(join(tmpdir(), 'conform-exit-'));
  writeFileSync(join(folder, 'empty.pcap'), '');
  writeFileSync(join(folder, 'notes.txt'), 'a letter, not a capture');
  writeFileSync(join(folder, 'pubrel.hex'), '62 02 00 0a');
  writeFileSync(join(folder, 'bad-pubrel.hex'), '60 02 00 0a');
  const known = (more: string) => `[[known]]\nstatement = "mqtt3/MQTT-3.6.1-1"\nreason = "ticket 812"\n${more}`;
  const files = {
    'spelling.toml': '[run]\ntimeoutt = "2s"\n',
    'number.toml': '[run]\ntimeout = 2\n',
    'soon.toml': '[run]\ntimeout = "soon"\n',
    'reporter.toml': '[run]\nreporters = ["jnit:x.xml"]\n',
    'reason.toml': known('[[known]]\nstatement = "mqtt3/MQTT-3.6.1-1"\n'),
    'scenario.toml': known('scenario = "features/nowhere.feature:3"\n'),
    'targets.toml': '[targets.staging]\nmqtt = "mqtt://127.0.0.1:1"\n[targets.empty]\nuser = "a"\n',
    'capability.toml': '[targets.here.capabilities]\nshared-subscription = false\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(
    join(folder, 'known.toml'),
    '[[known]]\nstatement = "mqtt3/MQTT-3.6.1-1"\nreason = "ticket 812"\nuntil = 2099-01-01\n',
  );
});

afterAll(async () => {
  await broker.close();
  silent.close();
  rmSync(folder, { recursive: true });
});

/** Runs a command line in this process. MQTT, AMQP, SILENT stand for ports; a word with DIR/ is a file of the folder. */
async function conform(line: string, env: Record<string, string> = {}) {
  const ports: Readonly<Record<string, number>> = {
    MQTT: broker.mqttPort ?? 0,
    AMQP: broker.amqpPort ?? 0,
    SILENT: (silent.address() as AddressInfo).port,
  };
  const words = line
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => word.replace(/MQTT$|AMQP$|SILENT$/, (name) => String(ports[name])).replace('DIR/', `${folder}/`));
  const said = { out: '', err: '' };
  const code = await main(words, {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    env: { CONFORM_CONFIG: '', ...env },
    isTerminal: false,
    columns: undefined,
    exitCode: 0,
  });
  return { code, ...said };
}

const pubrel = 'mqtt3/MQTT-3.6.1-1';

describe('exit code 0: what was asked for holds', () => {
  it.each([
    '--version',
    '--help',
    'run --help',
    `run ${pubrel}`,
    `run --broker ${pubrel} --json`,
    `run -t mqtt://127.0.0.1:MQTT ${pubrel}`,
    `run -t 127.0.0.1:MQTT ${pubrel} --strict --fail-fast --jobs 2 --timeout 3s`,
    'run -t amqp://127.0.0.1:AMQP AMQP-frame.end-octet',
    'run --dry-run mqtt3',
    'run --probe -t mqtt://127.0.0.1:MQTT',
    'list mqtt3/3.6',
    'list --json',
    'explain MQTT-3.6.1-1',
    'explain exchange.declare.passive/equivalent',
    'broker --list-defects',
    'decode DIR/pubrel.hex --protocol mqtt',
    'decode DIR/bad-pubrel.hex --protocol mqtt',
  ])('conform %s', async (line) => {
    const { code, err } = await conform(line);
    expect(`${code} ${err}`).toMatch(/^0 /);
  });
});

describe('exit code 1: something is violated', () => {
  it.each([
    `run --defect accepts-pubrel-flags-0 ${pubrel}`,
    `run --broker --defect accepts-pubrel-flags-0 ${pubrel} --json`,
    `run --broker --config DIR/known.toml ${pubrel}`,
    'decode DIR/bad-pubrel.hex --protocol mqtt --strict',
  ])('conform %s', async (line) => {
    const { code, err } = await conform(line);
    expect(`${code} ${err}`).toMatch(/^1 /);
  });
});

describe('exit code 2: nothing can be said', () => {
  it.each([
    ['', 'Usage'],
    ['rnu', 'did you mean:  run'],
    ['run --tragte localhost', 'did you mean:  --target'],
    ['run --tragte localhost', 'see:  conform run --help'],
    ['run --color sometimes', 'allowed choices are auto, always, never'],
    ['run mqqt5', 'did you mean:  mqtt5'],
    ['run MQTT-3.8.3-99', 'did you mean:  MQTT-3.8.3-'],
    ['run --exclude clok mqtt3/3.6', 'did you mean:  --exclude clock'],
    ['run --include lng mqtt3/3.6', 'did you mean:  --include long'],
    ['run --tags @malformd mqtt3/3.6', 'did you mean:  --tags @malformed'],
    ['run --jobs none', '--jobs: cannot read the number "none"'],
    ['run --timeout soon', 'soon'],
    ['run umbrella', 'umbrella'],
    ['run mqtt5/99', 'mqtt5/99'],
    ['run --tags @a@@', 'tag'],
    ['run --require-target', 'no target'],
    ['run -t localhost --broker', 'exclude'],
    ['run -t http://localhost', 'http'],
    ['run -t mqtt://127.0.0.1:1', 'cannot reach'],
    ['run -t mqtt://127.0.0.1:AMQP', 'does not speak MQTT'],
    ['run -t amqp://127.0.0.1:MQTT', 'does not speak AMQP'],
    ['run -t mqtt://127.0.0.1:SILENT --timeout 300ms', 'does not speak MQTT'],
    ['run --defect umbrella', 'umbrella'],
    ['run --defect accepts-alias-00', 'did you mean:  --defect accepts-alias-0'],
    ['run --reporter lines --reporter terminal', 'cannot share stdout'],
    ['run --json --reporter html', '--reporter html:report.html'],
    ['run --reporter jnit:x.xml', 'did you mean:  --reporter junit:x.xml'],
    ['run -t stagging --config DIR/targets.toml', 'did you mean:  --target staging'],
    ['run -t empty --config DIR/targets.toml', 'has no address'],
    ['run --config DIR/', 'it is a folder'],
    ['run --config DIR/number.toml', 'number.toml:2'],
    ['run --config DIR/number.toml', 'run.timeout must be a text in quotes, not a number'],
    ['run --config DIR/soon.toml', 'run.timeout of'],
    ['run --config DIR/reason.toml', 'reason.toml:4'],
    ['run --config DIR/reason.toml', 'known.1.reason is missing: it must be a text in quotes'],
    ['run --config DIR/capability.toml', 'did you mean "shared-subscriptions"?'],
    ['run --config DIR/scenario.toml', 'conform explain mqtt3/MQTT-3.6.1-1'],
    ['run --config DIR/reporter.toml', 'there is no reporter "jnit" in '],
    ['run --broker --config DIR/nowhere.toml', 'nowhere.toml'],
    ['run --broker --config DIR/spelling.toml', 'timeoutt'],
    ['run -t mqtt://127.0.0.1:MQTT --user a --password-file DIR/nowhere', 'there is no such file'],
    ['run -t mqtt://127.0.0.1:MQTT --user a --password-file DIR/', 'it is a folder'],
    ['run -t mqtt://127.0.0.1:MQTT --password-file DIR/notes.txt', 'no user name'],
    ['list umbrella', 'umbrella'],
    ['explain MQTT-3.6.1-9', 'MQTT-3.6.1-9'],
    ['broker --defect umbrella', 'umbrella'],
    ['broker --mqtt-port MQTT --amqp-port 0', 'cannot listen'],
    ['broker --set umbrella=1', 'umbrella'],
    ['broker --set maximum-qos=9', 'from 0 to 2, not 9'],
    ['broker --mqtt-port 0 --amqp-port 0 --port-file DIR/nowhere/ports', 'there is no such file or folder'],
    ['broker --mqtt-port x', '--mqtt-port: cannot read the port'],
    ['prove --only accepts-alias-00', 'did you mean:  --only accepts-alias-0'],
    ['prove umbrella', 'umbrella'],
    ['decode DIR/nowhere.pcap', 'nowhere.pcap'],
    ['decode DIR/empty.pcap', 'empty'],
    ['decode DIR/notes.txt', 'notes.txt'],
  ])('conform %s', async (line, says) => {
    const { code, out, err } = await conform(line);
    expect(code).toBe(2);
    expect(`${out}${err}`).toContain(says);
    expect(err, 'no stack').not.toMatch(/^\s+at /m);
    if (err.startsWith('error:')) expect(err.trim().split('\n').length).toBeLessThan(4);
  });

  it('is answered within seconds by a port where nobody speaks', async () => {
    const began = performance.now();
    await conform('run -t 127.0.0.1:SILENT --timeout 300ms');
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
