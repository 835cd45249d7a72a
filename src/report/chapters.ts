import { chapterOf } from '../catalogue/sections.js';
import { statementOf } from '../catalogue/statements.js';
import type { PlannedResult, ScenarioResult } from '../result/run.js';
import type { Verdict } from '../result/verdict.js';
import { symbol, TOLD, type View } from './view.js';

/** Results gathered by a heading, told when the last of them is in. */
export interface Group {
  readonly key: string;
  readonly heading: string;
  /** Scenarios that are still to come. */
  open: number;
  readonly results: ScenarioResult[];
}

/** One group for each chapter of a standard: `mqtt5/3.8`, "SUBSCRIBE – Subscribe request". */
export function groupByChapter(planned: readonly PlannedResult[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const one of planned) {
    const { key, heading } = chapterOfScenario(one);
    const group = groups.get(key) ?? { key, heading, open: 0, results: [] };
    group.open += 1;
    groups.set(key, group);
  }
  return groups;
}

/** One group for each feature file. */
export function groupByFile(planned: readonly PlannedResult[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const one of planned) {
    const key = fileOf(one);
    const group = groups.get(key) ?? { key, heading: key, open: 0, results: [] };
    group.open += 1;
    groups.set(key, group);
  }
  return groups;
}

export function fileOf({ id }: Pick<ScenarioResult, 'id'>): string {
  return id.replace(/:\d+$/, '');
}

export function lineOf({ id }: Pick<ScenarioResult, 'id'>): number {
  return Number(/:(\d+)$/.exec(id)?.[1] ?? 1);
}

export function chapterOfScenario({ id, statements }: Pick<ScenarioResult, 'id' | 'statements'>) {
  const statement = statementOf(statements[0] ?? '');
  if (statement === undefined) return { key: fileOf({ id }), heading: fileOf({ id }) };
  const { spec, section, title } = chapterOf(statement.spec, statement.section);
  return { key: `${spec}/${section}`, heading: title };
}

/** `12 ✓   1 ✗` */
export function tally(results: readonly ScenarioResult[], view: View): string {
  return TOLD.map((verdict) => ({ verdict, times: timesOf(verdict, results) }))
    .filter(({ times }) => times > 0)
    .map(({ verdict, times }) => `${String(times).padStart(3)} ${symbol(verdict, view)}`)
    .join('  ');
}

export function timesOf(verdict: Verdict, results: readonly ScenarioResult[]): number {
  return results.filter((one) => one.verdict === verdict).length;
}
