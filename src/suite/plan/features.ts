import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FeatureSource } from '../../engine/feature.js';
import { packageRoot } from '../package-files.js';

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
