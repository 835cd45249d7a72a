import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../package-files.js';
import { allParameterTypes, allSentences, stepList } from './step-list.js';
import { stepPage } from './step-page.js';

const steps = await stepList();
const parameterTypes = allParameterTypes();

describe('the page of the steps', () => {
  it('is what the repository holds', async () => {
    const held = await readFile(path.join(packageRoot, 'docs/steps.md'), 'utf8');
    expect(held === stepPage(steps, parameterTypes), 'docs/steps.md is stale: node scripts/generate-steps.mjs').toBe(
      true,
    );
  });

  it('tells each sentence once, who says it and as what', () => {
    expect(steps).toHaveLength(allSentences().length);
    expect(steps.find(({ pattern }) => pattern === 'nothing more arrives for {client}')).toEqual({
      pattern: 'nothing more arrives for {client}',
      protocols: ['mqtt', 'amqp'],
      kinds: ['Then'],
      table: false,
      about: 'a fence on the own connection: nothing unread may stand before its answer',
    });
    expect(steps.filter(({ protocols, kinds }) => protocols.length === 0 || kinds.length === 0)).toEqual([]);
  });

  it('says of each word between braces what may stand there', () => {
    const page = stepPage(steps, parameterTypes);
    const named = new Set(
      steps.flatMap(({ pattern }) => [...pattern.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name)),
    );
    const told = parameterTypes.filter(({ name }) => page.includes(`| \`{${name}}\` | `)).map(({ name }) => name);
    const built = ['string', 'int', 'float'];
    expect([...named].filter((name) => !built.includes(name ?? '')).sort()).toEqual(told.sort());
  });
});
