import { count } from '../bytes/count.js';
import { chapterOf } from '../catalogue/sections.js';
import { statementOf, statements } from '../catalogue/statements.js';
import type { RunResult, ScenarioResult } from '../result/run.js';
import { scenarioName } from '../result/scenario-name.js';
import { bareIds } from './failure.js';
import { headerLines } from './header.js';
import { script, style } from './html-assets.js';
import { type Room, scenarioBlock, verdictTag } from './html-scenario.js';
import { escaped } from './html-text.js';
import type { MakeReporter } from './reporter.js';
import { duration, plainPaint, TOLD, type View, word } from './view.js';

/**
 * One page that needs nothing else and asks nobody: what failed first, then chapters, statements, scenarios; the
 * conversations of what did not pass, octets beside their fields.
 */
export const htmlReporter: MakeReporter = ({ write, view: given }) => {
  const view: View = { ...given, paint: plainPaint, unicode: true, width: Number.POSITIVE_INFINITY };
  let header: readonly string[] = [];
  return {
    onEvent: (event) => {
      if (event.type === 'run-started') header = headerLines(event.targets, event.planned, event.total, view);
      if (event.type === 'run-finished') write(page(event.result, header, view));
    },
  };
};

function page(result: RunResult, header: readonly string[], view: View): string {
  const places: Places = new Map(result.scenarios.map((scenario, index) => [scenario, `s${index + 1}`]));
  const chapters = chaptersOf(result);
  const room: Room = { characters: mostFields };
  const told = `${count(result.counts.fail)} failed, ${count(result.counts.pass)} passed`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<link rel="icon" href="data:,">
<title>conform: ${told}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>conform</h1>
<dl class="about">${headTerms(header, result)}</dl>
${totals(result, view)}
</header>
<main>
${worst(result, places, view)}
${overview(chapters, view)}
${filterForm(chapters)}
${chapters.map((chapter) => chapterBlock(chapter, { result, places, room, view })).join('\n')}
<p id="nothing" hidden>Nothing fits this filter.</p>
</main>
<script>${script}</script>
</body>
</html>
`;
}

/** Where each scenario stands on the page. */
type Places = ReadonlyMap<ScenarioResult, string>;

interface Chapter {
  readonly spec: string;
  readonly section: string;
  readonly title: string;
  readonly anchor: string;
  /** By statement, in the order of the standard. */
  readonly rows: Map<string, ScenarioResult[]>;
}

/** In the order of the standards; a scenario stands under each statement that it tests. */
function chaptersOf({ scenarios }: RunResult): Chapter[] {
  const byKey = new Map<string, ScenarioResult[]>();
  for (const one of scenarios) {
    const keys = one.statements.length === 0 ? ['other/'] : one.statements;
    for (const key of keys) byKey.set(key, [...(byKey.get(key) ?? []), one]);
  }
  const order = new Map(statements().map(({ key }, index) => [key, index]));
  const keys = [...byKey.keys()].sort((a, b) => (order.get(a) ?? order.size) - (order.get(b) ?? order.size));
  const chapters = new Map<string, Chapter>();
  for (const key of keys) {
    const statement = statementOf(key);
    const { spec, section, title } =
      statement === undefined
        ? { spec: key.split('/')[0] ?? '', section: '', title: '' }
        : chapterOf(statement.spec, statement.section);
    const anchor = `${spec}-${section}`.replace(/[^\w.-]/g, '-');
    const chapter = chapters.get(anchor) ?? { spec, section, title, anchor, rows: new Map() };
    chapter.rows.set(key, byKey.get(key) ?? []);
    chapters.set(anchor, chapter);
  }
  return [...chapters.values()];
}

function headTerms(header: readonly string[], { started, durationMs, stopped }: RunResult): string {
  const lines = [...header, `run       ${started}, ${duration(durationMs)}`];
  if (stopped !== undefined) lines.push(`stopped   ${stopped.text}`);
  return lines
    .map((line) => [line.slice(0, 10).trim(), line.slice(10)] as const)
    .map(([term, text]) => `<dt>${escaped(term)}</dt><dd>${escaped(text)}</dd>`)
    .join('');
}

function totals({ counts }: RunResult, view: View): string {
  const parts = TOLD.filter((verdict) => counts[verdict] > 0).map(
    (verdict) => `<li>${verdictTag(verdict, view).replace('</span> ', `</span> ${count(counts[verdict])} `)}</li>`,
  );
  return `<ul class="totals">${parts.join('')}</ul>`;
}

/** What a reader looks for first. */
function worst({ scenarios, staleKnown }: RunResult, places: Places, view: View): string {
  const listed = (['fail', 'blocked', 'advisory'] as const).flatMap((verdict) =>
    scenarios.filter((one) => one.verdict === verdict),
  );
  if (listed.length + staleKnown.length === 0) return '';
  const rows = listed.map(
    (one) =>
      `<tr><td>${verdictTag(one.verdict, view)}</td><td>${escaped(view.fullKeys ? one.statements.join(' ') : bareIds(one))}</td><td><a href="#${places.get(one)}">${escaped(scenarioName(one))}</a></td></tr>`,
  );
  const stale = staleKnown.map(
    ({ statement, reason }) =>
      `<tr><td>${verdictTag('fail', view)}</td><td>${escaped(statement)}</td><td>known (${escaped(reason)}), but it holds now</td></tr>`,
  );
  return `<section aria-labelledby="worst"><h2 id="worst">What did not pass</h2>
<div class="wide"><table><thead><tr><th>verdict</th><th>statement</th><th>scenario</th></tr></thead><tbody>
${[...rows, ...stale].join('\n')}
</tbody></table></div></section>`;
}

/** The standards at a glance: one line a chapter. */
function overview(chapters: readonly Chapter[], view: View): string {
  const seen = TOLD.filter((verdict) =>
    chapters.some(({ rows }) => [...rows.values()].flat().some((one) => one.verdict === verdict)),
  );
  const head = seen.map((verdict) => `<th class="n">${word(verdict)}</th>`).join('');
  const rows = chapters.map(({ spec, section, title, anchor, rows: own }) => {
    const scenarios = new Set([...own.values()].flat());
    const cells = seen.map((verdict) => {
      const times = [...scenarios].filter((one) => one.verdict === verdict).length;
      return `<td class="n">${times === 0 ? '' : verdictTag(verdict, view).replace(word(verdict), count(times))}</td>`;
    });
    return `<tr><td><a href="#${anchor}">${escaped(`${spec} ${section}`.trim())}</a></td><td>${escaped(title)}</td>${cells.join('')}</tr>`;
  });
  return `<details id="chapters"><summary><h2>Chapters</h2></summary>
<div class="wide"><table><thead><tr><th>chapter</th><th>title</th>${head}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div></details>`;
}

function filterForm(chapters: readonly Chapter[]): string {
  const specs = [...new Set(chapters.map(({ spec }) => spec))];
  return `<form role="search" aria-label="Filter">
<label>Text <input type="search" name="text" placeholder="statement, title, octets"></label>
<label>Spec <select name="spec">${options(specs)}</select></label>
<label>Level <select name="level">${options(['must', 'should', 'may'])}</select></label>
<label>Verdict <select name="verdict">${options(TOLD)}</select></label>
<output></output>
</form>`;
}

function options(values: readonly string[]): string {
  const named = values.map((value) => {
    const words = (TOLD as readonly string[]).includes(value) ? word(value as (typeof TOLD)[number]) : value;
    return `<option value="${escaped(value)}">${escaped(words)}</option>`;
  });
  return `<option value="">all</option>${named.join('')}`;
}

/** A page should open at once, also that of a broker which breaks everything. */
const mostFields = 500_000;

interface Sheet {
  readonly result: RunResult;
  readonly places: Places;
  readonly room: Room;
  readonly view: View;
}

function chapterBlock({ spec, section, title, anchor, rows }: Chapter, sheet: Sheet): string {
  const blocks = [...rows].map(([key, scenarios]) => statementRow(key, scenarios, sheet));
  return `<section class="chapter" id="${anchor}" data-spec="${escaped(spec)}">
<h2>${escaped(`${spec} ${section}`.trim())} <small>${escaped(title)}</small></h2>
${blocks.join('\n')}
</section>`;
}

function statementRow(
  key: string,
  scenarios: readonly ScenarioResult[],
  { result, places, room, view }: Sheet,
): string {
  const known = result.statements.find((statement) => statement.key === key);
  const verdict = known?.verdict ?? scenarios[0]?.verdict ?? 'pass';
  const level = known?.level ?? scenarios[0]?.level ?? 'must';
  const open = verdict === 'fail' || verdict === 'blocked' ? ' open' : '';
  const id = key.slice(key.indexOf('/') + 1);
  const blocks = scenarios.map((scenario) =>
    scenario.statements[0] === key || scenario.statements.length === 0
      ? scenarioBlock(scenario, places.get(scenario) ?? '', room, view)
      : elsewhere(scenario, places.get(scenario) ?? '', view),
  );
  return `<details class="statement" id="${anchorOf(key)}" data-level="${level}"${open}>
<summary>${verdictTag(verdict, view)} <b>${escaped(id)}</b> <span class="level">${level.toUpperCase()}</span> ${escaped(statementOf(key)?.title ?? '')}</summary>
${blocks.join('\n')}
<p class="link"><a href="#${anchorOf(key)}">link to ${escaped(id)}</a></p>
</details>`;
}

/** Its evidence stands once on the page, under its first statement. */
function elsewhere(scenario: ScenarioResult, anchor: string, view: View): string {
  return `<article class="scenario" data-verdict="${scenario.verdict}" data-again><p class="head">${verdictTag(scenario.verdict, view)} <a href="#${anchor}">${escaped(scenarioName(scenario))}</a></p></article>`;
}

/** The fragment under which a statement is found: its bare id, where two standards have it MQTT 5.0's. */
function anchorOf(key: string): string {
  return escaped(key.startsWith('mqtt3/') ? key.replace('/', '-') : key.slice(key.indexOf('/') + 1));
}
