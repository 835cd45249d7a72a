import { columns } from '../bytes/columns.js';
import { find, statementOf } from '../catalogue/statements.js';
import type { PlannedResult, ScenarioResult, StepResult } from '../result/run.js';
import { scenarioName } from '../result/scenario-name.js';
import { paragraph } from './paragraph.js';
import { printable } from './printable.js';
import { transcriptLines } from './transcript-view.js';
import { plainPaint, symbol, type View } from './view.js';

/** Everything a person needs to believe a failure: the statement, what was permitted, what was seen, the octets. */
export function failureBlock(result: ScenarioResult, view: View): string {
  const { paint } = view;
  const lines = headlines(result, view, 2);
  for (const key of result.statements) {
    const title = statementOf(key)?.title;
    if (title !== undefined) lines.push(...paragraph('  ', 2, printable(title), view, 2));
  }
  lines.push('', ...outcomeLines(result, view), '');
  if (view.verbosity > 0 && result.steps.length > 0) {
    lines.push(...result.steps.flatMap((step) => stepLines(step, view, 2)), '');
  }
  const conversation = transcriptLines(result, view);
  if (conversation.length > 0) lines.push(...conversation.map((line) => `  ${line}`), '');
  lines.push(`  ${paint.dim('at')}         ${placeOf(result)}`);
  lines.push(`  ${paint.dim('again')}      ${view.again} ${selectorFor(result)}${view.verbosity > 0 ? '' : ' -v'}`);
  if (view.output !== undefined && result.verdict === 'fail') {
    lines.push(`  ${paint.dim('capture')}    ${view.output}/${fileNameFor(result, view)}.pcap`);
  }
  return lines.map((line) => `  ${line}`.trimEnd()).join('\n');
}

/** With -vv: what passed, or could not be asked, with its conversation. */
export function passedBlock(result: ScenarioResult, view: View): string[] {
  const head = headlines(result, view, 4);
  if (result.reason !== null) head.push(...paragraph('  ', 2, printable(result.reason), view, 4));
  const steps = result.steps.flatMap((step) => stepLines(step, view, 4));
  // Two columns further to the right than a failure.
  const conversation = transcriptLines(result, { ...view, width: view.width - 2 });
  return [...head, ...steps, ...conversation.map((line) => `  ${line}`)].map((line) => `    ${line}`);
}

/** `✗ MQTT-3.8.3-4 MUST   No Local is a Protocol Error here › A shared subscription with No Local`, at so many columns from the edge. */
export function headlines(result: ScenarioResult, view: View, indent: number): string[] {
  const { verdict, level } = result;
  const mark = symbol(verdict, view);
  const ids = shownIds(result, view);
  const width = columns(symbol(verdict, { ...view, paint: plainPaint })) + 1 + ids.length + 1 + level.length + 3;
  const label = `${mark} ${view.paint.bold(ids)} ${level.toUpperCase()}   `;
  return paragraph(label, width, shownName(result, view), view, indent);
}

/** Rule and title, in the signs that can be shown. */
export function shownName(result: Pick<PlannedResult, 'rule' | 'name'>, { unicode }: View): string {
  return printable(scenarioName(result, unicode ? '›' : '>'));
}

/** As people type them: bare where one standard is tested. */
export function shownIds({ statements }: Pick<ScenarioResult, 'statements'>, { fullKeys }: View): string {
  return statements.map(fullKeys ? (key) => key : bareId).join(' ');
}

export function bareIds({ statements }: Pick<ScenarioResult, 'statements'>): string {
  return statements.map(bareId).join(' ');
}

export function bareId(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}

/** Where it stands in the features; for a packet that breaks a rule of its own, where it was seen. */
export function placeOf({ id, seenIn }: ScenarioResult): string {
  return seenIn ?? id;
}

/** `MQTT-3.8.3-4-line-41`: what belongs to a failure is kept under this name. */
export function fileNameFor(result: ScenarioResult, { fullKeys }: Pick<View, 'fullKeys'>): string {
  const line = /:(\d+)$/.exec(placeOf(result))?.[1] ?? '0';
  const key = result.statements[0] ?? 'scenario';
  // MQTT 3.1.1 and 5.0 share their ids, and may share the line.
  return `${fullKeys ? key : bareId(key)}-line-${line}`.replace('/', '-').replace(/[^\w.-]/g, '_');
}

/** What names it on the command line. */
export function selectorFor(result: ScenarioResult): string {
  if (result.seenIn !== undefined) return result.seenIn;
  const [key] = result.statements;
  if (key === undefined) return result.id;
  const id = bareId(key);
  return find(id).length === 1 ? id : key;
}

function outcomeLines(result: ScenarioResult, view: View): string[] {
  const { paint } = view;
  const told = (word: string, text: string) =>
    paragraph(`  ${paint.dim(word)}${' '.repeat(10 - word.length)}`, 12, printable(text), view, 2);
  const lines = result.expected.flatMap((outcome, index) => told(index === 0 ? 'expected' : '      or', outcome));
  if (result.actual !== null) lines.push(...told('actual', result.actual));
  if (result.reason !== null) lines.push(...told('because', result.reason));
  return lines;
}

function stepLines({ keyword, text, status }: StepResult, view: View, indent: number): string[] {
  const sign = stepSign(status, view);
  const width = 2 + columns(stepSign(status, { ...view, paint: plainPaint })) + 1 + keyword.length + 1;
  return paragraph(`  ${sign} ${view.paint.dim(keyword)} `, width, printable(text), view, indent);
}

function stepSign(status: StepResult['status'], view: View): string {
  if (status === 'skipped') return view.unicode ? '·' : '.';
  return symbol(VERDICT_OF_STEP[status], view);
}

const VERDICT_OF_STEP = {
  passed: 'pass',
  failed: 'fail',
  advisory: 'advisory',
  notApplicable: 'notApplicable',
} as const;
