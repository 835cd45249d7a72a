import path from 'node:path';
import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';
import { UsageError } from '../result/expectation.js';
import type { Config } from './config.js';
import { nearest } from './nearest.js';

const target = z.strictObject({
  mqtt: z.string().optional(),
  amqp: z.string().optional(),
  websocket: z.string().optional(),
  user: z.string().optional(),
  'password-file': z.string().optional(),
  capabilities: z.record(z.string(), z.union([z.boolean(), z.number(), z.string()])).optional(),
  hooks: z.strictObject({ restart: z.string().optional() }).optional(),
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

const file = z.strictObject({
  targets: z.record(z.string(), target).default({}),
  run: z
    .strictObject({
      timeout: z.string().optional(),
      reporters: z.array(z.string()).optional(),
      target: z.string().optional(),
    })
    .default({}),
  known: z.array(known).default([]),
});

/** Reads conform.toml; each mistake names file, line and key. */
export function parseConfig(text: string, name: string): Config {
  const parsed = file.safeParse(readToml(text, name));
  if (parsed.success) return { folder: path.dirname(path.resolve(name)), ...parsed.data } as Config;
  const { issues } = parsed.error;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const keys = (issue?.path ?? []).map(String);
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const near = nearest(key, allKeys);
    throw mistake(name, lineOf(text, [...keys, key]), `unknown key "${[...keys, key].join('.')}"`, near);
  }
  throw mistake(name, lineOf(text, keys), `${keys.join('.')}: ${issue?.message ?? 'not understood'}`, undefined);
}

const allKeys = [
  ...Object.keys(target.shape),
  ...Object.keys(known.shape),
  ...Object.keys(file.shape),
  'timeout',
  'reporters',
  'restart',
];

function readToml(text: string, name: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw mistake(name, error.line, error.message.split('\n')[0] ?? 'not TOML', undefined);
  }
}

function mistake(name: string, line: number | undefined, why: string, near: string | undefined): UsageError {
  const where = line === undefined ? name : `${name}:${line}`;
  return new UsageError(`cannot use ${where}`, why, near === undefined ? undefined : `did you mean "${near}"?`);
}

/** The line on which the last part of a key is first written after its table's head. */
function lineOf(text: string, keys: readonly string[]): number | undefined {
  const lines = text.split('\n');
  const names = keys.filter((key) => !/^\d+$/.test(key));
  const key = names.at(-1);
  if (key === undefined) return undefined;
  const pattern = new RegExp(`(^|[\\s."'\\[])${key.replace(/[^\w-]/g, '\\$&')}(["'\\s.=\\]]|$)`);
  const found = lines.findIndex((line) => pattern.test(line));
  return found < 0 ? undefined : found + 1;
}
