import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../result/expectation.js';
import type { Config } from './config-file.js';
import { systemReason } from './system-reason.js';

/** `--config`, CONFORM_CONFIG, or `conform.toml` in the working folder or above; an empty one where there is none. */
export async function loadConfig(flag: string | undefined, env: Readonly<Record<string, string | undefined>>) {
  const named = flag ?? (env.CONFORM_CONFIG === '' ? undefined : env.CONFORM_CONFIG);
  const file = named ?? findUpwards('conform.toml', process.cwd());
  if (file === undefined) return { folder: process.cwd(), targets: {}, run: {}, known: [] } satisfies Config;
  const { parseConfig } = await import('./config-file.js');
  return parseConfig(readConfig(file), file);
}

function readConfig(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${file}`, systemReason(error), 'name another:  --config FILE');
  }
}

function findUpwards(name: string, folder: string): string | undefined {
  const file = path.join(folder, name);
  if (existsSync(file)) return file;
  const above = path.dirname(folder);
  return above === folder ? undefined : findUpwards(name, above);
}
