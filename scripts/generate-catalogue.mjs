#!/usr/bin/env node
// @ts-check
/**
 * Writes src/catalogue/data/*.ts: the statements of the standards as data.
 *
 *   node scripts/generate-catalogue.mjs [folder of the specifications]
 *
 * Ids, sections, levels and actors come from the specifications' tables. Titles come from the headings of the probe
 * catalogues and from scripts/catalogue/titles-*.tsv, the reasons why a statement cannot be tested from
 * scripts/catalogue/untestable.tsv. The standards' own sentences stay out of the repository.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

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
 * @param {string} specFolder
 * @returns {Map<string, string>}
 */
export function catalogueFiles(specFolder) {
  const reasons = new Map(
    table(join(scripts, 'catalogue/untestable.tsv')).map((row) => [row.key ?? '', row.reason ?? '']),
  );
  const used = new Set();
  /** @param {string} spec @param {Row[]} rows */
  const withReasons = (spec, rows) =>
    rows.map((row) => {
      const reason = reasons.get(`${spec}/${row.id}`);
      used.add(`${spec}/${row.id}`);
      return reason === undefined ? row : { ...row, untestable: reason };
    });
  const amqp = amqpRows(specFolder);
  const all = {
    mqtt3: withReasons('mqtt3', mqttRows(specFolder, 'mqtt3', '3.1.1')),
    mqtt5: withReasons('mqtt5', mqttRows(specFolder, 'mqtt5', '5.0')),
    amqp091: withReasons('amqp091', amqp.amqp091),
    rabbitmq: withReasons('rabbitmq', amqp.rabbitmq),
  };
  for (const key of reasons.keys())
    if (!used.has(key)) throw new Error(`untestable.tsv names ${key}, which does not exist`);
  const files = new Map(
    Object.entries(all).map(([spec, rows]) => [`src/catalogue/data/${spec}.ts`, statementFile(spec, rows)]),
  );
  files.set('src/catalogue/testing/probes.ts', probeFile(specFolder, amqp.keys));
  return files;
}

/**
 * @param {string} specFolder
 * @param {'mqtt3' | 'mqtt5'} spec
 * @param {string} version
 * @returns {Row[]}
 */
function mqttRows(specFolder, spec, version) {
  const catalogue = readFileSync(join(specFolder, `mqtt/mqtt-${version}-catalogue.md`), 'utf8');
  const titles = new Map(
    [...catalogue.matchAll(/^### (MQTT-\S+) - (.*)$/gm)].map((hit) => [hit[1] ?? '', hit[2] ?? '']),
  );
  for (const row of table(join(scripts, 'catalogue/titles-mqtt.tsv'))) {
    const [of, id] = (row.key ?? '').split('/');
    if (of === spec) titles.set(id ?? '', row.title ?? '');
  }
  /** @type {Record<string, string[]>} */
  const aliases = misprints[spec];
  return table(join(specFolder, `mqtt/mqtt-${version}-statements.tsv`)).map((row) => {
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

/** @param {string} specFolder */
function amqpRows(specFolder) {
  const titles = new Map(
    table(join(scripts, 'catalogue/titles-amqp.tsv')).map((row) => [row.rule ?? '', row.title ?? '']),
  );
  /** @type {Row[]} */
  const amqp091 = [];
  /** @type {Row[]} */
  const rabbitmq = [];
  /** @type {Map<string, string>} rule of the table → key */
  const keys = new Map();
  for (const row of table(join(specFolder, 'amqp/amqp-0-9-1-rules.tsv'))) {
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

/**
 * @param {string} specFolder
 * @param {Map<string, string>} keys
 */
function probeFile(specFolder, keys) {
  /** @type {{ id: string, group: string, title: string, rules: string[], allowed: string | null, answer: string, rabbitmqDeviates: boolean }[]} */
  const probes = JSON.parse(readFileSync(join(specFolder, 'amqp/amqp-0-9-1-catalogue.json'), 'utf8'));
  const lines = probes.map((probe) => {
    const parts = [
      `id: ${literal(probe.id)}`,
      `group: ${literal(probe.group)}`,
      `statements: ${literal(probe.rules.map((rule) => needed(keys.get(rule), rule)))}`,
      ...(/report/i.test(`${probe.answer} ${probe.allowed ?? ''}`) ? ['report: true'] : []),
      ...(probe.rabbitmqDeviates ? ['rabbitmqDeviates: true'] : []),
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
  if (value === undefined || value === '') throw new Error(`nothing is known of ${of}`);
  return value;
}

/**
 * The rows of a tab-separated table, by the names of its first line.
 * @param {string} file
 * @returns {Record<string, string>[]}
 */
function table(file) {
  const [head = '', ...lines] = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const shared = process.env.CONFORM_SHARED ?? join(root, '../shared');
  for (const [file, content] of catalogueFiles(process.argv[2] ?? join(shared, 'spec'))) {
    writeFileSync(join(root, file), content);
    process.stdout.write(`${file}  ${content.split('\n').length - 6}\n`);
  }
}
