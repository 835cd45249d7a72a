import { stripVTControlCharacters } from 'node:util';
import { columns } from '../bytes/columns.js';
import { count } from '../bytes/count.js';
import type { RunResult, ScenarioResult } from '../result/run.js';
import { bareId, shownIds, shownName } from './failure.js';
import { paragraph } from './paragraph.js';
import { printable } from './printable.js';
import { duration, plainPaint, symbol, TOLD, type View, word } from './view.js';

/** The end of a run: totals, statements violated, what could not be asked and why. */
export function summaryLines(result: RunResult, view: View): string[] {
  const { counts } = result;
  const noun = counts.scenarios === 1 ? 'scenario' : 'scenarios';
  const totals = TOLD.filter((verdict) => counts[verdict] > 0).map(
    (verdict) => `${count(counts[verdict])} ${symbol(verdict, view)} ${word(verdict)}`,
  );
  const lines = [`${count(counts.scenarios)} ${noun} in ${duration(result.durationMs)}`];
  lines.push(...broken(totals, view).map((line) => `  ${line}`));
  if (result.stopped !== undefined) lines.push(`  ${printable(result.stopped.text)}`);
  const levels = levelTotals(result);
  if (levels.length > 0)
    lines.push('', ...(levels.join(between).length <= view.width ? [levels.join(between)] : levels));
  lines.push(...rows(result, view));
  return lines;
}

const between = '        ';

/**
 * Statements, not scenarios. A MUST is violated by a failure only: an advisory, also one on the statement of a MUST,
 * is a SHOULD that is not followed.
 */
function levelTotals({ scenarios, statements }: RunResult): string[] {
  const judged = scenarios.filter(({ verdict }) => verdict !== 'notApplicable' && verdict !== 'blocked');
  const keysOf = (some: readonly ScenarioResult[]) => new Set(some.flatMap((one) => one.statements)).size;
  const musts = statements.filter(
    ({ level, verdict }) => level === 'must' && verdict !== 'notApplicable' && verdict !== 'blocked',
  );
  const violated = musts.filter(({ verdict }) => verdict === 'fail').length;
  const shoulds = keysOf(judged.filter(({ level, verdict }) => level === 'should' || verdict === 'advisory'));
  const ignored = keysOf(judged.filter(({ verdict }) => verdict === 'advisory'));
  return [
    ...(musts.length === 0
      ? []
      : [`MUST      ${count(violated)} of ${count(musts.length)} tested statements violated`]),
    ...(shoulds === 0 ? [] : [`SHOULD   ${count(ignored)} of ${count(shoulds)} not followed`]),
  ];
}

/** As many on a line as fit. */
function broken(totals: readonly string[], { width }: View): string[] {
  const lines: string[] = [];
  for (const one of totals) {
    const longer = lines.length === 0 ? one : `${lines.at(-1)}   ${one}`;
    if (lines.length > 0 && columns(stripVTControlCharacters(longer)) <= width - 2) lines[lines.length - 1] = longer;
    else lines.push(one);
  }
  return lines;
}

function rows(result: RunResult, view: View): string[] {
  const of = (verdict: ScenarioResult['verdict']) => result.scenarios.filter((one) => one.verdict === verdict);
  const listed = [...of('fail'), ...of('advisory'), ...of('known'), ...of('blocked')];
  const widest = Math.min(60, Math.max(28, Math.floor(view.width / 2)));
  const column = Math.min(widest, Math.max(0, ...listed.map((one) => shownIds(one, view).length)));
  const plain = { ...view, paint: plainPaint };
  const firstAdvisory = listed.find(({ verdict }) => verdict === 'advisory');
  const signs = Math.max(1, ...listed.map((one) => symbol(one.verdict, plain).length));
  const row = (verdict: ScenarioResult['verdict'], ids: string, words: string) => {
    const sign = `${symbol(verdict, view)}${' '.repeat(signs - symbol(verdict, plain).length)}`;
    return paragraph(
      `  ${sign} ${ids.padEnd(column)}  `,
      2 + signs + 1 + Math.max(column, ids.length) + 2,
      words,
      view,
    );
  };
  const lines = listed.flatMap((one) => {
    const reason = one.verdict === 'known' || one.verdict === 'blocked' ? one.reason : null;
    const about = reason === null ? shownName(one, view) : printable(reason);
    const aside = one === firstAdvisory && !view.strict ? '   (--strict makes these count)' : '';
    return row(one.verdict, shownIds(one, view), `${about}${aside}`);
  });
  for (const { statement, reason } of result.staleKnown) {
    const id = view.fullKeys ? statement : bareId(statement);
    lines.push(...row('fail', id, `known (${printable(reason)}), but it holds now`));
  }
  const reasons = new Map<string, number>();
  for (const { reason } of of('notApplicable')) reasons.set(reason ?? '', (reasons.get(reason ?? '') ?? 0) + 1);
  const skipped = [...reasons].sort(([, a], [, b]) => b - a);
  skipped.forEach(([reason, times], index) => {
    if (index === 0) lines.push('');
    const label = `${index === 0 ? 'not applicable' : '              '}  ${String(times).padStart(4)}  `;
    lines.push(...paragraph(label, label.length, printable(reason), view));
  });
  // The owner of the broker can change this; nothing is wrong with the broker.
  if (skipped.some(([reason]) => reason.endsWith(' is configured')))
    lines.push(...paragraph(' '.repeat(22), 22, 'conform.toml can name what is missing:  conform run --help', view));
  return lines;
}
