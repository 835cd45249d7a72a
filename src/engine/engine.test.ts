import type { Envelope } from '@cucumber/messages';
import { describe, expect, it } from 'vitest';
import { parseFeatures } from './feature.js';
import { makePlan } from './plan.js';
import { runScenario, StepTimeout } from './scenario-run.js';
import { buildVocabulary, type ParameterKind, type Sentence } from './vocabulary.js';

interface Counter {
  value: number;
}

const kinds: readonly ParameterKind[] = [
  { name: 'amount', regexp: /one|two/, transform: (word) => (word === 'one' ? 1 : 2) },
];

const sentences: readonly Sentence<Counter>[] = [
  {
    pattern: 'the counter stands at {int}',
    table: false,
    run: (world, value: number) => {
      world.value = value;
    },
  },
  {
    pattern: 'I add {amount}',
    table: false,
    run: (world, amount: number) => {
      world.value += amount;
    },
  },
  {
    pattern: 'I add the numbers',
    table: true,
    run: (world, rows: string[][]) => {
      for (const [cell] of rows) world.value += Number(cell);
    },
  },
  {
    pattern: 'it shows {int}',
    table: false,
    run: (world, value: number) => {
      if (world.value !== value) throw new Error(`it shows ${world.value}`);
    },
  },
  { pattern: 'it hangs', table: false, run: () => new Promise(() => undefined) },
];

const text = `@counting
Feature: Counting

  Background:
    Given the counter stands at 1

  Rule: Addition adds

    @plain
    Scenario: One more
      When I add one
      Then it shows 2

    Scenario Outline: Many more
      When I add the numbers
        | <a> |
        | <b> |
      Then it shows <sum>

      Examples:
        | a | b | sum |
        | 1 | 2 | 4   |
        | 3 | 4 | 8   |
`;

function plan(source = text, vocabulary = sentences) {
  const { features, problems } = parseFeatures([{ uri: 'features/counting.feature', text: source }]);
  const words = buildVocabulary(vocabulary, kinds);
  return { ...makePlan(features, () => words), syntax: problems };
}

function first(source: string) {
  const [scenario] = plan(source).scenarios;
  if (scenario === undefined) throw new Error('no scenario');
  return scenario;
}

describe('a plan', () => {
  it('has a scenario for each pickle, named by its own line', () => {
    expect(plan().scenarios.map(({ id }) => id)).toEqual([
      'features/counting.feature:10',
      'features/counting.feature:22',
      'features/counting.feature:23',
    ]);
  });

  it('knows which steps only prepare', () => {
    expect(plan().scenarios[0]?.steps.map(({ isContext }) => isContext)).toEqual([true, false, false]);
  });

  it('names an undefined step and its line', () => {
    expect(plan(text.replace('I add one', 'I add three')).problems).toEqual([
      { uri: 'features/counting.feature', line: 11, message: 'no step definition matches "I add three"' },
    ]);
  });

  it('names an ambiguous step and what it matches', () => {
    const twice = [...sentences, { pattern: 'I add {word}', table: false, run: () => undefined }];
    expect(plan(text, twice).problems.map(({ message }) => message)[0]).toBe(
      '"I add one" matches more than one step definition: "I add {amount}", "I add {word}"',
    );
  });

  it('refuses a table that nobody asked for, and one that is missing', () => {
    const missing = text.replace('I add one', 'I add the numbers');
    const unwanted = text.replace('it shows 2', 'it shows 2\n        | 2 |');
    expect(plan(missing).problems[0]?.message).toBe('"I add the numbers" needs a table');
    expect(plan(unwanted).problems[0]?.message).toBe('"it shows 2" takes no table');
  });

  it('knows the sentence of the rule under which a scenario stands', () => {
    const unruled = `${text.slice(0, text.indexOf('  Rule:'))}  Scenario: No rule\n      Then it shows 1\n`;
    expect(plan(text).scenarios[0]?.rule).toBe('Addition adds');
    expect(plan(unruled).scenarios[0]?.rule).toBeNull();
  });

  it('takes a table or none where a sentence may end with "with", and hands out an empty one', () => {
    const maybe = [
      ...sentences.filter(({ pattern }) => pattern !== 'I add {amount}'),
      { pattern: 'I add {amount}( with)', table: 'optional' as const, run: () => undefined },
    ];
    const bare = plan(text, maybe);
    expect(bare.problems).toEqual([]);
    const step = (from: typeof bare) => from.scenarios[0]?.steps.find(({ sentence }) => sentence.table === 'optional');
    expect(step(bare)?.args()).toEqual([1, []]);
    const full = text.replace('I add one', 'I add one with\n        | 2 |');
    expect(step(plan(full, maybe))?.args()).toEqual([1, [['2']]]);
    expect(plan(text.replace('I add one', 'I add one with'), maybe).problems[0]?.message).toBe(
      '"I add one with" needs a table',
    );
  });

  it('reports what is not Gherkin', () => {
    expect(plan('Feature: x\n  Scenario: y\n    Given a\n  nonsense\n').syntax.length).toBeGreaterThan(0);
  });
});

describe('a scenario', () => {
  it('passes with arguments converted and tables as cells', async () => {
    for (const scenario of plan().scenarios) {
      const outcome = await runScenario(scenario, { world: { value: 0 }, stepTimeoutMs: 1000 });
      expect(outcome.failed).toBeUndefined();
    }
  });

  it('skips what comes after the step that throws', async () => {
    const scenario = first(text.replace('it shows 2', 'it shows 3\n      Then it shows 2'));
    const outcome = await runScenario(scenario, { world: { value: 0 }, stepTimeoutMs: 1000 });
    expect(outcome.steps.map(({ status }) => status)).toEqual(['passed', 'passed', 'failed', 'skipped']);
    expect(outcome.failed?.error).toEqual(new Error('it shows 2'));
  });

  it('ends a step that hangs', async () => {
    const scenario = first(text.replace('it shows 2', 'it hangs'));
    const outcome = await runScenario(scenario, { world: { value: 0 }, stepTimeoutMs: 20 });
    expect(outcome.failed?.error).toBeInstanceOf(StepTimeout);
  });

  it('gives a step its time anew as long as something happens, but not for ever', async () => {
    const scenario = first(text.replace('it shows 2', 'it hangs'));
    let happened = 0;
    const outcome = await runScenario(scenario, {
      world: { value: 0 },
      stepTimeoutMs: 10,
      progress: () => Math.min(++happened, 6),
    });
    // Each of the three steps asks at its start; then three looks see something new, and the fourth does not.
    expect(outcome.failed?.error).toMatchObject({ message: expect.stringContaining('within 40 ms') });
    const endless = await runScenario(scenario, {
      world: { value: 0 },
      stepTimeoutMs: 10,
      progress: () => ++happened,
    });
    expect(endless.failed?.error).toMatchObject({ message: expect.stringContaining('within 100 ms') });
  });

  it('tells its story in messages, attachments at the step that threw', async () => {
    const told: Envelope[] = [];
    const scenario = first(text.replace('it shows 2', 'it shows 3'));
    await runScenario(scenario, {
      world: { value: 0 },
      stepTimeoutMs: 1000,
      attach: () => ['evidence'],
      emit: (envelope) => told.push(envelope),
    });
    expect(told.map((envelope) => Object.keys(envelope)[0])).toEqual([
      'testCaseStarted',
      ...['testStepStarted', 'testStepFinished', 'testStepStarted', 'testStepFinished'],
      ...['testStepStarted', 'attachment', 'testStepFinished'],
      'testCaseFinished',
    ]);
    expect(told.at(-2)?.testStepFinished?.testStepResult.status).toBe('FAILED');
  });
});
