import { NotApplicable } from '../../result/expectation.js';

/** Where this process did not get to run for so long that a client broke its promise, the broker may well close. */
export function mustHaveSpoken(client: string, silentMs: number, allowedMs: number): void {
  if (silentMs < allowedMs) return;
  throw new NotApplicable(
    `this machine kept ${client} silent for ${(silentMs / 1000).toFixed(1)} seconds: it is too busy`,
  );
}
