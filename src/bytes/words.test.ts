import { describe, expect, it } from 'vitest';
import { nearest } from './words.js';

describe('the nearest word', () => {
  it.each([
    ['qso', ['dst', 'dup', 'qos', 'src'], 'qos'],
    ['jnuit', ['terminal', 'json', 'junit'], 'junit'],
    ['Clock', ['clock', 'long'], 'clock'],
    ['retrain', ['restart', 'retain'], 'retain'],
  ])('to %s', (text, words, near) => {
    expect(nearest(text, words)).toBe(near);
  });

  it('is none where nothing is like it', () => {
    expect(nearest('umbrella', ['mqtt', 'amqp'])).toBeUndefined();
  });
});
