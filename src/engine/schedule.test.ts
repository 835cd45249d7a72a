import { describe, expect, it } from 'vitest';
import { type Lane, schedule } from './schedule.js';

interface Job extends Lane {
  readonly name: string;
}

const job = (name: string, lane: Lane['lane']): Job => ({ name, lane });

async function play(jobs: readonly Job[], places: number, gate?: () => Promise<boolean>) {
  const story: string[] = [];
  let running = 0;
  let most = 0;
  await schedule(jobs, {
    jobs: places,
    laneOf: ({ lane }) => lane,
    ...(gate === undefined ? {} : { gate }),
    run: async ({ name }) => {
      running += 1;
      most = Math.max(most, running);
      story.push(`${name} starts with ${running - 1} others`);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    },
  });
  return { story, most };
}

describe('the schedule', () => {
  it('starts those that wait on a clock first', async () => {
    const { story } = await play([job('a', 'quick'), job('b', 'waiting')], 4);
    expect(story).toEqual(['b starts with 0 others', 'a starts with 1 others']);
  });

  it('runs those that need the stage alone after all others, one by one', async () => {
    const { story } = await play([job('x', 'alone'), job('a', 'quick'), job('y', 'alone'), job('b', 'quick')], 4);
    expect(story.slice(2)).toEqual(['x starts with 0 others', 'y starts with 0 others']);
  });

  it('never runs more than it may', async () => {
    const many = Array.from({ length: 50 }, (_, index) => job(`${index}`, 'quick'));
    expect((await play(many, 7)).most).toBe(7);
  });

  it('runs everything in turn with one place', async () => {
    const jobs = [job('a', 'quick'), job('b', 'waiting'), job('c', 'quick')];
    expect((await play(jobs, 1)).most).toBe(1);
  });

  it('starts nothing more once the gate is shut', async () => {
    let open = 3;
    const many = Array.from({ length: 10 }, (_, index) => job(`${index}`, 'quick'));
    expect((await play(many, 1, async () => open-- > 0)).story).toHaveLength(3);
  });
});
