import { describe, expect, it } from 'vitest';
import { scenarioText } from './scenario-text.js';

const feature = `@mqtt3
Feature: A feature

  Rule: A rule

    @MQTT-1.1.1-1
    Scenario: The first
      Given Alice is connected

    @MQTT-1.1.1-2
    Scenario Outline: <what> is refused
      When Alice sends the bytes
        | C0 <octet> | PINGREQ |

      Examples:
        | what | octet |
        | one  | 01    |
        | two  | 02    |

  Rule: Another
`;

describe('the text of a scenario', () => {
  it('ends where the next begins', () => {
    expect(scenarioText(feature, 7)).toEqual(['Scenario: The first', '  Given Alice is connected']);
  });

  it('holds the row of an outline that is meant, and no other', () => {
    expect(scenarioText(feature, 18)).toEqual([
      'Scenario Outline: <what> is refused',
      '  When Alice sends the bytes',
      '    | C0 <octet> | PINGREQ |',
      '    | what | octet |',
      '    | two  | 02    |',
    ]);
  });

  it('is nothing where no scenario is', () => {
    expect(scenarioText(feature, 2)).toEqual([]);
  });
});
