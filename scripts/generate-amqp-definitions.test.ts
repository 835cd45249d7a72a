import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

describe('the AMQP definitions', () => {
  it('are what the generator makes of the specification', () => {
    const out = mkdtempSync(join(tmpdir(), 'amqp-definitions-'));
    try {
      execFileSync(process.execPath, [join(root, 'scripts/generate-amqp-definitions.mjs'), '--out', out]);
      for (const file of ['definitions-standard.ts', 'definitions-extensions.ts']) {
        expect(readFileSync(join(root, 'src/protocol/amqp091', file), 'utf8')).toBe(
          readFileSync(join(out, file), 'utf8'),
        );
      }
    } finally {
      rmSync(out, { recursive: true });
    }
  });
});
