import { describe, expect, it } from 'vitest';
import { parseFilter } from './filter-parser.js';

/** An expression with all its parentheses. */
function shape(text: string): string {
  const show = (expression: ReturnType<typeof parseFilter>): string => {
    if ('message' in expression) return `${expression.position}: ${expression.message}`;
    switch (expression.kind) {
      case 'present':
        return expression.field;
      case 'not':
        return `not ${show(expression.inner)}`;
      case 'compare':
        return `${expression.field} ${expression.operator} ${JSON.stringify(expression.value)}`;
      default:
        return `(${show(expression.left)} ${expression.kind} ${show(expression.right)})`;
    }
  };
  return show(parseFilter(text));
}

describe('filters', () => {
  it.each([
    ['topic == "a/b" and qos > 0', '(topic == "a/b" and qos > 0)'],
    ['problem', 'problem'],
    ['not problem or qos = 1', '(not problem or qos == 1)'],
    ['qos == 1 or qos == 2 and retain', '(qos == 1 or (qos == 2 and retain))'],
    ['(qos == 1 or qos == 2) && !dup', '((qos == 1 or qos == 2) and not dup)'],
    ['packet == basic.publish', 'packet == "basic.publish"'],
    ['topic == plant/7/temperature', 'topic == "plant/7/temperature"'],
    ["topic == 'it\\'s'", 'topic == "it\'s"'],
    ['retain == true and clientId != null', '(retain == true and clientId != null)'],
    ['topic == "전력/계량"', 'topic == "전력/계량"'],
    ['src == 10.0.0.1:1883', 'src == "10.0.0.1:1883"'],
    ['topic == "and"', 'topic == "and"'],
    ['time >= 1700000000.5', 'time >= 1700000000.5'],
  ])('%s', (text, expected) => {
    expect(shape(text)).toBe(expected);
  });

  it.each([
    ['', '0: a field is missing'],
    ['   ', '3: a field is missing'],
    ['qos == ', '7: a value is missing behind qos =='],
    ['qos == 1 and', '12: a field is missing'],
    ['qos == 1)', '8: ")" does not belong here; combine with and, or'],
    ['(qos == 1', '0: this parenthesis is not closed'],
    ['"qos" == 1', '0: "qos" is no field'],
    ['qos == 1 § 2', '9: unexpected "§"'],
    ['topik', '0: there is no field "topik"'],
    [`${'('.repeat(200)}qos${')'.repeat(200)}`, '100: the filter is nested too deeply'],
  ])('%s is a mistake', (text, expected) => {
    expect(shape(text)).toBe(expected);
  });
});
