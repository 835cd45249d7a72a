#!/usr/bin/env node
// Writes the AMQP 0-9-1 definitions as data from the machine-readable specification in fixtures/spec/amqp, or from
// other copies of it:
//
//   node scripts/generate-amqp-definitions.mjs [STANDARD.xml [EXTENDED.xml [RABBITMQ.json]]] [--out FOLDER]
//
// The first file gives definitions-standard.ts; what the others add gives definitions-extensions.ts, flagged.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const SPECIFICATION = ['amqp0-9-1.stripped.xml', 'amqp0-9-1.stripped.extended.xml', 'amqp-rabbitmq-0.9.1.json'].map(
  (name) => join(root, 'fixtures/spec/amqp', name),
);

/** Methods that the XML in circulation holds although the standard as published does not. */
const NOT_IN_THE_STANDARD = new Set(['connection.blocked', 'connection.unblocked']);

/** Senders where the XML is wrong or vague: it shows update-secret the wrong way round, and only servers say blocked. */
const SENDERS = {
  'connection.update-secret': ['client'],
  'connection.update-secret-ok': ['server'],
  'connection.blocked': ['server'],
  'connection.unblocked': ['server'],
};

/** One spelling for one meaning: confirm.select alone writes it in one word; the last property had a name before 0-9-1. */
const ARGUMENT_NAMES = { nowait: 'no-wait', reserved: 'cluster-id' };

main(process.argv.slice(2));

function main(words) {
  const { out = join(root, 'src/protocol/amqp091'), files } = parameters(words);
  const [standardFile, extendedFile, jsonFile] = files.length > 0 ? files : SPECIFICATION;
  // All are read before the first is written: a wrong one leaves everything as it was.
  const published = definitionsOf(xmlOf(standardFile));
  const extended = extendedFile && definitionsOf(xmlOf(extendedFile));
  const added = jsonFile && definitionsOfJson(jsonOf(jsonFile), extended);
  const isExtra = (method) => NOT_IN_THE_STANDARD.has(method.name);
  const standard = { ...published, methods: published.methods.filter((method) => !isExtra(method)) };
  writeFileSync(join(out, 'definitions-standard.ts'), moduleOf(standard, 'standard', 'The AMQP 0-9-1 standard'));
  if (!extended) return;
  const extensions = difference(merge(added ? [extended, added] : [extended]), standard);
  writeFileSync(join(out, 'definitions-extensions.ts'), moduleOf(extensions, 'extensions', "RabbitMQ's extensions"));
}

// --- what was typed --------------------------------------------------------------------------------------------

function parameters(words) {
  const typed = understood(words);
  if (typed.files.length > 3) fail(`${typed.files[3]} is one file too many`);
  const missing = typed.files.find((file) => !existsSync(file));
  if (missing !== undefined) fail(`there is no specification ${missing}`);
  if (typed.out !== undefined && !existsSync(typed.out)) fail(`there is no folder ${typed.out}`);
  return typed;
}

function understood(words) {
  try {
    const options = /** @type {const} */ ({ out: { type: 'string' } });
    const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options });
    return { ...values, files: positionals };
  } catch (error) {
    return fail(error.message);
  }
}

function fail(what) {
  process.stderr.write(
    `${what}\n  without a name the copies in fixtures/spec/amqp are read\n` +
      '  try:  node scripts/generate-amqp-definitions.mjs [STANDARD.xml [EXTENDED.xml [RABBITMQ.json]]] [--out FOLDER]\n',
  );
  process.exit(2);
}

// --- reading ---------------------------------------------------------------------------------------------------

/** The root of the XML; a file that is something else would give definitions with nothing in them. */
function xmlOf(file) {
  const amqp = parseXml(readFileSync(file, 'utf8'));
  if (amqp?.tag !== 'amqp' || all(amqp, 'class').length === 0) fail(`${file} is no XML with the classes of AMQP`);
  return amqp;
}

function jsonOf(file) {
  try {
    const json = JSON.parse(readFileSync(file, 'utf8'));
    if (Array.isArray(json.classes) && Array.isArray(json.domains)) return json;
  } catch {
    // Said below.
  }
  return fail(`${file} is no JSON with the classes of AMQP`);
}

/** A tree of { tag, attributes, children }: all that this one document needs of XML. */
function parseXml(text) {
  const root = { tag: '', attributes: {}, children: [] };
  const open = [root];
  const bare = text.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, '');
  for (const [, end, tag, rest, empty] of bare.matchAll(/<(\/?)([\w-]+)((?:\s+[\w-]+\s*=\s*"[^"]*")*)\s*(\/?)>/g)) {
    if (end) {
      open.pop();
      continue;
    }
    const attributes = Object.fromEntries(
      Array.from(rest.matchAll(/([\w-]+)\s*=\s*"([^"]*)"/g), ([, name, value]) => [name, value]),
    );
    const node = { tag, attributes, children: [] };
    open.at(-1)?.children.push(node);
    if (!empty) open.push(node);
  }
  return root.children[0];
}

function all(node, tag) {
  return node.children.filter((child) => child.tag === tag);
}

function definitionsOf(amqp) {
  const domains = new Map(all(amqp, 'domain').map((domain) => [domain.attributes.name, domain]));
  const constants = all(amqp, 'constant').map(({ attributes }) => ({
    name: attributes.name,
    value: Number(attributes.value),
    ...(attributes.class ? { kind: attributes.class === 'hard-error' ? 'hard' : 'soft' } : {}),
  }));
  const classes = [];
  const methods = [];
  for (const node of all(amqp, 'class')) {
    const classId = Number(node.attributes.index);
    classes.push({ name: node.attributes.name, id: classId, properties: fieldsOf(node, domains) });
    for (const method of all(node, 'method')) {
      methods.push(methodOf(node.attributes.name, classId, method, domains));
    }
  }
  return { constants, classes, methods };
}

function methodOf(className, classId, node, domains) {
  const name = `${className}.${node.attributes.name}`;
  const accepts = all(node, 'chassis').map((chassis) => chassis.attributes.name);
  const senders = ['client', 'server'].filter((peer) => accepts.includes(peer === 'client' ? 'server' : 'client'));
  return {
    name,
    classId,
    methodId: Number(node.attributes.index),
    from: SENDERS[name] ?? senders,
    replies: all(node, 'response').map((response) => `${className}.${response.attributes.name}`),
    content: node.attributes.content === '1',
    arguments: fieldsOf(node, domains),
  };
}

function fieldsOf(node, domains) {
  return all(node, 'field').map(({ attributes, children }) => {
    const domain = domains.get(attributes.domain ?? attributes.type);
    const checks = [...domain.children, ...children].filter((child) => child.tag === 'assert');
    const length = checks.find((check) => check.attributes.check === 'length');
    const characters = checks.some((check) => check.attributes.check === 'regexp');
    return {
      name: ARGUMENT_NAMES[attributes.name] ?? attributes.name,
      type: domain.attributes.type,
      ...(domain.attributes.name === domain.attributes.type ? {} : { domain: domain.attributes.name }),
      ...(attributes.reserved ? { reserved: true } : {}),
      ...(length ? { maximumLength: Number(length.attributes.value) } : {}),
      ...(characters ? { nameCharacters: true } : {}),
    };
  });
}

/** The JSON knows one class more (access); of the rest the XML says more. */
function definitionsOfJson(json, known) {
  const fresh = json.classes.filter(({ id }) => !known.classes.some((other) => other.id === id));
  const typeOf = ({ type, domain }) => type ?? json.domains.find(([name]) => name === domain)?.[1];
  return {
    constants: [],
    classes: fresh.map(({ name, id }) => ({ name, id, properties: [] })),
    methods: fresh.flatMap((entry) =>
      entry.methods.map((method) => ({
        name: `${entry.name}.${method.name}`,
        classId: entry.id,
        methodId: method.id,
        from: [method.name.endsWith('-ok') ? 'server' : 'client'],
        replies: method.synchronous && !method.name.endsWith('-ok') ? [`${entry.name}.${method.name}-ok`] : [],
        content: false,
        arguments: method.arguments.map((argument) => ({ name: argument.name, type: typeOf(argument) })),
      })),
    ),
  };
}

function merge(layers) {
  const of = (part) => layers.flatMap((layer) => layer[part]);
  return { constants: of('constants'), classes: of('classes'), methods: of('methods') };
}

/** What `extended` has and `standard` has not, flagged, and what it has otherwise (a further sender, a named argument). */
function difference(extended, standard) {
  const of = (part) =>
    extended[part].flatMap((entry) => {
      const original = standard[part].find(({ name }) => name === entry.name);
      if (!original) return [{ ...entry, extension: true }];
      return JSON.stringify(original) === JSON.stringify(entry) ? [] : [entry];
    });
  return { constants: of('constants'), classes: of('classes'), methods: of('methods') };
}

// --- writing ---------------------------------------------------------------------------------------------------

function moduleOf({ constants, classes, methods }, name, title) {
  const methodLines = methods.flatMap((method) => {
    const { arguments: fields, ...head } = method;
    if (fields.length === 0) return [`    ${literal({ ...head, arguments: [] })},`];
    return [
      `    ${literal(head).slice(0, -2)}, arguments: [`,
      ...fields.map((field) => `      ${literal(field)},`),
      '    ] },',
    ];
  });
  return [
    '/* biome-ignore-all format: generated */',
    `/** ${title} as data. Generated by scripts/generate-amqp-definitions.mjs: edit that, not this. */`,
    '',
    "import type { Definitions } from './definitions.js';",
    '',
    `export const ${name}: Definitions = {`,
    '  constants: [',
    ...constants.map((constant) => `    ${literal(constant)},`),
    '  ],',
    '  classes: [',
    ...classes.flatMap(({ properties, ...head }) =>
      properties.length === 0
        ? [`    ${literal({ ...head, properties: [] })},`]
        : [
            `    ${literal(head).slice(0, -2)}, properties: [`,
            ...properties.map((property) => `      ${literal(property)},`),
            '    ] },',
          ],
    ),
    '  ],',
    '  methods: [',
    ...methodLines,
    '  ],',
    '};',
    '',
  ].join('\n');
}

function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value !== 'object') return String(value);
  return `{ ${Object.entries(value)
    .map(([key, entry]) => `${/^[a-zA-Z]+$/.test(key) ? key : `'${key}'`}: ${literal(entry)}`)
    .join(', ')} }`;
}
