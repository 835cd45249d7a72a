import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { beside } from '../src/testing/oracles.js';
import { statementTables } from './extract-statements.mjs';
import { catalogueFiles } from './generate-catalogue.mjs';

const root = join(import.meta.dirname, '..');
const specifications = beside('spec');

describe('the catalogue, made afresh', () => {
  it('is what the repository holds', () => {
    for (const [file, content] of catalogueFiles()) {
      expect(readFileSync(join(root, file), 'utf8') === content, `${file} is stale`).toBe(true);
    }
  });

  it.skipIf(specifications === undefined)('comes from tables that the specifications bear out', () => {
    for (const [name, content] of statementTables(specifications ?? '')) {
      const held = readFileSync(join(root, 'scripts/catalogue', name), 'utf8');
      expect(held === content, `scripts/catalogue/${name} is stale`).toBe(true);
    }
  });
});
