import { describe, expect, it } from 'vitest';
import { SPEC_NAMES, SPECS } from '../catalogue/specs.js';
import { parseFeatures } from '../engine/feature.js';
import { makePlan } from '../engine/plan.js';
import { buildVocabulary } from '../engine/vocabulary.js';
import { SUITE_PROTOCOLS, suiteProtocol } from './protocols.js';
import { step } from './step.js';
import { parameterTypesOf, vocabularies } from './steps/vocabulary.js';

const feature = (spec: string) => ({
  uri: `features/${spec}/toy.feature`,
  text: `@${spec}\nFeature: a toy\n  Scenario: words\n    Given Alice goes silent\n    Then the bell rings\n`,
});

describe('the protocols of the suite', () => {
  it('are those of all specifications', () => {
    for (const spec of SPEC_NAMES) expect(suiteProtocol(SPECS[spec].protocol).id).toBe(SPECS[spec].protocol);
  });

  it('may say the same sentence, each meaning its own', () => {
    const said = (who: string) => step('the bell rings', () => void who);
    const silence = step('{client} goes silent', () => undefined);
    const [mqtt, amqp] = [said('mqtt'), said('amqp')];
    const { features } = parseFeatures([feature('mqtt5'), feature('amqp091')]);
    const own = (bell: typeof mqtt) =>
      buildVocabulary([silence, bell], parameterTypesOf(SUITE_PROTOCOLS[0] ?? suiteProtocol('mqtt')));
    const [first, second] = [own(mqtt), own(amqp)];
    const plan = makePlan(features, ({ uri }) => (uri.includes('mqtt5') ? first : second));
    expect(plan.problems).toEqual([]);
    expect(plan.scenarios.map(({ steps }) => steps[1]?.sentence)).toEqual([mqtt, amqp]);
  });

  it('do not understand the sentences of one another', () => {
    const text = '@amqp091\nFeature: a toy\n  Scenario: words\n    Given Alice has a websocket connection\n';
    const { features } = parseFeatures([{ uri: 'features/amqp091/toy.feature', text }]);
    const [problem] = makePlan(features, vocabularies()).problems;
    expect(problem?.message).toBe('no step definition matches "Alice has a websocket connection"');
  });

  it('mean the same by a word between braces, for the stock runner knows it once', () => {
    const kinds = SUITE_PROTOCOLS.flatMap(({ parameterTypes }) => parameterTypes);
    const named = new Map(kinds.map((kind) => [kind.name, kind]));
    expect(kinds.filter((kind) => named.get(kind.name) !== kind).map(({ name }) => name)).toEqual([]);
  });

  it('give the steps in a stream of messages identifiers that differ', () => {
    const { features } = parseFeatures([feature('mqtt5'), feature('amqp091')]);
    const plan = makePlan(features, vocabularies());
    const ids = plan.envelopes(plan.scenarios).flatMap(({ stepDefinition }) => stepDefinition?.id ?? []);
    expect(ids.length).toBeGreaterThan(50);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
