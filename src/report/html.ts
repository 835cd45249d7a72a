import { statementOf } from '../catalogue/statements.js';
import type { RunResult, ScenarioResult, StatementResult } from '../result/run.js';
import { chapterOfScenario, type Group, groupByChapter } from './chapters.js';
import { bareId, placeOf } from './failure.js';
import { headerLines } from './header.js';
import { script, style } from './html-assets.js';
import { printable } from './printable.js';
import type { MakeReporter } from './reporter.js';
import { transcriptLines } from './transcript-view.js';
import { count, duration, plainPaint, told, type View, word } from './view.js';

/** One page that needs nothing else: chapters, statements, scenarios; the conversations of what did not pass. */
export const htmlReporter: MakeReporter = ({ write, view }) => {
  let header: readonly string[] = [];
  return {
    onEvent: (event) => {
      if (event.type === 'run-started')
        header = headerLines(event.targets, event.planned, event.total, { ...view, paint: plainPaint });
      if (event.type === 'run-finished') write(page(event.result, header, { ...view, paint: plainPaint }));
    },
  };
};

function page(result: RunResult, header: readonly string[], view: View): string {
  const byChapter = groupByChapter(result.scenarios);
  for (const scenario of result.scenarios) byChapter.get(chapterOfScenario(scenario).key)?.results.push(scenario);
  const groups = [...byChapter.values()];
  const verdicts = new Map(result.statements.map((statement) => [statement.key, statement]));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>conform: ${count(result.counts.fail)} failed, ${count(result.counts.pass)} passed</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>conform</h1>
<pre>${header.map(escaped).join('\n')}
run       ${escaped(result.started)}, ${duration(result.durationMs)}${result.stopped === undefined ? '' : `; ${escaped(result.stopped.text)}`}</pre>
<p class="totals">${told
    .filter((verdict) => result.counts[verdict] > 0)
    .map((verdict) => `<span class="v ${verdict}">${count(result.counts[verdict])} ${word(verdict)}</span>`)
    .join(' ')}</p>
<form role="search">
<label>Text <input type="search" name="text" placeholder="statement, title, octets"></label>
<label>Spec <select name="spec">${options(['', ...new Set(groups.map(({ key }) => key.split('/')[0] ?? ''))])}</select></label>
<label>Level <select name="level">${options(['', 'must', 'should', 'may'])}</select></label>
<label>Verdict <select name="verdict">${options(['', ...told])}</select></label>
<output></output>
</form>
</header>
<main>
${groups.map((group) => chapter(group, verdicts, view)).join('\n')}
</main>
<script>${script}</script>
</body>
</html>
`;
}

function options(values: readonly string[]): string {
  return values
    .map((value) => `<option value="${escaped(value)}">${escaped(value === '' ? 'all' : value)}</option>`)
    .join('');
}

function chapter({ key, heading, results }: Group, verdicts: Verdicts, view: View): string {
  const [spec = '', section = ''] = key.split('/');
  const byStatement = new Map<string, ScenarioResult[]>();
  for (const one of results) {
    const first = one.statements[0] ?? '';
    byStatement.set(first, [...(byStatement.get(first) ?? []), one]);
  }
  const rows = [...byStatement].map(([statement, scenarios]) => statementRow(statement, scenarios, verdicts, view));
  return `<section data-spec="${escaped(spec)}">
<h2>${escaped(spec)} ${escaped(section)} <small>${escaped(heading)}</small></h2>
${rows.join('\n')}
</section>`;
}

type Verdicts = ReadonlyMap<string, StatementResult>;

function statementRow(key: string, scenarios: readonly ScenarioResult[], verdicts: Verdicts, view: View): string {
  const known = verdicts.get(key);
  const verdict = known?.verdict ?? scenarios[0]?.verdict ?? 'pass';
  const level = known?.level ?? scenarios[0]?.level ?? 'must';
  const open = verdict === 'fail' ? ' open' : '';
  const id = anchor(key);
  return `<details id="${id}" data-level="${level}"${open}>
<summary><span class="v ${verdict}">${word(verdict)}</span> <a href="#${id}">${escaped(bareId(key))}</a> <span class="level">${level.toUpperCase()}</span> ${escaped(statementOf(key)?.title ?? '')}</summary>
${scenarios.map((scenario) => scenarioBlock(scenario, view)).join('\n')}
</details>`;
}

function scenarioBlock(scenario: ScenarioResult, view: View): string {
  const { verdict, name, expected, actual, reason, durationMs } = scenario;
  const lines = [
    `<p><span class="v ${verdict}">${word(verdict)}</span> ${escaped(name)} <small>${escaped(placeOf(scenario))}, ${Math.round(durationMs)} ms</small></p>`,
  ];
  if (reason !== null) lines.push(`<p class="reason">${escaped(reason)}</p>`);
  if (verdict !== 'pass' && verdict !== 'notApplicable') {
    const outcomes = expected.map(
      (outcome, index) => `<dt>${index === 0 ? 'expected' : 'or'}</dt><dd>${escaped(outcome)}</dd>`,
    );
    if (actual !== null) outcomes.push(`<dt>actual</dt><dd>${escaped(actual)}</dd>`);
    if (outcomes.length > 0) lines.push(`<dl>${outcomes.join('')}</dl>`);
    const conversation = transcriptLines(scenario, { ...view, verbosity: 1 });
    // transcriptLines makes what came from the wire printable; here it is only marked up.
    if (conversation.length > 0) lines.push(`<pre tabindex="0">${conversation.map(marked).join('\n')}</pre>`);
  }
  return `<div class="scenario" data-verdict="${verdict}">${lines.join('\n')}</div>`;
}

/** Lines that carry the mark, or the carets under the octets, stand out. */
function marked(line: string): string {
  const text = entities(line);
  return /✗|FAIL|^ *\^\^/.test(line) ? `<mark>${text}</mark>` : text;
}

/** The fragment under which a statement is found: its bare id where only one standard has it on this page. */
function anchor(key: string): string {
  return key.startsWith('mqtt3/') ? key.replace('/', '-') : bareId(key);
}

function escaped(text: string): string {
  return entities(printable(text));
}

function entities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
