import { describe, expect, it } from 'vitest';
import { MQTT_PARAMETER_TYPES } from '../mqtt/parameter-types.js';
import { SUITE_PROTOCOLS } from '../protocols.js';
import { parameterTypesOf } from '../steps/vocabulary.js';
import { onlyMessage, writtenMessages } from './written-messages.js';

describe('messages in a sentence', () => {
  it.each([
    ['"42 kWh"', { text: '42 kWh' }],
    ['"say \\"end\\""', { text: 'say "end"' }],
    ['"a message"', { text: 'a message' }],
    ['a message', {}],
    ['3 numbered messages', { numbered: 3 }],
    ['the 100 numbered messages', { numbered: 100 }],
  ])('%s', (words, meaning) => {
    expect(writtenMessages(words)).toEqual(meaning);
  });

  it('are refused where one payload is needed', () => {
    expect(onlyMessage({ text: '' }, 'a publish')).toBe('');
    expect(() => onlyMessage({ numbered: 3 }, 'a publish')).toThrow('a publish takes one message');
    expect(() => onlyMessage({}, 'a publish')).toThrow('a publish takes one message');
  });
});

describe('words that may be left out', () => {
  const optional = SUITE_PROTOCOLS.flatMap(parameterTypesOf).filter(
    ({ regexp }) => regexp instanceof RegExp && new RegExp(`^(?:${regexp.source})$`).test(''),
  );

  it('begin with a space or a comma, so that the sentence reads well without them', () => {
    for (const { name, regexp } of optional) {
      const source = regexp instanceof RegExp ? regexp.source : '';
      expect(source, name).toMatch(/^(\(\?:(?: |, ).*\)\?)+$/);
    }
    expect(optional.length).toBeGreaterThan(8);
  });

  const delivery = MQTT_PARAMETER_TYPES.find(({ name }) => name === 'delivery');

  it.each([
    ['', {}],
    [' on "meter/7"', { topic: { text: 'meter/7', exact: false } }],
    [' on exactly "meter/7" next', { topic: { text: 'meter/7', exact: true }, next: true }],
    [' at QoS 1, retained within 2 seconds', { qos: 1, retain: true, withinMs: 2000 }],
  ])('of a delivery: "%s"', (words, meaning) => {
    expect(delivery?.transform(words)).toEqual(meaning);
  });
});
