import { describe, expect, it } from 'vitest';
import { parseFeatures } from '../engine/feature.js';
import { readFeatures } from '../suite/plan/features.js';
import { probes } from './testing/probe-groups.js';

const tagged = parseFeatures(await readFeatures())
  .features.flatMap(({ pickles }) => pickles.flatMap(({ tags }) => tags.map(({ name }) => name)))
  .filter((name) => name.startsWith('@probe:'))
  .map((name) => name.slice('@probe:'.length));

describe('the probes of the AMQP catalogue', () => {
  it('are called by their ids in the features', () => {
    const known = new Set(probes().map(({ id }) => id));
    expect(tagged.filter((id) => !known.has(id))).toEqual([]);
  });

  it('each have a scenario', () => {
    const carriedOut = new Set(tagged);
    expect(
      probes()
        .map(({ id }) => id)
        .filter((id) => !carriedOut.has(id)),
    ).toEqual([]);
  });
});
