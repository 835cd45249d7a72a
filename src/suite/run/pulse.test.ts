import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pulse } from './pulse.js';

/** A pulse whose visits end when the test says so; the first was answered at once. */
async function pulseOf(timeoutMs: number) {
  const visits: { readonly answer: () => void; readonly fail: () => void }[] = [];
  const visit = () =>
    new Promise<void>((resolve, reject) => {
      visits.push({ answer: resolve, fail: () => reject(new Error('no answer')) });
    });
  const pulse = new Pulse(visit, timeoutMs);
  const first = pulse.slowness();
  visits[0]?.answer();
  await first;
  return { pulse, visits };
}

// The clock stands still but where a test moves it.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a pulse', () => {
  it('believes a silence when a visit is answered as fast as ever', async () => {
    const pulse = new Pulse(() => Promise.resolve(), 400);
    expect(await pulse.slowness()).toBe(0);
    expect(await pulse.doubt(400)).toBe(0);
  });

  it('waits on where a visit takes much longer than the shortest, up to ten times', async () => {
    const { pulse, visits } = await pulseOf(40);
    const doubted = pulse.doubt(40);
    await vi.advanceTimersByTimeAsync(60);
    visits[1]?.answer();
    expect(await doubted).toBe(40);
    expect(await pulse.doubt(400)).toBe(0);
    expect(visits).toHaveLength(2);
  });

  it('takes a visit without an answer for a slow one', async () => {
    const { pulse, visits } = await pulseOf(40);
    const doubted = pulse.doubt(40);
    await vi.advanceTimersByTimeAsync(60);
    visits[1]?.fail();
    expect(await doubted).toBe(40);
  });

  it('says nothing where no visit was ever answered', async () => {
    const pulse = new Pulse(() => Promise.reject(new Error('closed')), 40);
    expect(await pulse.slowness()).toBe(0);
    expect(await pulse.doubt(40)).toBe(0);
  });

  it('visits once for all who ask at the same time', async () => {
    const { pulse, visits } = await pulseOf(40);
    const asked = [pulse.slowness(), pulse.doubt(40), pulse.doubt(40)];
    visits[1]?.answer();
    expect(await Promise.all(asked)).toEqual([0, 0, 0]);
    expect(visits).toHaveLength(2);
  });
});
