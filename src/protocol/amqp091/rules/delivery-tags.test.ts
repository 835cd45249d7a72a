import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeliveryTags } from './delivery-tags.js';

type Step = readonly ['give' | 'give without waiting' | 'settle' | 'settle up to', number];

const steps = fc.array(
  fc.tuple(fc.constantFrom('give', 'give without waiting', 'settle', 'settle up to'), fc.nat(12)) as fc.Arbitrary<Step>,
  { maxLength: 40 },
);

describe('delivery tags of a channel', () => {
  it('wait until they are settled, in whatever order', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const tags = new DeliveryTags();
        const waiting = new Set<number>();
        let highest = 0;
        for (const [what, number] of all) {
          if (what.startsWith('give')) {
            highest++;
            tags.give(highest, what === 'give');
            if (what === 'give') waiting.add(highest);
          } else {
            tags.settle(number, what === 'settle up to');
            const upTo = number === 0 ? highest : number;
            if (what === 'settle') waiting.delete(number);
            else for (const tag of [...waiting]) if (tag <= upTo) waiting.delete(tag);
          }
          for (let tag = 1; tag <= highest + 1; tag++) {
            expect(tags.isWaiting(tag)).toBe(waiting.has(tag));
            expect(tags.isUnknown(tag)).toBe(tag > highest);
            expect(tags.isSettled(tag, false)).toBe(tag <= highest && !waiting.has(tag));
            const lower = [...waiting].some((one) => one <= tag);
            expect(tags.isSettled(tag, true)).toBe(tag <= highest && !lower);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are not known to be given twice once there was a hole between them', () => {
    const tags = new DeliveryTags();
    tags.give(5, true);
    tags.give(6, true);
    expect([4, 5, 6, 7].map((tag) => tags.isGiven(tag))).toEqual([false, true, true, false]);
    expect([4, 5, 6, 7].map((tag) => tags.isUnknown(tag))).toEqual([true, false, false, true]);
    tags.give(9, true);
    expect([4, 5, 8, 9].some((tag) => tags.isGiven(tag) || tags.isSettled(tag, false))).toBe(false);
    expect(tags.isUnknown(4)).toBe(false);
  });

  it('are not known to be settled where they may have been given back', () => {
    const tags = new DeliveryTags();
    tags.give(1, true);
    tags.settle(1, false);
    tags.doubt();
    tags.give(2, true);
    tags.settle(2, false);
    expect([1, 2].map((tag) => tags.isSettled(tag, false))).toEqual([false, true]);
    expect(tags.isSettled(2, true)).toBe(false);
  });
});
