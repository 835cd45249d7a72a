/** What a scenario says about the broker. Worst first. */
export const verdicts = ['fail', 'advisory', 'blocked', 'known', 'notApplicable', 'pass'] as const;

export type Verdict = (typeof verdicts)[number];

/** The verdict of a statement is the worst one of its scenarios. */
export function worst(seen: Iterable<Verdict>): Verdict | undefined {
  const all = new Set(seen);
  return verdicts.find((verdict) => all.has(verdict));
}
