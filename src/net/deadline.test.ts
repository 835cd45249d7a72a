import { expect, it } from 'vitest';
import { startDeadline, startStopwatch } from './deadline.js';

it('expires after its time', async () => {
  const began = performance.now();
  await new Promise((resolve) => startDeadline(450, resolve));
  expect(performance.now() - began).toBeGreaterThan(440);
});

it('does not take the sleep of its own process for silence', async () => {
  let expired = false;
  const cancel = startDeadline(600, () => {
    expired = true;
  });
  const until = performance.now() + 900;
  while (performance.now() < until);
  // A deadline set now ends after the look that was due during the sleep.
  await new Promise((resolve) => startDeadline(1, resolve));
  expect(expired).toBe(false);
  cancel();
});

it('goes on as long as there is doubt, and can be called off while that is asked', async () => {
  const asked: number[] = [];
  const doubt = async (waitedMs: number) => {
    asked.push(waitedMs);
    return waitedMs < 30 ? 10 : 0;
  };
  const waited = await new Promise((resolve) => startDeadline(10, resolve, doubt));
  expect(waited).toBe(30);
  expect(asked).toEqual([10, 20, 30]);
  let expired = false;
  const expire = () => {
    expired = true;
  };
  await new Promise<void>((resolve) => {
    const callOff = startDeadline(1, expire, async () => {
      callOff();
      resolve();
      return 0;
    });
  });
  await new Promise((resolve) => startDeadline(5, resolve));
  expect(expired).toBe(false);
});

it('can be called off', async () => {
  let expired = false;
  startDeadline(20, () => {
    expired = true;
  })();
  // Set later and for longer: had the first one run on, it would have ended before.
  await new Promise((resolve) => startDeadline(40, resolve));
  expect(expired).toBe(false);
});

it('counts a stretch without a turn as one slice', () => {
  const watch = startStopwatch();
  const until = performance.now() + 500;
  while (performance.now() < until);
  expect(watch.elapsed()).toBeLessThan(300);
  watch.stop();
});
