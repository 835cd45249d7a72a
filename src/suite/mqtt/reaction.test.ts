import { describe, expect, it } from 'vitest';
import { readFrame } from './frame.js';
import { isReaction, reactions } from './reaction.js';

const frame = (hex: string) => readFrame(Buffer.from(hex, 'hex'), 4, 'server');
const permits = (cell: string, hex: string) => reactions([[cell]]).some((one) => isReaction(one, frame(hex)));

describe('permitted reactions', () => {
  it.each([
    ['CONNACK 0x02, then closed', '20020002', true],
    ['CONNACK 0x02, then closed', '20020000', false],
    ['CONNACK other than 0x00, then closed', '20020005', true],
    ['CONNACK other than 0x00, then closed', '20020000', false],
    ['SUBACK 0x80 or 0x8F', '9003000a80', true],
    ['SUBACK 0x80', '9004000a8000', false],
    ['PUBACK', '4002000a', true],
    ['PUBACK', '5002000a', false],
  ])('"%s" and %s: %s', (cell, hex, expected) => {
    expect(permits(cell, hex)).toBe(expected);
  });

  it('tells which reactions end the connection', () => {
    expect(
      reactions([['closed'], ['CONNACK 0x01, then closed'], ['ignored'], ['PUBACK']]).map(({ closes }) => closes),
    ).toEqual([true, true, false, false]);
  });

  it('refuses words that are no reaction', () => {
    expect(() => reactions([['applause']])).toThrow('"applause" is no reaction');
  });
});
