import { describe, expect, it } from 'vitest';
import { lineOfKey } from './config-lines.js';

const text = `reason = "at the top"

[targets.here]
mqtt = "localhost"
hooks.restart = "./restart.sh"
[targets."my broker".capabilities]
tls = true

[[known]]
statement = "a"
reason = "b"
[[known]]
statement = "c"
`;

describe('the line of a key', () => {
  it.each([
    ['targets.here.mqtt', 4],
    ['targets.here.hooks.restart', 5],
    ['targets.my broker.capabilities.tls', 7],
    ['known.0.reason', 11],
    ['known.1.statement', 13],
  ])('%s is %i', (path, line) => {
    expect(lineOfKey(text, path.split('.'))).toBe(line);
  });

  it('is the line of its table when the key is missing', () => {
    expect(lineOfKey(text, ['known', '1', 'reason'])).toBe(12);
    expect(lineOfKey(text, ['targets', 'here', 'amqp'])).toBe(3);
  });

  it('is unknown where not even the table is there', () => {
    expect(lineOfKey(text, ['run', 'timeout'])).toBeUndefined();
  });
});
