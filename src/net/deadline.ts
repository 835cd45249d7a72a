/** Milliseconds between two looks at the clock. */
const slice = 200;

/**
 * Calls `expire` after `timeoutMs` in which this process could listen; answers what calls it off.
 * A stretch in which the process did not get to run (a busy machine, a long computation) counts as one slice only: the
 * answer may be here, unread, and whoever judges must not take its own sleep for the other's silence.
 */
export function startDeadline(timeoutMs: number, expire: () => void): () => void {
  let left = timeoutMs;
  let last = performance.now();
  let timer = setTimeout(look, Math.min(left, slice));

  function look(): void {
    const now = performance.now();
    left -= Math.min(now - last, slice);
    last = now;
    // Timers may fire a fraction early.
    if (left < 1) expire();
    else timer = setTimeout(look, Math.min(left, slice));
  }

  return () => clearTimeout(timer);
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
