import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogueFiles } from './generate-catalogue.mjs';

const root = join(import.meta.dirname, '..');
const specification = join(process.env.CONFORM_SHARED ?? join(root, '../shared'), 'spec');
const missing = !existsSync(specification);
if (missing) console.warn(`skipped: ${specification} is not there, so the catalogue cannot be made afresh`);

describe.skipIf(missing)('the catalogue, made afresh', () => {
  it('is what the repository holds', () => {
    for (const [file, content] of catalogueFiles(specification)) {
      expect(readFileSync(join(root, file), 'utf8') === content, `${file} is stale`).toBe(true);
    }
  });
});
