import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { camelCase, nearest } from '../bytes/words.js';
import { identify } from '../net/probe.js';
import { answersWithin } from '../net/reach.js';
import { parseTarget, type Target } from '../net/target.js';
import { SERVICE_NAMES, serviceOf } from '../protocol/services.js';
import { TargetUnreachable, UsageError } from '../result/expectation.js';
import type { Config, TargetConfig } from './config-file.js';
import { systemReason } from './system-reason.js';

export interface Credentials {
  readonly user: string | undefined;
  readonly passwordFile: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What is known of the targets besides where they are. */
export interface Operated {
  readonly targets: readonly Target[];
  readonly capabilities: Readonly<Record<string, boolean | number | string>>;
  readonly setup: (settings: Readonly<Record<string, string>>, target: Target) => Promise<Target | undefined>;
  readonly restart?: (target: Target) => Promise<void>;
}

/** From `--target` (a URL, host:port, or a name of conform.toml) to places where somebody speaks the right protocol. */
export async function resolveTargets(
  texts: readonly string[],
  config: Config,
  credentials: Credentials,
  timeoutMs: number,
): Promise<Operated> {
  const named = texts.flatMap((text) => config.targets[text] ?? []);
  const urls = texts.flatMap((text): { readonly text: string; readonly from: TargetConfig | undefined }[] => {
    const known = config.targets[text];
    if (known === undefined) return [{ text, from: undefined }];
    const own = SERVICE_NAMES.flatMap((name) => known[name] ?? []);
    if (own.length === 0) {
      const where = config.file ?? 'conform.toml';
      const why = `${where} gives it neither ${SERVICE_NAMES.join(' nor ')}`;
      throw new UsageError(`the target "${text}" has no address`, why, 'write:  mqtt = "mqtt://localhost:1883"');
    }
    return own.map((url) => ({ text: url, from: known }));
  });
  const targets = await Promise.all(urls.map(({ text, from }) => resolve(text, from, config, credentials, timeoutMs)));
  const doubled = targets.find(
    (one, index) => targets.findIndex(({ protocol }) => protocol === one.protocol) !== index,
  );
  if (doubled !== undefined) {
    throw new UsageError(
      `two targets speak ${doubled.protocol.toUpperCase()}`,
      'a run tests one MQTT and one AMQP broker at most',
      'run them one after another, each with --json',
    );
  }
  const hook = named.find(({ hooks }) => hooks?.restart !== undefined)?.hooks?.restart;
  return {
    targets,
    capabilities: Object.assign({}, ...named.map(({ capabilities = {} }) => camelCased(capabilities))),
    setup: async (settings, target) => {
      const wanted = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
      const url = named.map(({ setups = {} }) => setups[wanted.join(' ')]).find((one) => one !== undefined);
      if (url === undefined) return undefined;
      const { webSocketUrl: _, overWebSocket: __, ...rest } = target;
      const { protocol: ___, user: ____, password: _____, ...place } = parseTarget(url);
      return { ...rest, ...place, url };
    },
    ...(hook === undefined ? {} : { restart: (target: Target) => restart(hook, target, config.folder) }),
  };
}

async function resolve(
  text: string,
  from: TargetConfig | undefined,
  config: Config,
  { user, passwordFile, env }: Credentials,
  timeoutMs: number,
): Promise<Target> {
  const place = parseTarget(text);
  const protocol = await identify(place, place.protocol, Math.max(timeoutMs, 3000)).catch((error: unknown) => {
    throw from === undefined ? aboutName(text, config, error) : error;
  });
  const name = user ?? (env.CONFORM_USER || undefined) ?? place.user ?? from?.user;
  const inConfig =
    from?.['password-file'] === undefined ? undefined : path.resolve(config.folder, from['password-file']);
  const password =
    passwordFile !== undefined
      ? readPassword(passwordFile)
      : ((env.CONFORM_PASSWORD || undefined) ??
        place.password ??
        (inConfig === undefined ? undefined : readPassword(inConfig)));
  if (password !== undefined && name === undefined) {
    throw new UsageError(
      'there is a password, but no user name',
      'MQTT 3.1.1 forbids one without the other, and AMQP asks for both',
      'try:  --user NAME, or CONFORM_USER',
    );
  }
  return {
    ...place,
    protocol,
    // Where the URL had no scheme, the probe has found it.
    url: place.protocol === undefined ? `${protocol}://${place.url}` : place.url,
    ...('ws' in serviceOf(protocol).schemes && from?.websocket !== undefined ? { webSocketUrl: from.websocket } : {}),
    ...(name === undefined ? {} : { user: name }),
    ...(password === undefined ? {} : { password }),
  };
}

/** A word that names no host was perhaps meant to name a target. */
function aboutName(text: string, { targets, file }: Config, error: unknown): unknown {
  if (!(error instanceof TargetUnreachable) || !/^[\w-]+$/.test(text) || text === 'localhost') return error;
  const near = nearest(text, Object.keys(targets));
  const why = `${error.why ?? ''}, and ${file ?? 'no conform.toml here or above'} has no target of that name`;
  return new TargetUnreachable(error.message, why, near === undefined ? error.hint : `did you mean:  --target ${near}`);
}

/** `shared-subscriptions` in the file is `sharedSubscriptions` in what was probed. */
function camelCased(capabilities: NonNullable<TargetConfig['capabilities']>): Operated['capabilities'] {
  return Object.fromEntries(Object.entries(capabilities).map(([name, value]) => [camelCase(name), value]));
}

function readPassword(file: string): string {
  try {
    // The line break that editors and echo leave behind is no part of it.
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new UsageError(
      `cannot read the password file ${file}`,
      systemReason(error),
      'name another, or set CONFORM_PASSWORD',
    );
  }
}

async function restart(hook: string, target: Target, folder: string): Promise<void> {
  await promisify(execFile)('/bin/sh', ['-c', hook], { cwd: folder, env: { ...process.env, CONFORM_URL: target.url } });
  if (!(await answersWithin(target, 60_000))) throw new UsageError(`${target.url} did not come back after "${hook}"`);
}
