import path from 'node:path';
import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';
import { kebabCase, nearest } from '../bytes/words.js';
import { SPEC_NAMES } from '../catalogue/specs.js';
import { SERVICE_NAMES, type ServiceName } from '../protocol/services.js';
import { UsageError } from '../result/expectation.js';
import { KNOWN_CAPABILITIES } from '../suite/plan/tags.js';
import type { KnownDeviation } from '../suite/run/known.js';
import { lineOfKey } from './config-lines.js';

/** The address of each protocol, `mqtt = "mqtt://…"`, and what is known of the target besides. */
export interface TargetConfig extends Readonly<Partial<Record<ServiceName, string>>> {
  /** `ws://host:port/path`: the MQTT broker's listener for WebSocket. */
  readonly websocket?: string;
  readonly user?: string;
  readonly 'password-file'?: string;
  readonly capabilities?: Readonly<Record<string, boolean | number | string>>;
  readonly hooks?: { readonly restart?: string };
  /** `"maximum-qos=1" = "mqtt://…"`: other listeners of the same broker. */
  readonly setups?: Readonly<Record<string, string>>;
}

export interface Config {
  /** Its name as messages say it; `undefined` where there is none. */
  readonly file?: string;
  /** The file's folder: relative names in it count from there. */
  readonly folder: string;
  readonly targets: Readonly<Record<string, TargetConfig>>;
  readonly run: { readonly timeout?: string; readonly reporters?: readonly string[]; readonly target?: string };
  readonly known: readonly KnownDeviation[];
}

const hooks = z.strictObject({ restart: z.string().optional() });

const target = z.strictObject({
  ...(Object.fromEntries(SERVICE_NAMES.map((name) => [name, z.string().optional()])) as Record<
    ServiceName,
    z.ZodOptional<z.ZodString>
  >),
  websocket: z.string().optional(),
  user: z.string().optional(),
  'password-file': z.string().optional(),
  capabilities: z.record(z.string(), z.union([z.boolean(), z.number(), z.string()])).optional(),
  hooks: hooks.optional(),
  setups: z.record(z.string(), z.string()).optional(),
});

const day = z.union([z.date(), z.string()]).transform((value, context) => {
  const text = value instanceof Date ? value.toISOString().slice(0, 10) : value;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) context.addIssue('must be a day such as 2027-03-01');
  return text;
});

const known = z.strictObject({
  statement: z.string(),
  scenario: z.string().optional(),
  reason: z.string(),
  until: day.optional(),
});

const run = z.strictObject({
  timeout: z.string().optional(),
  reporters: z.array(z.string()).optional(),
  target: z.string().optional(),
});

const file = z.strictObject({
  targets: z.record(z.string(), target).default({}),
  run: run.default({}),
  known: z.array(known).default([]),
});

/** Reads conform.toml; each mistake names file, line and key. */
export function parseConfig(text: string, name: string): Config {
  const parsed = file.safeParse(readToml(text, name));
  if (parsed.success) {
    const config = { folder: path.dirname(path.resolve(name)), file: name, ...parsed.data } as Config;
    checkCapabilities(config, text, name);
    return config;
  }
  const { issues } = parsed.error;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const keys = (issue?.path ?? []).map(String);
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    throw unknownKey(text, name, [...keys, key], keysAt(keys));
  }
  throw mistake(name, lineOfKey(text, keys), `${keys.join('.')} ${explain(issue)}`);
}

/** The keys that may stand at a place: none are known where people choose their own. */
function keysAt(keys: readonly string[]): readonly string[] {
  const [table, , inner] = keys;
  if (table === undefined) return Object.keys(file.shape);
  if (table === 'known') return Object.keys(known.shape);
  if (table === 'run') return Object.keys(run.shape);
  return inner === 'hooks' ? Object.keys(hooks.shape) : Object.keys(target.shape);
}

/** zod's words are for programmers. */
function explain(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code !== 'invalid_type') return issue?.message.replace(/^Invalid input.*/, 'is not understood') ?? '';
  const seen = /received (\w+)$/.exec(issue.message)?.[1];
  const wanted = KINDS[issue.expected] ?? issue.expected;
  return seen === 'undefined'
    ? `is missing: it must be ${wanted}`
    : `must be ${wanted}, not ${KINDS[seen ?? ''] ?? seen}`;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list [ … ]',
  record: 'a table',
  object: 'a table',
  date: 'a day',
};

/** A capability that no scenario asks for would go unnoticed. */
function checkCapabilities({ targets }: Config, text: string, name: string): void {
  for (const [target, { capabilities = {} }] of Object.entries(targets)) {
    for (const key of Object.keys(capabilities)) {
      const kebab = kebabCase(key);
      if (CAPABILITY_NAMES.includes(kebab)) continue;
      throw unknownKey(text, name, ['targets', target, 'capabilities', key], CAPABILITY_NAMES);
    }
  }
}

const CAPABILITY_NAMES: readonly string[] = [...KNOWN_CAPABILITIES, ...SPEC_NAMES];

function unknownKey(text: string, name: string, keys: readonly string[], known: readonly string[]): UsageError {
  const near = nearest(keys.at(-1) ?? '', known) ?? nearest(keys.at(-1) ?? '', ALL_KEYS);
  const hint = near === undefined ? `known here:  ${known.slice(0, 12).join(', ')}` : `did you mean "${near}"?`;
  return mistake(name, lineOfKey(text, keys), `unknown key "${keys.join('.')}"`, hint);
}

const ALL_KEYS = [...[target, known, file, run, hooks].flatMap(({ shape }) => Object.keys(shape))];

function readToml(text: string, name: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [why = 'not TOML'] = error.message.split('\n');
    throw mistake(name, error.line, why.replace(/^Invalid TOML document: /, 'not TOML: '));
  }
}

function mistake(
  name: string,
  line: number | undefined,
  why: string,
  hint = 'see the README, "conform.toml"',
): UsageError {
  return new UsageError(`cannot use ${line === undefined ? name : `${name}:${line}`}`, why, hint);
}
