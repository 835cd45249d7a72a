import { expect, it } from 'vitest';
import { startDeadline, startStopwatch } from './deadline.js';

it('expires after its time', async () => {
  const began = performance.now();
  await new Promise<void>((resolve) => startDeadline(450, resolve));
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
  await new Promise<void>((resolve) => startDeadline(1, resolve));
  expect(expired).toBe(false);
  cancel();
});

it('can be called off', async () => {
  let expired = false;
  startDeadline(20, () => {
    expired = true;
  })();
  // Set later and for longer: had the first one run on, it would have ended before.
  await new Promise<void>((resolve) => startDeadline(40, resolve));
  expect(expired).toBe(false);
});

it('counts a stretch without a turn as one slice', () => {
  const watch = startStopwatch();
  const until = performance.now() + 500;
  while (performance.now() < until);
  expect(watch.elapsed()).toBeLessThan(300);
  watch.stop();
});
