import { appendFileSync } from 'node:fs';
import { count } from '../bytes/count.js';
import type { RunResult, ScenarioResult } from '../result/run.js';
import { scenarioName } from '../result/scenario-name.js';
import { fileOf, lineOf } from './chapters.js';
import { bareIds, placeOf } from './failure.js';
import { printable } from './printable.js';
import type { MakeReporter } from './reporter.js';
import { duration, TOLD, word } from './view.js';

/**
 * Workflow commands: failures first, because only ten annotations of a kind are shown, then advisories and one notice
 * with the totals; the totals also go to the job's summary page.
 */
export const githubReporter: MakeReporter = ({ write, view }) => ({
  onEvent: (event) => {
    if (event.type !== 'run-finished') return;
    const of = (verdict: ScenarioResult['verdict']) => event.result.scenarios.filter((one) => one.verdict === verdict);
    for (const one of of('fail')) write(annotation('error', one));
    for (const one of of('advisory')) write(annotation(view.strict ? 'error' : 'warning', one));
    write(`::notice title=conform::${data(totals(event.result))}\n`);
    const page = process.env.GITHUB_STEP_SUMMARY;
    if (page !== undefined && page !== '') appendFileSync(page, summaryPage(event.result));
  },
});

function annotation(kind: 'error' | 'warning', result: ScenarioResult): string {
  const place = placeOf(result);
  const properties = `file=${property(fileOf({ id: place }))},line=${lineOf({ id: place })},title=${property(bareIds(result))}`;
  const outcomes = `expected ${result.expected.join(' or ')}; actual: ${result.actual ?? ''}`;
  return `::${kind} ${properties}::${data(printable(`${scenarioName(result)}: ${outcomes}`))}\n`;
}

function totals({ counts, durationMs }: RunResult): string {
  const parts = TOLD.filter((verdict) => counts[verdict] > 0).map(
    (verdict) => `${count(counts[verdict])} ${word(verdict)}`,
  );
  return `${count(counts.scenarios)} scenarios in ${duration(durationMs)}: ${parts.join(', ')}`;
}

function summaryPage(result: RunResult): string {
  const rows = result.scenarios
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'advisory' || verdict === 'blocked')
    .map(
      (one) =>
        `| ${word(one.verdict)} | ${bareIds(one)} | ${cell(scenarioName(one))} | ${cell(one.actual ?? one.reason ?? '')} |`,
    );
  const table = rows.length === 0 ? [] : ['', '| | statement | scenario | seen |', '|---|---|---|---|', ...rows];
  return `${[`### conform: ${totals(result)}`, ...table].join('\n')}\n`;
}

function cell(text: string): string {
  return printable(text).replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
