import { setTimeout as wait } from 'node:timers/promises';
import { ExpectationFailed } from '../../../result/expectation.js';
import { patience } from '../../run/patience.js';
import type { World } from '../../world.js';

/** Some things a broker does by itself, a moment later: they are asked for again. */
export async function soon<T>(world: World, attempt: () => Promise<T>): Promise<T> {
  const goOn = patience(world);
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ExpectationFailed) || !(await goOn())) throw error;
      await wait(askAgainAfter);
    }
  }
}

/** So many milliseconds leave the broker to what it has to do, and keep the transcript short. */
const askAgainAfter = 5;
