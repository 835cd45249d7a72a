import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PcapngClock } from './pcapng-clock.js';

const exactly = (resolution: number, stamp: bigint): readonly [number, number] => {
  const exponent = BigInt(resolution & 0x7f);
  const ticks = resolution > 0x7f ? 1n << exponent : 10n ** exponent;
  return [Number(stamp / ticks), Number(((stamp % ticks) * 1_000_000_000n) / ticks)];
};

const converted = (resolution: number, stamp: bigint): readonly [number, number] => {
  const clock = new PcapngClock(resolution);
  clock.set(Number(stamp >> 32n), Number(stamp & 0xffffffffn));
  return [clock.seconds, clock.nanos];
};

describe('the clock of a pcapng interface', () => {
  it.each([0, 1, 3, 6, 7, 9, 10, 12, 18, 0x80, 0x8a, 0x94, 0x97, 0x98, 0x9e, 0xa0, 0xc0])(
    'with resolution %i says what exact arithmetic says',
    (resolution) => {
      fc.assert(
        fc.property(fc.bigInt(0n, (1n << 64n) - 1n), (stamp) => {
          expect(converted(resolution, stamp)).toEqual(exactly(resolution, stamp));
        }),
      );
    },
  );

  it.each([6, 9])('is exact next to whole seconds, resolution %i', (resolution) => {
    const second = 10n ** BigInt(resolution);
    for (let seconds = 1_600_000_000n; seconds < 4_200_000_000n; seconds += 123_456_789n) {
      for (const near of [-2n, -1n, 0n, 1n]) {
        const stamp = seconds * second + near;
        expect(converted(resolution, stamp)).toEqual(exactly(resolution, stamp));
      }
    }
  });
});
