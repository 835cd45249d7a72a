// @ts-check
import { writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { randomFrom } from '../generate-capture/random.mjs';
import { loadCorpus } from './corpus.mjs';
import { mutate } from './mutations.mjs';
import { loadTargets } from './targets.mjs';

const { root, corpus: folders, seed, from, count, only, target, progress } = workerData;
const corpus = loadCorpus(folders);
const targets = (await loadTargets(root)).filter(({ name }) => target === undefined || name === target);
if (targets.length === 0) throw new Error(`no target ${target}`);

for (let index = from; index < from + count; index++) {
  // Each has a generator of its own, so that one can be made again without the others.
  const random = randomFrom(Math.imul(seed, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35));
  const origin = corpus[random.below(corpus.length)];
  if (origin === undefined) break;
  const file = mutate(origin.octets, corpus, random);
  if (only !== undefined) {
    writeFileSync(`fuzz-${index}.bin`, file);
    console.log(`fuzz-${index}.bin: ${file.length} octets of ${origin.name}`);
  }
  for (const { name, read } of only === undefined ? targets.slice(index % targets.length).slice(0, 1) : targets) {
    try {
      await read(file, random);
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      parentPort?.postMessage({ index, name: `${name} on ${origin.name}`, error: text });
      await new Promise(() => {});
    }
  }
  Atomics.store(progress, 0, index - from + 1);
}
