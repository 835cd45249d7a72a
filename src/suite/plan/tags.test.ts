import { describe, expect, it } from 'vitest';
import { readTags } from './tags.js';

describe('the level of a scenario', () => {
  it.each([
    ['is that of its statement', ['@mqtt5', '@MQTT-3.8.3-4'], 'must'],
    ['is the strongest of several', ['@amqp091', '@AMQP-channel.flow.initial-state', '@AMQP-tx.publish'], 'must'],
    ['is weaker where the scenario is soft', ['@mqtt5', '@MQTT-3.8.3-4', '@soft'], 'should'],
    ['may be a permission', ['@amqp091', '@AMQP-channel.flow.initial-state'], 'may'],
    ['is a MUST where the catalogue knows nothing', ['@mqtt5', '@MQTT-9.9.9-9'], 'must'],
  ])('%s', (_, tags, level) => {
    expect(readTags(tags).level).toBe(level);
  });
});
