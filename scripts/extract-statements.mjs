#!/usr/bin/env node
// @ts-check
/**
 * Takes out of the specifications' tables what the catalogue needs, and leaves the standards' own sentences there:
 *
 *   node scripts/extract-statements.mjs FOLDER
 *
 * Writes scripts/catalogue/statements-*.tsv and probes-amqp.tsv, from which scripts/generate-catalogue.mjs makes the
 * catalogue in any clone. Only needed where the specifications' tables themselves have changed.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rowsOf, textOf } from './catalogue/table.mjs';

const tables = join(dirname(fileURLToPath(import.meta.url)), 'catalogue');

/**
 * Every table: its name in scripts/catalogue → content.
 * @param {string} folder
 * @returns {Map<string, string>}
 */
export function statementTables(folder) {
  return new Map([
    ['statements-mqtt3.tsv', mqtt(folder, '3.1.1')],
    ['statements-mqtt5.tsv', mqtt(folder, '5.0')],
    ['statements-amqp.tsv', amqp(folder)],
    ['probes-amqp.tsv', probes(folder)],
  ]);
}

/** @param {string} folder @param {string} version */
function mqtt(folder, version) {
  const catalogue = readFileSync(join(folder, `mqtt/mqtt-${version}-catalogue.md`), 'utf8');
  const titles = new Map([...catalogue.matchAll(/^### (MQTT-\S+) - (.*)$/gm)].map((hit) => [hit[1], hit[2]]));
  const rows = rowsOf(join(folder, `mqtt/mqtt-${version}-statements.tsv`)).map((row) => ({
    ...row,
    title: titles.get(row.id) ?? '',
  }));
  return textOf(['id', 'section', 'level', 'actor', 'observable', 'title'], rows);
}

/** @param {string} folder */
function amqp(folder) {
  const rows = rowsOf(join(folder, 'amqp/amqp-0-9-1-rules.tsv'));
  return textOf(['id', 'where', 'level', 'actor', 'observable'], rows);
}

/** @param {string} folder */
function probes(folder) {
  /** @type {{ id: string, group: string, title: string, rules: string[], allowed: string | null, answer: string, rabbitmqDeviates: boolean }[]} */
  const all = JSON.parse(readFileSync(join(folder, 'amqp/amqp-0-9-1-catalogue.json'), 'utf8'));
  const rows = all.map((probe) => ({
    id: probe.id,
    group: probe.group,
    rules: probe.rules.join(' | '),
    report: /report/i.test(`${probe.answer} ${probe.allowed ?? ''}`) ? 'report' : '',
    deviates: probe.rabbitmqDeviates ? 'rabbitmq' : '',
    title: probe.title,
  }));
  return textOf(['id', 'group', 'rules', 'report', 'deviates', 'title'], rows);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = process.argv[2];
  if (folder === undefined || !existsSync(join(folder, 'mqtt'))) {
    process.stderr.write(
      `${folder === undefined ? 'no folder is given' : `there are no specifications in ${folder}`}\n` +
        '  it must hold mqtt/ and amqp/, as fixtures/README.md says\n' +
        '  try:  node scripts/extract-statements.mjs FOLDER\n',
    );
    process.exitCode = 2;
  } else {
    for (const [name, content] of statementTables(folder)) writeFileSync(join(tables, name), content);
  }
}
