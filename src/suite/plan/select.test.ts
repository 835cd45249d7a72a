import { describe, expect, it } from 'vitest';
import { parseFeatures } from '../../engine/feature.js';
import { UsageError } from '../../result/expectation.js';
import { type Selection, sectionOfFeature, selectPickles } from './select.js';

const sources = [
  {
    uri: 'features/mqtt5/3-control-packets/3.08-subscribe.feature',
    text: `@mqtt5
Feature: SUBSCRIBE

  @MQTT-3.8.1-1 @malformed
  Scenario Outline: flags <flags>
    Then the broker answers

    Examples:
      | flags |
      | 0000  |
      | 0001  |

  @MQTT-3.8.3-4 @clock
  Scenario: No Local
    Then the broker answers
`,
  },
  {
    uri: 'features/mqtt3/3-control-packets/3.08-subscribe.feature',
    text: `@mqtt3
Feature: SUBSCRIBE

  @MQTT-3.8.3-4
  Scenario: reserved bits
    Then the broker answers

  @MQTT-2.3.1-1 @long
  Scenario: all identifiers
    Then the broker answers
`,
  },
  {
    uri: 'features/amqp091/exchange/declare.feature',
    text: `@amqp091
Feature: declare

  @AMQP-exchange.declare.passive.equivalent
  Scenario: equivalent
    Then the broker answers
`,
  },
];

const { features } = parseFeatures(sources);

function chosen(selection: Selection): string[] {
  return [...selectPickles(features, selection)].map(({ name }) => name);
}

describe('selectors', () => {
  it.each([
    ['a spec', ['mqtt3'], ['reserved bits']],
    ['a section', ['mqtt5/3.8'], ['flags 0000', 'flags 0001', 'No Local']],
    ['a deeper section', ['mqtt5/3.8.3'], ['No Local']],
    ['a statement of two specs', ['MQTT-3.8.3-4'], ['No Local', 'reserved bits']],
    ['a statement in any case', ['mqtt-3.8.1-1'], ['flags 0000', 'flags 0001']],
    ['a statement of one spec', ['mqtt3/MQTT-3.8.3-4'], ['reserved bits']],
    ['an AMQP method', ['amqp091/exchange.declare'], ['equivalent']],
    ['an AMQP class', ['amqp091/exchange'], ['equivalent']],
    ['a rule in its own spelling', ['amqp091/exchange.declare.passive/equivalent'], ['equivalent']],
    ['a file', ['features/mqtt3/3-control-packets/3.08-subscribe.feature'], ['reserved bits']],
    ['a folder', ['features/amqp091'], ['equivalent']],
    ['a row of examples', ['features/mqtt5/3-control-packets/3.08-subscribe.feature:11'], ['flags 0001']],
    [
      'a line inside an outline',
      ['features/mqtt5/3-control-packets/3.08-subscribe.feature:6'],
      ['flags 0000', 'flags 0001'],
    ],
    ['several, as a union', ['amqp091', 'mqtt3', 'MQTT-3.8.3-4'], ['equivalent', 'reserved bits', 'No Local']],
  ])('take %s', (_, select, names) => {
    expect(chosen({ select }).sort()).toEqual([...names].sort());
  });

  it('are narrowed by tags, names and exclusions', () => {
    expect(chosen({ tags: '@malformed' })).toEqual(['flags 0000', 'flags 0001']);
    expect(chosen({ name: 'no local' })).toEqual(['No Local']);
    expect(chosen({ select: ['mqtt5'], exclude: ['clock'] })).toEqual(['flags 0000', 'flags 0001']);
  });

  it('leave out what is off by default until it is included', () => {
    expect(chosen({ select: ['mqtt3'], include: ['long'] })).toEqual(['reserved bits', 'all identifiers']);
    expect(() => chosen({ select: ['MQTT-2.3.1-1'] })).toThrow(UsageError);
  });

  it('cut into shards that hold everything once', () => {
    const parts = [1, 2, 3].flatMap((index) => chosen({ shard: { index, of: 3 } }));
    expect(parts.sort()).toEqual(chosen({}).sort());
  });

  it.each(['mqtt6', 'MQTT-3.8.3-99', 'features/mqtt5/nothing.feature'])('refuse %s, which matches nothing', (text) => {
    expect(() => chosen({ select: [text] })).toThrow(UsageError);
  });

  it('say of a statement without a scenario that nobody has written one', () => {
    expect(() => chosen({ select: ['mqtt5/MQTT-3.6.1-1'] })).toThrow('no scenario tests mqtt5/MQTT-3.6.1-1');
  });
});

describe('the section of a feature', () => {
  it.each([
    ['features/mqtt5/3-control-packets/3.08-subscribe.feature', '3.8'],
    ['features/mqtt5/4-operational-behaviour/4.8.2-shared-subscriptions.feature', '4.8.2'],
    ['features/amqp091/exchange/declare.feature', 'exchange.declare'],
  ])('of %s is %s', (uri, section) => {
    expect(sectionOfFeature(uri)).toBe(section);
  });
});
