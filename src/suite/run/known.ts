import type { ScenarioResult, StatementResult } from '../../result/run.js';

/** A deviation that its owner knows of: `[[known]]` in conform.toml, or a row of a vendor's profile. */
export interface KnownDeviation {
  /** `mqtt5/MQTT-3.3.1-13` */
  readonly statement: string;
  /** Narrows it to one scenario: `features/…:41`. */
  readonly scenario?: string;
  /** Narrows it to the scenarios of that name: "Octets behind the last property". */
  readonly name?: string;
  /** One line, shown beside the verdict. */
  readonly reason: string;
  /** `2027-03-01`: from that day on it is a failure again. */
  readonly until?: string;
  /** From a profile: a newer version that conforms is no reason to fail a run. */
  readonly vendor?: boolean;
}

/** A deviation that a vendor documents, and where. */
export type VendorDeviation = Omit<KnownDeviation, 'vendor' | 'until'>;

/** A failure that is known becomes `known`, with the reason; an expired entry changes nothing. */
export function withKnown(result: ScenarioResult, known: readonly KnownDeviation[], today: string): ScenarioResult {
  if (result.verdict !== 'fail' && result.verdict !== 'advisory') return result;
  const entry = known.find((one) => covers(one, result) && !isExpired(one, today));
  if (entry === undefined) return result;
  const until = entry.until === undefined ? '' : ` (until ${entry.until})`;
  return { ...result, verdict: 'known', reason: `${entry.reason}${until}` };
}

/** Entries of the user's own list whose statement was tested and held: the list must shrink. */
export function staleEntries(
  known: readonly KnownDeviation[],
  scenarios: readonly ScenarioResult[],
  statements: readonly StatementResult[],
): KnownDeviation[] {
  return known.filter((entry) => {
    if (entry.vendor === true) return false;
    if (entry.scenario !== undefined) return scenarios.some((one) => covers(entry, one) && one.verdict === 'pass');
    return statements.some(({ key, verdict }) => key === entry.statement && verdict === 'pass');
  });
}

function covers(entry: KnownDeviation, result: ScenarioResult): boolean {
  return (
    result.statements.includes(entry.statement) &&
    (entry.scenario === undefined || entry.scenario === result.id) &&
    (entry.name === undefined || entry.name === result.name)
  );
}

function isExpired({ until }: KnownDeviation, today: string): boolean {
  return until !== undefined && today >= until;
}
