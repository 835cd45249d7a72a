import { users, virtualHostNames } from '../broker/amqp091/users.js';
import { parseSetting, type Settings } from '../broker/settings.js';

/** What `@setup:` tags ask for and every reference broker has, as it is. */
const present: readonly string[] = [
  ...users.map(({ name }) => `user=${name}`),
  ...virtualHostNames.map((name) => `virtual-host=${name}`),
];

/** The settings that a reference broker needs for `@setup:` tags; `undefined` where it has no such setting. */
export function settingsFor(setup: Readonly<Record<string, string>>): Partial<Settings> | undefined {
  const texts = Object.entries(setup)
    .map(([key, value]) => `${key}=${value}`)
    .filter((text) => !present.includes(text));
  try {
    return Object.assign({}, ...texts.map(parseSetting)) as Partial<Settings>;
  } catch {
    return undefined;
  }
}
