import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../src/cli/config-file.js';
import { conformScript, run, runToEnd } from './process.mjs';

/**
 * Every command that the README shows is executed, in an empty folder, with the bundled broker in place of the brokers
 * on localhost. Blocks marked `sh` are commands, one a line; `# exits 1` at a line's end says that it must. Blocks
 * marked `console` are a command and what it prints, where `…` stands for lines left out and times do not count.
 */
const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const scripts: Record<string, string> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;

const commands = blocks('sh').flatMap((block) =>
  block.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#')),
);
const npmCommands = commands.flatMap((line) => line.split('&&')).filter((part) => /^\s*npm /.test(part));
const conformCommands = commands
  .map((line) => line.replace(/^npm ci && /, ''))
  .filter((line) => /\bconform\b/.test(line) && !/^npm /.test(line));

const built = existsSync(join(root, 'dist/cli/main.js'));
if (!built) console.warn('skipped: nothing is built, so the commands of the README cannot be tried (npm run build)');

interface Bundled {
  readonly mqtt: number;
  readonly amqp: number;
  readonly end: () => Promise<unknown>;
}

let folder: string;
let broker: Bundled;

describe('the README', () => {
  it('names only scripts of npm that exist', () => {
    const named = npmCommands.map((part) => part.trim().replace(/\s+#.*$/, ''));
    const unknown = named.filter((command) => {
      const [, verb = '', name = ''] = command.split(/\s+/);
      return !(verb === 'ci' || (verb === 'test' && scripts.test) || (verb === 'run' && scripts[name]));
    });
    expect(unknown).toEqual([]);
    expect(named).toContain('npm test');
  });

  it('shows a configuration that is understood, and a scenario that is there', () => {
    for (const block of blocks('toml')) expect(parseConfig(block, 'conform.toml').folder).not.toBe('');
    expect(blocks('toml').length).toBeGreaterThan(0);
    const feature = readFileSync(join(root, 'features/mqtt3/3-control-packets/3.12-pingreq.feature'), 'utf8');
    for (const block of blocks('gherkin')) expect(feature.replace(/^ {4}/gm, '')).toContain(block);
  });
});

describe.skipIf(!built)('what the README shows', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'conform-readme-'));
    writeFileSync(join(folder, 'conform'), `#!/bin/sh\nexec "${process.execPath}" "${conformScript}" "$@"\n`, {
      mode: 0o755,
    });
    writeFileSync(join(folder, 'npx'), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
    copyFileSync(join(root, 'fixtures/session.pcap'), join(folder, 'session.pcap'));
    writeFileSync(join(folder, 'password'), 'guest\n');
    broker = await startBundled();
  });

  afterAll(async () => {
    await broker.end();
    rmSync(folder, { recursive: true });
  });

  // One after the other on the one broker, and with the machine to themselves: some scenarios need the first, those
  // that wait for heartbeats the second.
  const onBroker = (line: string) => /localhost:\d+/.test(line);
  it.each(conformCommands.filter(onBroker))('can be typed: %s', mustRun, 120_000);
  it.concurrent.each(conformCommands.filter((line) => !onBroker(line)))('can be typed: %s', mustRun, 120_000);

  it.concurrent.each(blocks('console').map((block) => [block.split('\n')[0] ?? '', block]))(
    'is what it prints: %s',
    async (command, block) => {
      const { out } = await shell(here(command.replace(/^\$ /, '')));
      const printed = timeless(out).split('\n');
      let at = 0;
      let skipping = false;
      for (const line of timeless(here(block.split('\n').slice(1).join('\n'))).split('\n')) {
        if (line.trim() === '…') {
          skipping = true;
          continue;
        }
        const found = skipping ? printed.indexOf(line, at) : at;
        expect(printed[found], `after line ${at} of\n${out}`).toBe(line);
        at = found + 1;
        skipping = false;
      }
    },
  );
});

async function mustRun(line: string): Promise<void> {
  const { code, out, err } = await shell(here(line.replace(/\s+#.*$/, '')));
  expect(code, `${out}\n${err}`).toBe(Number(/# exits (\d)/.exec(line)?.[1] ?? 0));
}

function blocks(language: string): readonly string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map((found) =>
    (found[1] ?? '').trimEnd(),
  );
}

/** The ports of localhost in the README are those of the bundled broker. */
function here(text: string): string {
  return text
    .replaceAll('localhost:1883', `localhost:${broker.mqtt}`)
    .replaceAll('localhost:5672', `localhost:${broker.amqp}`);
}

/** Without what differs between two runs: times, ports, and blanks at the ends of lines. */
function timeless(text: string): string {
  return text
    .replace(/\b\d+(\.\d+)? (m?s)\b/g, 'TIME')
    .replace(/\b\d+\.\d{3}\b/g, 'TIME')
    .replace(/\.feature:\d+/g, '.feature:LINE')
    .replace(/ of [\d,]+ scenarios/g, ' of ALL scenarios')
    .replace(/(127\.0\.0\.1|localhost):\d+/g, '$1:PORT')
    .replace(/[ \t]+/g, ' ')
    .replace(/ +$/gm, '')
    .trimEnd();
}

function shell(command: string): ReturnType<typeof runToEnd> {
  return runToEnd('bash', ['-c', command], {
    cwd: folder,
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, NO_COLOR: '1', GITHUB_ACTIONS: '' },
  });
}

async function startBundled(): Promise<Bundled> {
  const running = run(process.execPath, [conformScript, 'broker', '--mqtt-port', '0', '--amqp-port', '0']);
  const port = async (protocol: string) => {
    const [, port = ''] = await running.printed(new RegExp(`${protocol}://\\S*:(\\d+)\\s`));
    return Number(port);
  };
  return { mqtt: await port('mqtt'), amqp: await port('amqp'), end: () => running.stop() };
}
