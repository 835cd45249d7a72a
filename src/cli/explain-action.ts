import { specTitles } from '../catalogue/sections.js';
import { find, similar, statements } from '../catalogue/statements.js';
import type { View } from '../report/view.js';
import { UsageError } from '../result/expectation.js';
import type { ExplainFlags } from './commands/explain.js';
import { type CoveredStatement, coverage } from './coverage.js';
import type { Session } from './session.js';
import { makeView } from './terminal.js';

/** `conform explain` */
export async function explain(text: string, flags: ExplainFlags, session: Session): Promise<void> {
  const found = find(text);
  if (found.length === 0) {
    const [near] = similar(text);
    const hint = near === undefined ? 'see them all:  conform list' : `did you mean:  conform explain ${near}`;
    throw new UsageError(`there is no statement "${text}"`, undefined, hint);
  }
  const rows = await coverage(found.map(({ key }) => key));
  const view = makeView(session, flags);
  if (flags.json === true)
    session.out(`${JSON.stringify({ schema: 'conform.explain/1', statements: rows }, null, 2)}\n`);
  else session.out(`${rows.map((row) => block(row, view).join('\n')).join('\n\n')}\n`);
}

function block({ statement, scenarios, defects }: CoveredStatement, { paint }: View): string[] {
  const { key, id, level, actor, section, title, untestable, spec } = statement;
  const place = /^\d/.test(section) ? `§${section}` : section;
  const lines = [
    `${paint.bold(key)}   ${level.toUpperCase()}, ${actor === 'both' ? 'server and client' : actor}   ${specTitles[spec]} ${place}`,
    '',
    `  ${title}`,
    '',
  ];
  scenarios.forEach((one, index) => {
    const needs = one.tags.filter((tag) => tag.startsWith('@requires:')).map((tag) => tag.slice('@requires:'.length));
    lines.push(`${index === 0 ? 'tested by ' : '          '}  ${one.id}`);
    lines.push(`              ${one.name}${needs.length === 0 ? '' : `       needs ${needs.join(', ')}`}`);
  });
  if (scenarios.length === 0) lines.push(`not tested  ${untestable ?? 'nobody has written its scenario yet'}`);
  defects.forEach((one, index) => {
    lines.push(`${index === 0 ? 'proved by ' : '          '}  defect ${one.id}: ${one.about}`);
    lines.push(`              conform run --broker --defect ${one.id} ${selectorOf(id, key)}`);
  });
  const namesakes = statements().filter((other) => other.id === id && other.key !== key);
  for (const other of namesakes) lines.push(`not to be confused with   ${other.key}: ${other.title}`);
  return lines;
}

function selectorOf(id: string, key: string): string {
  return find(id).length === 1 ? id : key;
}
