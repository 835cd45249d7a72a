import type { Level } from '../../catalogue/statement.js';
import { statementOf } from '../../catalogue/statements.js';
import type { RunResult, ScenarioResult, StatementResult } from '../../result/run.js';
import { VERDICTS, type Verdict, worst } from '../../result/verdict.js';
import { type KnownDeviation, staleEntries } from './known.js';

export type Stopped = NonNullable<RunResult['stopped']>;

interface Played {
  readonly targets: RunResult['targets'];
  readonly started: string;
  readonly durationMs: number;
  readonly scenarios: readonly ScenarioResult[];
  readonly known: readonly KnownDeviation[];
  readonly stopped: Stopped | undefined;
  readonly bugs: readonly unknown[];
}

/** Counts and rolls up. */
export function summarise({ known, stopped, bugs, ...played }: Played): RunResult {
  const { scenarios } = played;
  const count = (verdict: Verdict) => scenarios.filter((one) => one.verdict === verdict).length;
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])) as Record<Verdict, number>;
  const statements = rollUp(scenarios);
  const stale = staleEntries(known, scenarios, statements).map(({ statement, reason }) => ({ statement, reason }));
  return {
    role: 'broker',
    ...played,
    counts: { scenarios: scenarios.length, ...counts },
    statements,
    staleKnown: stale,
    ...(stopped === undefined ? {} : { stopped }),
    bugs: bugs.map((bug) => (bug instanceof Error ? (bug.stack ?? bug.message) : String(bug))),
  };
}

/** The verdict of a statement is the worst one of its scenarios. */
function rollUp(scenarios: readonly ScenarioResult[]): StatementResult[] {
  const byKey = new Map<string, { level: Level; seen: Verdict[] }>();
  for (const { statements, level, verdict } of scenarios) {
    for (const key of statements) {
      const row = byKey.get(key) ?? { level: statementOf(key)?.level ?? level, seen: [] };
      row.seen.push(verdict);
      byKey.set(key, row);
    }
  }
  return [...byKey].map(([key, { level, seen }]) => ({ key, level, verdict: worst(seen) ?? 'pass' }));
}
