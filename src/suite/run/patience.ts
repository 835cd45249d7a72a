import type { World } from '../world.js';

/** For what is asked for again and again: answers true as long as that is worthwhile. */
export function patience(world: World): () => Promise<boolean> {
  const { timeoutMs } = world.options;
  let waitedMs = timeoutMs;
  let until = performance.now() + timeoutMs;
  return async () => {
    if (performance.now() <= until) return true;
    const moreMs = (await world.doubt(timeoutMs)?.(waitedMs)) ?? 0;
    waitedMs += moreMs;
    until = performance.now() + moreMs;
    return moreMs > 0;
  };
}
