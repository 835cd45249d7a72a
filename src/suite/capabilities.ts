import type { Target } from '../net/target.js';
import { ExpectationFailed, UsageError } from '../result/expectation.js';
import type { TagMeaning } from './plan/tags.js';
import { suiteProtocol } from './protocols.js';

/** What a broker offers: `true` or a number where it does, the reason (one line) where it does not. Keys in camelCase. */
export type Capabilities = Readonly<Record<string, boolean | number | string>>;

export interface ProbeOptions {
  /** Milliseconds that the broker has for an answer. */
  readonly timeoutMs: number;
}

/** Asks a broker, in its own protocol, what it offers. */
export async function probe(target: Target, options: ProbeOptions): Promise<Capabilities> {
  try {
    return await suiteProtocol(target.protocol).probe(target, options);
  } catch (error) {
    if (!(error instanceof ExpectationFailed)) throw error;
    const hint =
      target.user === undefined
        ? 'does it want a user?  --user NAME --password-file FILE'
        : `is the password of "${target.user}" right?  CONFORM_PASSWORD or --password-file`;
    throw new UsageError(`${target.url} does not let the client in`, error.actual, hint);
  }
}

/** Why a scenario cannot be asked of this broker; `undefined` when it can. Its spec counts as a capability too. */
export function unmetRequirement(meaning: TagMeaning, capabilities: Capabilities): string | undefined {
  const needs = meaning.spec === undefined ? meaning.requires : [meaning.spec, ...meaning.requires];
  for (const need of needs) {
    const value = capabilities[camelCase(need)] ?? capabilities[need] ?? onlyOperators[need] ?? true;
    if (value === false) return `${need} is not offered`;
    if (typeof value === 'string') return `${need}: ${value}`;
  }
  return undefined;
}

/** What no probe can find out. */
const onlyOperators: Readonly<Record<string, string>> = {
  websocket: 'no WebSocket listener is configured',
  restart: 'no restart hook is configured',
};

function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
