import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FeatureSource } from '../../engine/feature.js';

/** The package's own folder: the scenarios travel with it. */
export const packageRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** Every feature under `features/`, in the order of the standards, named relative to the package. */
export async function readFeatures(root: string = packageRoot): Promise<FeatureSource[]> {
  const folder = path.join(root, 'features');
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const uris = names
    .filter((name) => name.endsWith('.feature'))
    .map((name) => `features/${name.split(path.sep).join('/')}`)
    .sort();
  return Promise.all(uris.map(async (uri) => ({ uri, text: await readFile(path.join(root, uri), 'utf8') })));
}
