import { camelCase } from '../bytes/words.js';
import { AMQP_SETTINGS } from './amqp091/settings.js';
import { MQTT_SETTINGS } from './mqtt/settings.js';
import { suggestion } from './suggestion.js';

/** What an operator may set: the defaults, which also give each its type. */
export const DEFAULT_SETTINGS = { ...MQTT_SETTINGS, ...AMQP_SETTINGS };

export type Settings = typeof DEFAULT_SETTINGS;

/** The defaults with some replaced. Throws an Error that suggests a name when a key is unknown or a type is wrong. */
export function settingsWith(changes: Partial<Settings> = {}): Settings {
  for (const [key, value] of Object.entries(changes)) {
    const expected = typeof defaultOf(key);
    if (typeof value !== expected)
      throw new Error(`setting ${key} must be a ${expected}, not ${JSON.stringify(value)}`);
  }
  return { ...DEFAULT_SETTINGS, ...changes };
}

/** `maximum-qos=1` and `maximumQos=1` → `{ maximumQos: 1 }`. Throws like `settingsWith`. */
export function parseSetting(text: string): Partial<Settings> {
  const equals = text.indexOf('=');
  const name = (equals === -1 ? text : text.slice(0, equals)).trim();
  const value = equals === -1 ? 'true' : text.slice(equals + 1).trim();
  const key = camelCase(name);
  const parsed = parseValue(key, value, defaultOf(key));
  const [least, most] = RANGES[key] ?? [0, Number.MAX_SAFE_INTEGER];
  if (typeof parsed === 'number' && (!Number.isInteger(parsed) || parsed < least || parsed > most))
    throw new Error(`setting ${key} must be a whole number from ${least} to ${most}, not ${value}`);
  return { [key]: parsed };
}

/** What their fields can carry. */
const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  maximumQos: [0, 2],
  topicAliasMaximum: [0, 0xffff],
  receiveMaximum: [1, 0xffff],
  maximumPacketSize: [0, 0xffff_ffff],
  serverKeepAlive: [0, 0xffff],
  firstPacketIdentifier: [1, 0xffff],
  heartbeat: [0, 0xffff],
  channelMax: [0, 0xffff],
  frameMax: [0, 0xffff_ffff],
};

function defaultOf(key: string): unknown {
  const known = DEFAULT_SETTINGS as Readonly<Record<string, unknown>>;
  if (!Object.hasOwn(known, key)) throw new Error(`unknown setting ${key}${suggestion(key, Object.keys(known))}`);
  return known[key];
}

function parseValue(key: string, text: string, model: unknown): unknown {
  if (typeof model === 'string') return text;
  if (typeof model === 'number' && /^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (typeof model === 'boolean' && /^(true|false|1|0|on|off|yes|no)$/.test(text))
    return /^(true|1|on|yes)$/.test(text);
  throw new Error(`setting ${key} must be a ${typeof model}, not ${JSON.stringify(text)}`);
}
