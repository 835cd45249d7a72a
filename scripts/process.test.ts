import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What only a process of its own can show: a reader that leaves, a full disk, Ctrl-C. */
const command = join(import.meta.dirname, '../bin/conform.js');
const built = existsSync(join(import.meta.dirname, '../dist'));
if (!built) console.warn('skipped: nothing is built, so no process can be started (npm run build)');

describe.skipIf(!built)('a reader that leaves', () => {
  it.each([
    'list',
    'broker --list-defects',
    'run --dry-run',
    'run mqtt3/3.6 --broker',
    'decode fixtures/session.pcap --tree',
  ])(
    'ends nothing with a stack: conform %s | head -1',
    async (line) => {
      const { out, err } = await shell(`"${process.execPath}" "${command}" ${line} | head -1`);
      expect(out.split('\n')).toHaveLength(2);
      expect(err).toBe('');
    },
    60_000,
  );

  it('leaves the reports in files complete, and the exit code true', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'conform-process-'));
    const file = join(folder, 'report.json');
    const line = `run --defect accepts-pubrel-flags-0 mqtt3/3.6 --reporter lines --reporter json:${file}`;
    const { out } = await shell(`"${process.execPath}" "${command}" ${line} | head -1; echo "\${PIPESTATUS[0]}"`);
    expect(out.trim().split('\n').at(-1)).toBe('1');
    expect(JSON.parse(readFileSync(file, 'utf8')).counts.fail).toBeGreaterThan(0);
    await rm(folder, { recursive: true });
  }, 60_000);

  it.skipIf(!existsSync('/dev/full'))('is told in three lines when the disk is full', async () => {
    const { code, err } = await shell(`"${process.execPath}" "${command}" list > /dev/full`);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'error: cannot write the output\n  no space is left\n  send it elsewhere\n',
    });
  });
});

describe.skipIf(!built)('Ctrl-C', () => {
  it('once: nothing more is started, the summary is told', async () => {
    const child = start('run --broker mqtt5/3.1 --jobs 2 --exclude clock');
    await child.says('selected');
    child.process.kill('SIGINT');
    await child.says('interrupted: waiting for the scenarios in flight; Ctrl-C again ends at once');
    expect(await child.code).toBe(130);
    expect(child.said()).toMatch(/\d+ scenarios? in [\d.]+ s\n/);
  }, 60_000);

  it('twice: it ends at once, and leaves the cursor visible', async () => {
    // Scenarios that wait for their keep alive are in flight for seconds.
    const child = start('run --broker mqtt5/3.1.2 --tags @clock');
    await child.says('selected');
    child.process.kill('SIGINT');
    await child.says('interrupted');
    const began = performance.now();
    child.process.kill('SIGINT');
    expect(await child.code).toBe(130);
    expect(performance.now() - began).toBeLessThan(1500);
    expect(child.said()).not.toMatch(/scenarios? in [\d.]+ s\n/);
  }, 60_000);
});

function start(line: string) {
  const child = spawn(process.execPath, [command, ...line.split(' ')], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      for (const look of waiting) look();
    });
  }
  const says = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!said.includes(text)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return { process: child, says, said: () => said, code: codeOf(child) };
}

async function shell(line: string) {
  const child = spawn('bash', ['-c', line], {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return { code: await codeOf(child), out, err };
}

function codeOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', resolve));
}
