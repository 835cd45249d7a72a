import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where the oracles are that tests lean on: some in the repository, others beside it, for they may not be redistributed
 * (fixtures/README.md names them). Tests that lack theirs are skipped, and counted in one line.
 */
const root = join(import.meta.dirname, '../..');
const shared = process.env.CONFORM_SHARED ?? join(root, '../shared');

/** A file or folder of `fixtures/`. */
export const fixture = (path: string): string => join(root, 'fixtures', path);

/** A file or folder beside the repository; `undefined` where it is not there. */
export function beside(path: string): string | undefined {
  const found = join(shared, path);
  return existsSync(found) ? found : undefined;
}
