import { parseSelector } from '../catalogue/selector.js';
import type { Statement } from '../catalogue/statement.js';
import { isObservable, similar, statements } from '../catalogue/statements.js';
import { UsageError } from '../result/expectation.js';
import type { ScenarioEntry } from '../suite/plan/scenario-index.js';
import { scenarioList } from '../suite/plan/scenario-list.js';

export interface DefectEntry {
  readonly id: string;
  readonly breaks: readonly string[];
  readonly about: string;
}

export interface CoveredStatement {
  readonly statement: Statement;
  readonly scenarios: readonly ScenarioEntry[];
  readonly defects: readonly DefectEntry[];
}

/** Statements joined with the scenarios that test them and the defects that prove those. */
export async function coverage(selectors: readonly string[]): Promise<CoveredStatement[]> {
  const [scenarios, { DEFECTS }] = await Promise.all([scenarioList(), import('../broker/defects.js')]);
  const wanted = chosen(selectors, scenarios);
  const byStatement = groupBy(scenarios, ({ statements: keys }) => keys);
  const byBroken = groupBy<DefectEntry>(DEFECTS, ({ breaks }) => breaks);
  return statements()
    .filter(({ key }) => wanted === undefined || wanted.has(key))
    .map((statement) => ({
      statement,
      scenarios: byStatement.get(statement.key) ?? [],
      defects: byBroken.get(statement.key) ?? [],
    }));
}

/** A client could see it violated, and no scenario looks. */
export function isUnverified({ statement, scenarios }: CoveredStatement): boolean {
  return isObservable(statement) && scenarios.length === 0;
}

function chosen(selectors: readonly string[], scenarios: readonly ScenarioEntry[]): Set<string> | undefined {
  if (selectors.length === 0) return undefined;
  return new Set(selectors.flatMap((text) => keysOf(text, scenarios)));
}

function keysOf(text: string, scenarios: readonly ScenarioEntry[]): readonly string[] {
  const named = parseSelector(text);
  if (named !== undefined) return named.statements.map(({ key }) => key);
  const path = text.replace(/^\.\//, '');
  const inFile = scenarios.filter(({ id }) => id === path || id.startsWith(`${path}:`) || id.startsWith(`${path}/`));
  if (inFile.length > 0) return inFile.flatMap((scenario) => scenario.statements);
  const [near] = similar(text);
  throw new UsageError(
    `there is no statement "${text}"`,
    'a selector is a spec (mqtt5), a section (mqtt5/3.8), a statement (MQTT-3.8.3-4) or a feature path',
    near === undefined ? 'see them all:  conform list' : `did you mean:  conform list ${near}`,
  );
}

function groupBy<T>(all: readonly T[], keysFor: (one: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) for (const key of keysFor(one)) groups.set(key, [...(groups.get(key) ?? []), one]);
  return groups;
}
