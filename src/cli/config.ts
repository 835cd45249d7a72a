import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ServiceName } from '../protocol/services.js';
import { UsageError } from '../result/expectation.js';
import type { KnownDeviation } from '../suite/run/known.js';
import { systemReason } from './system-reason.js';

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
