import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probes } from './probe.js';

/** The comment above a scenario that names the probes it carries out. */
const mark = /^\s*#\s*probes?:?\s+(.+)$/gm;

const features = join(import.meta.dirname, '../../features');
const marked = ['amqp091', 'rabbitmq'].flatMap((spec) => marks(join(features, spec)));

describe('the probes of the AMQP catalogue', () => {
  it('are called by their ids in the features', () => {
    const known = new Set(probes().map((probe) => probe.id));
    expect(marked.filter(({ id }) => !known.has(id))).toEqual([]);
  });

  it('each have a scenario', () => {
    const carriedOut = new Set(marked.map(({ id }) => id));
    expect(
      probes()
        .filter((probe) => !carriedOut.has(probe.id))
        .map((probe) => probe.id),
    ).toEqual([]);
  });
});

function marks(folder: string): readonly { readonly id: string; readonly file: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.feature'))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return [...text.matchAll(mark)].flatMap((found) =>
        (found[1] ?? '')
          .split(/[\s,]+/)
          .filter((word) => /^[a-z]/.test(word))
          .map((id) => ({ id, file })),
      );
    });
}
