import { camelCase } from '../bytes/words.js';
import type { TagMeaning } from './plan/tags.js';

/** What a broker offers: `true` or a number where it does, the reason (one line) where it does not. Keys in camelCase. */
export type Capabilities = Readonly<Record<string, boolean | number | string>>;

export interface ProbeOptions {
  /** Milliseconds that the broker has for an answer. */
  readonly timeoutMs: number;
}

/** Why a scenario cannot be asked of this broker; `undefined` when it can. Its spec counts as a capability too. */
export function unmetRequirement(meaning: TagMeaning, capabilities: Capabilities): string | undefined {
  const needs = meaning.spec === undefined ? meaning.requires : [meaning.spec, ...meaning.requires];
  for (const need of needs) {
    const value = capabilities[camelCase(need)] ?? capabilities[need] ?? ONLY_OPERATORS[need] ?? true;
    if (value === false) return `${need} is not offered`;
    if (typeof value === 'string') return `${need}: ${value}`;
  }
  return undefined;
}

/** What no probe can find out. */
const ONLY_OPERATORS: Readonly<Record<string, string>> = {
  websocket: 'no WebSocket listener is configured',
  restart: 'no restart hook is configured',
};
