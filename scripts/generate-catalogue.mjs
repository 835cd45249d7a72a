#!/usr/bin/env node
// @ts-check
/**
 * Writes src/catalogue/data/*.ts, the statements of the standards as data, and the probes that tests hold against them:
 *
 *   node scripts/generate-catalogue.mjs
 *
 * All of it comes from scripts/catalogue: ids, sections, levels and actors from statements-*.tsv and probes-amqp.tsv
 * (scripts/extract-statements.mjs took them out of the specifications), titles from these and from titles-*.tsv, the
 * reasons why a statement cannot be tested from untestable.tsv. The standards' own sentences stay out of the repository.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { checkedRowsOf, WrongTable } from './catalogue/table.mjs';

const scripts = dirname(fileURLToPath(import.meta.url));
const root = join(scripts, '..');

/** @typedef {{ id: string, section: string, level: string, actor: string, observable: string, title: string, assigned?: true, aliases?: string[], untestable?: string }} Row */

/** Misprints of the published texts, and the ids that were meant. */
const misprints = {
  mqtt3: { 'MQTT-3.1.2-7': ['MQTT-3.1.2.7'], 'MQTT-3.8.3-4': ['MQTT-3-8.3-4'], 'MQTT-3.3.1-1': ['MQTT-3.3.1.-1'] },
  mqtt5: { 'MQTT-4.2-1': ['MQTT-4.2.0-1'] },
};

const amqpMethods =
  'connection.start connection.start-ok connection.secure connection.secure-ok connection.tune connection.tune-ok ' +
  'connection.open connection.open-ok connection.close connection.close-ok channel.open channel.open-ok channel.flow ' +
  'channel.flow-ok channel.close channel.close-ok exchange.declare exchange.delete exchange.bind exchange.unbind ' +
  'queue.declare queue.bind queue.unbind queue.purge queue.delete basic.qos basic.consume basic.cancel basic.publish ' +
  'basic.return basic.deliver basic.get basic.ack basic.reject basic.recover basic.recover-async basic.nack ' +
  'tx.select tx.commit tx.rollback confirm.select';
const methods = new Set(amqpMethods.split(' '));

/**
 * Every generated file: path relative to the repository → content.
 * @returns {Map<string, string>}
 */
export function catalogueFiles() {
  const reasons = new Map(table('untestable.tsv').map((row) => [row.key ?? '', row.reason ?? '']));
  const used = new Set();
  /** @param {string} spec @param {Row[]} rows */
  const withReasons = (spec, rows) =>
    rows.map((row) => {
      const reason = reasons.get(`${spec}/${row.id}`);
      used.add(`${spec}/${row.id}`);
      return reason === undefined ? row : { ...row, untestable: reason };
    });
  const amqp = amqpRows();
  const all = {
    mqtt3: withReasons('mqtt3', mqttRows('mqtt3')),
    mqtt5: withReasons('mqtt5', mqttRows('mqtt5')),
    amqp091: withReasons('amqp091', amqp.amqp091),
    rabbitmq: withReasons('rabbitmq', amqp.rabbitmq),
  };
  for (const key of reasons.keys())
    if (!used.has(key)) throw new WrongTable(`untestable.tsv names ${key}, which does not exist`);
  const files = new Map(
    Object.entries(all).map(([spec, rows]) => [`src/catalogue/data/${spec}.ts`, statementFile(spec, rows)]),
  );
  files.set('src/catalogue/testing/probes.ts', probeFile(amqp.keys));
  return files;
}

/**
 * @param {'mqtt3' | 'mqtt5'} spec
 * @returns {Row[]}
 */
function mqttRows(spec) {
  const rows = table(`statements-${spec}.tsv`);
  const titles = new Map(rows.map((row) => [row.id ?? '', row.title ?? '']));
  for (const row of table('titles-mqtt.tsv')) {
    const [of, id] = (row.key ?? '').split('/');
    if (of === spec) titles.set(id ?? '', row.title ?? '');
  }
  /** @type {Record<string, string[]>} */
  const aliases = misprints[spec];
  return rows.map((row) => {
    const id = row.id ?? '';
    const alias = aliases[id];
    return {
      id,
      section: row.section ?? '',
      level: strongest(row.level ?? ''),
      actor: row.actor ?? '',
      observable: row.observable ?? '',
      title: needed(titles.get(id), `${spec}/${id}`),
      ...(alias === undefined ? {} : { aliases: alias }),
    };
  });
}

function amqpRows() {
  const titles = new Map(table('titles-amqp.tsv').map((row) => [row.rule ?? '', row.title ?? '']));
  /** @type {Row[]} */
  const amqp091 = [];
  /** @type {Row[]} */
  const rabbitmq = [];
  /** @type {Map<string, string>} rule of the table → key */
  const keys = new Map();
  for (const row of table('statements-amqp.tsv')) {
    const rule = row.id ?? '';
    const where = row.where ?? '';
    const extension =
      /^(x-|confirm\b|basic\.nack\b|exchange\.bind\b|exchange\.unbind\b)/.test(rule) || /extension/i.test(where);
    const name = rule.replaceAll('/', '.').replaceAll(' ', '-');
    const id = `${extension ? 'RMQ' : 'AMQP'}-${name}`;
    keys.set(rule, `${extension ? 'rabbitmq' : 'amqp091'}/${id}`);
    (extension ? rabbitmq : amqp091).push({
      id,
      section: amqpSection(name),
      level: strongest(row.level ?? ''),
      actor: row.actor ?? '',
      observable: row.observable ?? '',
      title: needed(titles.get(rule), rule),
      ...(named(rule, where) ? {} : { assigned: /** @type {const} */ (true) }),
    });
  }
  return { amqp091, rabbitmq, keys };
}

/**
 * True for a rule that the standard's XML names; the others got their ids from us.
 * @param {string} rule
 * @param {string} where
 */
function named(rule, where) {
  const place = where.replace(/ \[.*\]$/, '').replace(/^(domain|class|method|field|content field) /, '');
  return rule.slice(0, rule.indexOf('/')) === place.replaceAll(' ', '.');
}

/** @param {string} name */
function amqpSection(name) {
  const [first = '', second = ''] = name.split('.');
  if (first.startsWith('x-')) return 'extensions';
  if (first === 'delivery-tag' || first === 'redelivered') return 'basic';
  return methods.has(`${first}.${second}`) ? `${first}.${second}` : first;
}

/**
 * @param {string} spec
 * @param {readonly Row[]} rows
 */
function statementFile(spec, rows) {
  const lines = rows.map((row) => {
    const parts = Object.entries(row).map(([name, value]) => `${name}: ${literal(value)}`);
    return `  { ${parts.join(', ')} },`;
  });
  return tableModule(spec, 'StatementRow', '../statement', '; titles are kept in scripts/catalogue', lines);
}

/** @param {Map<string, string>} keys */
function probeFile(keys) {
  const lines = table('probes-amqp.tsv').map((probe) => {
    const rules = (probe.rules ?? '').split(' | ').filter((rule) => rule !== '');
    const parts = [
      `id: ${literal(probe.id)}`,
      `group: ${literal(probe.group)}`,
      `statements: ${literal(rules.map((rule) => needed(keys.get(rule), rule)))}`,
      ...(probe.report === '' ? [] : ['report: true']),
      ...(probe.deviates === '' ? [] : ['rabbitmqDeviates: true']),
      `title: ${literal(probe.title)}`,
    ];
    return `  { ${parts.join(', ')} },`;
  });
  return tableModule('probes', 'Probe', './probe', '', lines);
}

/**
 * A module that exports one array, a row a line; `home` is the module that says of what type a row is.
 * @param {string} name
 * @param {string} type
 * @param {string} home
 * @param {string} remark
 * @param {readonly string[]} lines
 */
function tableModule(name, type, home, remark, lines) {
  return [
    `// Written by scripts/generate-catalogue.mjs${remark}.`,
    `import type { ${type} } from '${home}.js';`,
    '',
    `// biome-ignore format: a table, one ${home.replace(/^\.+\//, '')} a line`,
    `export const ${name}: readonly ${type}[] = [`,
    ...lines,
    '];',
    '',
  ].join('\n');
}

/** @param {unknown} value @returns {string} */
function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'string') return String(value);
  return value.includes("'") && !value.includes('"')
    ? `"${value}"`
    : `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** @param {string} level MUST, MUST NOT, MUST+SHOULD+MAY … */
function strongest(level) {
  return level.includes('MUST') ? 'must' : level.includes('SHOULD') ? 'should' : 'may';
}

/**
 * @param {string | undefined} value
 * @param {string} of
 */
function needed(value, of) {
  if (value === undefined || value === '') throw new WrongTable(`no table says what ${of} is about`);
  return value;
}

/** What each table must hold. */
const COLUMNS = {
  'statements-mqtt3.tsv': 'id section level actor observable title?',
  'statements-mqtt5.tsv': 'id section level actor observable title?',
  'statements-amqp.tsv': 'id where level actor observable',
  'probes-amqp.tsv': 'id group rules report? deviates? title',
  'titles-mqtt.tsv': 'key title',
  'titles-amqp.tsv': 'rule title',
  'untestable.tsv': 'key reason',
};

/** @param {keyof typeof COLUMNS} name */
function table(name) {
  return checkedRowsOf(join(scripts, 'catalogue', name), COLUMNS[name]);
}

/** @param {readonly string[]} words */
function main(words) {
  if (words.length > 0) {
    fail(`${words[0]} means nothing here`, 'all is read from scripts/catalogue', 'node scripts/generate-catalogue.mjs');
    return;
  }
  try {
    for (const [file, content] of catalogueFiles()) {
      writeFileSync(join(root, file), content);
      process.stdout.write(`${file}  ${content.split('\n').length - 6}\n`);
    }
  } catch (error) {
    if (!(error instanceof WrongTable)) throw error;
    fail(
      error.message,
      'the catalogue is made of the tables in scripts/catalogue',
      'git diff HEAD -- scripts/catalogue',
    );
  }
}

/** @param {string} what @param {string} why @param {string} command */
function fail(what, why, command) {
  process.stderr.write(`${what}\n  ${why}\n  try:  ${command}\n`);
  process.exitCode = 2;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2));
