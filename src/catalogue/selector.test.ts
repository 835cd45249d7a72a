import { describe, expect, it } from 'vitest';
import { chapterOf, chapters, within } from './sections.js';
import { parseSelector } from './selector.js';
import { SPEC_NAMES } from './specs.js';
import { statements } from './statements.js';

describe('parseSelector', () => {
  it.each([
    ['mqtt5', 'spec', 251],
    ['mqtt5/3.8', 'section', 14],
    ['mqtt5/3.8.3', 'section', 5],
    ['mqtt5/§3.8.3', 'section', 5],
    ['MQTT5/3.1', 'section', 50],
    ['amqp091/exchange.declare', 'section', 11],
    ['amqp091/exchange.declare.passive', 'section', 2],
    ['amqp091/exchange.declare.passive/equivalent', 'section', 1],
    ['amqp091/tx.select', 'section', 1],
    ['rabbitmq/extensions', 'section', 23],
    ['MQTT-3.8.3-4', 'statement', 2],
    ['mqtt3/MQTT-3.8.3-4', 'statement', 1],
    ['AMQP-frame.layout', 'statement', 1],
  ])('reads %s as a %s of %i statements', (text, kind, count) => {
    const selector = parseSelector(text);
    expect([selector?.kind, selector?.statements.length]).toEqual([kind, count]);
  });

  it.each(['', 'mqtt6', 'mqtt5/9', 'mqtt5/MQTT-9.9.9-9', 'amqp091/exchange.declar', 'features/mqtt5'])(
    'finds nothing in %j',
    (text) => {
      expect(parseSelector(text)).toBeUndefined();
    },
  );
});

describe('chapters', () => {
  it('hold every statement of every specification', () => {
    const homeless = SPEC_NAMES.flatMap((spec) =>
      statements(spec).filter((statement) => chapterOf(spec, statement.section).title === ''),
    );
    expect(homeless.map((statement) => statement.key)).toEqual([]);
  });

  it('tell 3.1 from 3.10', () => {
    expect(within('3.10.1', '3.1')).toBe(false);
    expect(chapterOf('mqtt5', '3.10.1').title).toBe('UNSUBSCRIBE – Unsubscribe request');
    expect(chapters('amqp091')[0]?.section).toBe('proto');
  });
});
