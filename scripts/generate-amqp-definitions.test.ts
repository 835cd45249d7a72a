import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const script = join(root, 'scripts/generate-amqp-definitions.mjs');
const standard = join(root, 'fixtures/spec/amqp/amqp0-9-1.stripped.xml');
const other = join(root, 'README.md');

describe('the AMQP definitions', () => {
  it('are what the generator makes of the specification', () => {
    const out = mkdtempSync(join(tmpdir(), 'amqp-definitions-'));
    try {
      execFileSync(process.execPath, [script, '--out', out]);
      for (const file of ['definitions-standard.ts', 'definitions-extensions.ts']) {
        expect(readFileSync(join(root, 'src/protocol/amqp091', file), 'utf8')).toBe(
          readFileSync(join(out, file), 'utf8'),
        );
      }
    } finally {
      rmSync(out, { recursive: true });
    }
  });

  it.each([
    ['another file for the standard', [other]],
    ['another file for the extensions', [standard, other]],
    ['another file for the JSON', [standard, standard, other]],
    ['a file that is not there', [join(root, 'nowhere.xml')]],
    ['an unknown option', ['--output', 'x']],
  ])('are not touched where the generator is given %s', (_, words) => {
    const out = mkdtempSync(join(tmpdir(), 'amqp-definitions-'));
    try {
      const { status, stderr } = spawnSync(process.execPath, [script, '--out', out, ...words], { encoding: 'utf8' });
      expect(status).toBe(2);
      expect(stderr).toContain('try:  node scripts/generate-amqp-definitions.mjs');
      expect(readdirSync(out)).toEqual([]);
    } finally {
      rmSync(out, { recursive: true });
    }
  });
});
