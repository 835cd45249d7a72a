import type { RunResult, ScenarioResult } from '../result/run.js';
import { scenarioName } from '../result/scenario-name.js';
import { fileOf } from './chapters.js';
import { bareIds, failureBlock, placeOf } from './failure.js';
import { printable } from './printable.js';
import type { MakeReporter } from './reporter.js';
import { plainPaint, type View } from './view.js';

/** JUnit's XML as CI servers read it: a suite for each feature file, the statements as properties. */
export const junitReporter: MakeReporter = ({ write, view }) => ({
  onEvent: (event) => {
    if (event.type === 'run-finished') write(toXml(event.result, { ...view, paint: plainPaint }));
  },
});

function toXml(result: RunResult, view: View): string {
  const files = new Map<string, ScenarioResult[]>();
  for (const one of result.scenarios) {
    const file = fileOf({ id: placeOf(one) });
    files.set(file, [...(files.get(file) ?? []), one]);
  }
  const suites = [...files].map(([file, scenarios]) => suite(file, scenarios, result.started, view));
  const head = `<testsuites name="conform" ${totals(result.scenarios, view)} time="${seconds(result.durationMs)}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.join('')}</testsuites>\n`;
}

function suite(file: string, scenarios: readonly ScenarioResult[], started: string, view: View): string {
  const time = seconds(scenarios.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const timestamp = started.replace(/\.\d+Z$/, '');
  const head = `  <testsuite name="${attribute(file)}" ${totals(scenarios, view)} time="${time}" timestamp="${timestamp}">\n`;
  return `${head}${scenarios.map((one) => testCase(one, file, view)).join('')}  </testsuite>\n`;
}

function totals(scenarios: readonly ScenarioResult[], view: View): string {
  const times = (kind: Kind) => scenarios.filter((one) => kindOf(one, view) === kind).length;
  return `tests="${scenarios.length}" failures="${times('failure')}" errors="${times('error')}" skipped="${times('skipped')}"`;
}

type Kind = 'passed' | 'failure' | 'error' | 'skipped';

function kindOf({ verdict }: ScenarioResult, { strict }: View): Kind {
  if (verdict === 'fail' || (verdict === 'advisory' && strict)) return 'failure';
  if (verdict === 'blocked') return 'error';
  return verdict === 'notApplicable' || verdict === 'known' ? 'skipped' : 'passed';
}

function testCase(one: ScenarioResult, file: string, view: View): string {
  const classname = attribute(file.replace(/^features\//, '').replace(/\.feature$/, ''));
  const name = attribute(`${bareIds(one)} ${scenarioName(one)}`.trim());
  const head = `    <testcase name="${name}" classname="${classname}" time="${seconds(one.durationMs)}">`;
  const properties = one.statements.map((key) => `        <property name="statement" value="${attribute(key)}"/>\n`);
  const inner = [`      <properties>\n${properties.join('')}      </properties>\n`, outcome(one, view)];
  return `${head}\n${inner.join('')}    </testcase>\n`;
}

function outcome(one: ScenarioResult, view: View): string {
  const kind = kindOf(one, view);
  if (kind === 'skipped') return `      <skipped message="${attribute(one.reason ?? '')}"/>\n`;
  if (kind === 'error') return `      <error message="${attribute(one.reason ?? '')}" type="blocked"/>\n`;
  if (kind === 'failure') {
    const block = content(failureBlock(one, view));
    return `      <failure message="${attribute(one.actual ?? '')}" type="${one.verdict}">${block}</failure>\n`;
  }
  return one.verdict === 'advisory' ? `      <system-out>${content(`advisory: ${one.actual}`)}</system-out>\n` : '';
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function attribute(text: string): string {
  return content(printable(text)).replaceAll('"', '&quot;');
}

/** The block was made printable where it was made; its line breaks stay. */
function content(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
