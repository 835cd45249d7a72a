import { USERS, VIRTUAL_HOST_NAMES } from '../broker/amqp091/users.js';
import { parseSetting, type Settings } from '../broker/settings.js';

/** What `@setup:` tags ask for and every reference broker has, as it is. */
const PRESENT: readonly string[] = [
  ...USERS.map(({ name }) => `user=${name}`),
  ...VIRTUAL_HOST_NAMES.map((name) => `virtual-host=${name}`),
];

/** The settings that a reference broker needs for `@setup:` tags; `undefined` where it has no such setting. */
export function settingsFor(setup: Readonly<Record<string, string>>): Partial<Settings> | undefined {
  const texts = Object.entries(setup)
    .map(([key, value]) => `${key}=${value}`)
    .filter((text) => !PRESENT.includes(text));
  try {
    return Object.assign({}, ...texts.map(parseSetting)) as Partial<Settings>;
  } catch {
    return undefined;
  }
}
