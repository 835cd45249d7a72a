/** Milliseconds between two looks at the clock. */
const slice = 200;

/** Asked when the time is up, so many milliseconds after the wait began: how many more it is worth, 0 for none. */
export type Doubt = (waitedMs: number) => Promise<number>;

/**
 * Calls `expire` after `timeoutMs` in which this process could listen, and as many more as `doubt` says; answers what
 * calls it off.
 * A stretch in which the process did not get to run (a busy machine, a long computation) counts as one slice only: the
 * answer may be here, unread, and whoever judges must not take its own sleep for the other's silence.
 */
export function startDeadline(timeoutMs: number, expire: (waitedMs: number) => void, doubt?: Doubt): () => void {
  let waited = timeoutMs;
  let left = timeoutMs;
  let last = performance.now();
  let timer = setTimeout(look, Math.min(left, slice));
  let isOver = false;

  function look(): void {
    const now = performance.now();
    left -= Math.min(now - last, slice);
    last = now;
    // Timers may fire a fraction early.
    if (left >= 1) timer = setTimeout(look, Math.min(left, slice));
    else if (doubt === undefined) expire(waited);
    else void doubt(waited).then(goOn);
  }

  function goOn(moreMs: number): void {
    // What was waited for may have come while we asked.
    if (isOver) return;
    if (moreMs <= 0) {
      expire(waited);
      return;
    }
    waited += moreMs;
    left = moreMs;
    last = performance.now();
    timer = setTimeout(look, Math.min(left, slice));
  }

  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** Milliseconds in which this process could listen, counted as a deadline counts them. `stop` when it is read. */
export function startStopwatch(): { readonly elapsed: () => number; readonly stop: () => void } {
  let counted = 0;
  let last = performance.now();
  const look = (): number => {
    const now = performance.now();
    counted += Math.min(now - last, slice);
    last = now;
    return counted;
  };
  const timer = setInterval(look, slice / 2);
  return { elapsed: look, stop: () => clearInterval(timer) };
}
