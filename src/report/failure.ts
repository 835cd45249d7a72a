import { find, statementOf } from '../catalogue/statements.js';
import type { ScenarioResult, StepResult } from '../result/run.js';
import { printable } from './printable.js';
import { transcriptLines } from './transcript-view.js';
import { symbol, type View } from './view.js';

/** Everything a person needs to believe a failure: the statement, what was permitted, what was seen, the octets. */
export function failureBlock(result: ScenarioResult, view: View): string {
  const { paint } = view;
  const lines = [`${symbol(result.verdict, view)} ${headline(result, view)}`];
  for (const key of result.statements) {
    const title = statementOf(key)?.title;
    if (title !== undefined) lines.push(`  ${printable(title)}`);
  }
  lines.push('', ...outcomeLines(result, view), '');
  if (view.verbosity > 0 && result.steps.length > 0) {
    lines.push(...result.steps.map((step) => `  ${stepLine(step, view)}`), '');
  }
  const conversation = transcriptLines(result, view);
  if (conversation.length > 0) lines.push(...conversation.map((line) => `  ${line}`), '');
  lines.push(`  ${paint.dim('at')}         ${placeOf(result)}`);
  lines.push(`  ${paint.dim('again')}      ${view.again} ${selectorFor(result)}${view.verbosity > 0 ? '' : ' -v'}`);
  if (view.output !== undefined && result.verdict === 'fail') {
    lines.push(`  ${paint.dim('capture')}    ${view.output}/${fileNameFor(result)}.pcap`);
  }
  return lines.map((line) => `  ${line}`.trimEnd()).join('\n');
}

/** `MQTT-3.8.3-4 MUST   A shared subscription with No Local` */
export function headline(result: ScenarioResult, view: View): string {
  const { paint } = view;
  return `${paint.bold(bareIds(result))} ${result.level.toUpperCase()}   ${printable(result.name)}`;
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
export function fileNameFor(result: ScenarioResult): string {
  const line = /:(\d+)$/.exec(placeOf(result))?.[1] ?? '0';
  return `${bareId(result.statements[0] ?? 'scenario')}-line-${line}`.replace(/[^\w.-]/g, '_');
}

function selectorFor(result: ScenarioResult): string {
  if (result.seenIn !== undefined) return result.seenIn;
  const [key] = result.statements;
  if (key === undefined) return result.id;
  const id = bareId(key);
  return find(id).length === 1 ? id : key;
}

function outcomeLines(result: ScenarioResult, view: View): string[] {
  const { paint } = view;
  const lines = result.expected.map(
    (outcome, index) => `  ${paint.dim(index === 0 ? 'expected' : '      or')}  ${printable(outcome)}`,
  );
  if (result.actual !== null) lines.push(`  ${paint.dim('actual')}    ${printable(result.actual)}`);
  if (result.reason !== null) lines.push(`  ${paint.dim('because')}   ${printable(result.reason)}`);
  return lines;
}

function stepLine({ keyword, text, status }: StepResult, view: View): string {
  return `${stepSign(status, view)} ${view.paint.dim(keyword)} ${printable(text)}`;
}

function stepSign(status: StepResult['status'], view: View): string {
  if (status === 'skipped') return view.unicode ? '·' : '.';
  return symbol(verdictOfStep[status], view);
}

const verdictOfStep = {
  passed: 'pass',
  failed: 'fail',
  advisory: 'advisory',
  notApplicable: 'notApplicable',
} as const;
