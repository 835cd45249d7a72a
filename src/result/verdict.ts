/**
 * What a scenario says about the broker, worst first:
 *
 * - `fail`: a MUST is violated
 * - `advisory`: a SHOULD is not followed
 * - `blocked`: it says nothing, since what it builds upon did not hold
 * - `known`: it failed, as its owner said it would
 * - `notApplicable`: the broker does not offer what is asked about
 * - `pass`
 */
export const VERDICTS = ['fail', 'advisory', 'blocked', 'known', 'notApplicable', 'pass'] as const;

export type Verdict = (typeof VERDICTS)[number];

/** The verdict of a statement is the worst one of its scenarios. */
export function worst(seen: Iterable<Verdict>): Verdict | undefined {
  const all = new Set(seen);
  return VERDICTS.find((verdict) => all.has(verdict));
}
