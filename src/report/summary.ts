import type { RunResult, ScenarioResult, StatementResult } from '../result/run.js';
import { bareId, bareIds } from './failure.js';
import { printable } from './printable.js';
import { count, duration, symbol, told, type View, word } from './view.js';

/** The end of a run: totals, statements violated, what could not be asked and why. */
export function summaryLines(result: RunResult, view: View): string[] {
  const { counts } = result;
  const noun = counts.scenarios === 1 ? 'scenario' : 'scenarios';
  const totals = told
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${count(counts[verdict])} ${symbol(verdict, view)} ${word(verdict)}`);
  const lines = [`${count(counts.scenarios)} ${noun} in ${duration(result.durationMs)}`];
  if (totals.length > 0) lines.push(`  ${totals.join('   ')}`);
  if (result.stopped !== undefined) lines.push(`  ${printable(result.stopped.text)}`);
  const levels = [levelTotal(result.statements, 'must'), levelTotal(result.statements, 'should')].filter(Boolean);
  if (levels.length > 0) lines.push('', levels.join('        '));
  lines.push(...rows(result, view));
  return lines;
}

function levelTotal(statements: readonly StatementResult[], level: 'must' | 'should'): string {
  const tested = statements.filter((one) => one.level === level && one.verdict in judged);
  if (tested.length === 0) return '';
  const broken = tested.filter(({ verdict }) => verdict === 'fail' || verdict === 'advisory').length;
  return level === 'must'
    ? `MUST      ${count(broken)} of ${count(tested.length)} tested statements violated`
    : `SHOULD   ${count(broken)} of ${count(tested.length)} not followed`;
}

const judged = { pass: true, fail: true, advisory: true, known: true };

function rows(result: RunResult, view: View): string[] {
  const of = (verdict: ScenarioResult['verdict']) => result.scenarios.filter((one) => one.verdict === verdict);
  const listed = [...of('fail'), ...of('advisory'), ...of('known'), ...of('blocked')];
  const column = Math.min(28, Math.max(0, ...listed.map((one) => bareIds(one).length)));
  const firstAdvisory = listed.find(({ verdict }) => verdict === 'advisory');
  const lines = listed.map((one) => {
    const about = one.verdict === 'known' || one.verdict === 'blocked' ? (one.reason ?? one.name) : one.name;
    const aside = one === firstAdvisory && !view.strict ? '   (--strict makes these count)' : '';
    return `  ${symbol(one.verdict, view)} ${bareIds(one).padEnd(column)}  ${printable(about)}${aside}`;
  });
  for (const { statement, reason } of result.staleKnown) {
    lines.push(
      `  ${symbol('fail', view)} ${bareId(statement).padEnd(column)}  known (${printable(reason)}), but it holds now`,
    );
  }
  const reasons = new Map<string, number>();
  for (const { reason } of of('notApplicable')) reasons.set(reason ?? '', (reasons.get(reason ?? '') ?? 0) + 1);
  const skipped = [...reasons].sort(([, a], [, b]) => b - a);
  skipped.forEach(([reason, times], index) => {
    if (index === 0) lines.push('');
    lines.push(
      `${index === 0 ? 'not applicable' : '              '}  ${String(times).padStart(4)}  ${printable(reason)}`,
    );
  });
  return lines;
}
