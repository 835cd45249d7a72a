import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { beside } from '../src/testing/oracles.js';
import { checkedRowsOf, WrongTable } from './catalogue/table.mjs';
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

describe('a table of the catalogue', () => {
  const folder = mkdtempSync(join(tmpdir(), 'conform-table-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'untestable.tsv');

  it('may leave empty only what may be empty', () => {
    writeFileSync(file, 'key\treason\nmqtt3/A\t\n');
    expect(checkedRowsOf(file, 'key reason?')).toEqual([{ key: 'mqtt3/A', reason: '' }]);
    expect(() => checkedRowsOf(file, 'key reason')).toThrow('untestable.tsv says no reason of mqtt3/A');
  });

  it.each([
    ['a blank in place of the tab', 'key\treason\nmqtt3/A why\n', 'untestable.tsv says no reason of mqtt3/A why'],
    ['a column too few', 'key\nmqtt3/A\n', 'untestable.tsv has no column reason'],
    ['no rows', '\n', 'untestable.tsv has no rows'],
  ])('with %s is refused in words', (_, text, words) => {
    writeFileSync(file, text);
    expect(() => checkedRowsOf(file, 'key reason')).toThrow(new WrongTable(words));
  });

  it('that is not there is refused in words', () => {
    expect(() => checkedRowsOf(join(folder, 'gone.tsv'), 'key')).toThrow(new WrongTable('there is no gone.tsv'));
  });
});
