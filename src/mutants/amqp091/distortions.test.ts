import { describe, expect, it } from 'vitest';
import { decodeFrame } from '../../protocol/amqp091/decode.js';
import { encodeMethod } from '../../protocol/amqp091/encode.js';
import { changedProperties } from '../../protocol/amqp091/property-list.js';
import { distortedMethods } from './method-distortions.js';
import { PROPERTY_DISTORTIONS } from './property-distortions.js';

const purged = { 'message-count': 3 };

describe('a distortion of methods', () => {
  it('changes the values of the methods that it is for', () => {
    const octets = distortedMethods('purge-reports-zero', encodeMethod)(1, 'queue.purge-ok', purged);
    expect(octets).toEqual(encodeMethod(1, 'queue.purge-ok', { 'message-count': 0 }));
  });

  it('leaves other methods as they are', () => {
    const octets = distortedMethods('purge-reports-zero', encodeMethod)(1, 'queue.delete-ok', purged);
    expect(octets).toEqual(encodeMethod(1, 'queue.delete-ok', purged));
  });

  it('keeps the size of a frame right when it takes octets away', () => {
    const octets = distortedMethods('omits-reserved-field-of-get-empty', encodeMethod)(1, 'basic.get-empty', {});
    expect(octets.toString('hex')).toBe('01000100000004003c0048ce');
    expect(decodeFrame(octets, { from: 'server' }).problems.map(({ code }) => code)).toEqual(['AMQP_METHOD_TRUNCATED']);
  });

  it('comes on top of another one', () => {
    const both = distortedMethods('answers-on-wrong-channel', distortedMethods('purge-reports-zero', encodeMethod));
    expect(both(100, 'queue.purge-ok', purged)).toEqual(encodeMethod(99, 'queue.purge-ok', { 'message-count': 0 }));
  });
});

describe('a distortion of properties', () => {
  const given = changedProperties(Uint8Array.of(0, 0), () => ({ 'reply-to': 'desk', priority: 200 }));

  it('changes one property and keeps the others', () => {
    const clamped = changedProperties(Uint8Array.of(0, 0), () => ({ 'reply-to': 'desk', priority: 9 }));
    expect(PROPERTY_DISTORTIONS['clamps-priority'](given)).toEqual(clamped);
  });

  it('keeps the octets where there is nothing for it to change', () => {
    expect(PROPERTY_DISTORTIONS['drops-timestamp'](given)).toEqual(given);
  });
});
