import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const spec = join(process.env.CONFORM_SHARED ?? join(root, '../shared'), 'spec/amqp');
const available = existsSync(spec);
if (!available) console.warn(`SKIPPED: no specification at ${spec}; the AMQP definitions are not regenerated`);

describe.skipIf(!available)('the AMQP definitions', () => {
  it('are what the generator makes of the specification', () => {
    const out = mkdtempSync(join(tmpdir(), 'amqp-definitions-'));
    try {
      const files = ['amqp0-9-1.stripped.xml', 'amqp0-9-1.stripped.extended.xml', 'amqp-rabbitmq-0.9.1.json'];
      const script = join(root, 'scripts/generate-amqp-definitions.mjs');
      execFileSync(process.execPath, [script, ...files.map((file) => join(spec, file)), '--out', out]);
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
