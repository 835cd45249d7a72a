import { readFileSync } from 'node:fs';

interface Package {
  readonly version: string;
}

/** The name and version under which results are told. */
export function tool(): { readonly name: string; readonly version: string } {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Package;
  return { name: 'conform', version };
}
