import { specTitles } from '../catalogue/sections.js';
import { find, similar, statements } from '../catalogue/statements.js';
import { paragraph } from '../report/paragraph.js';
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
    throw new UsageError(
      `there is no statement "${text}"`,
      'an id looks like MQTT-3.8.3-4 or AMQP-queue.bind.unique',
      hint,
    );
  }
  const rows = await coverage(found.map(({ key }) => key));
  const view = makeView(session, flags);
  if (flags.json === true)
    session.out(`${JSON.stringify({ schema: 'conform.explain/1', statements: rows }, null, 2)}\n`);
  else session.out(`${rows.map((row) => block(row, view).join('\n')).join('\n\n')}\n`);
}

function block({ statement, scenarios, defects }: CoveredStatement, view: View): string[] {
  const { key, id, level, actor, section, title, untestable, spec } = statement;
  const { paint } = view;
  const place = /^\d/.test(section) ? `${view.unicode ? '§' : 'section '}${section}` : section;
  const facts = `${level.toUpperCase()}, ${actor === 'both' ? 'server and client' : actor}   ${specTitles[spec]} ${place}`;
  const lines = [
    ...paragraph(`${paint.bold(key)}   `, key.length + 3, facts, view),
    '',
    ...paragraph('  ', 2, title, view),
    '',
  ];
  scenarios.forEach((one, index) => {
    const needs = one.tags.filter((tag) => tag.startsWith('@requires:')).map((tag) => tag.slice('@requires:'.length));
    lines.push(`${index === 0 ? 'tested by ' : '          '}  ${one.id}`);
    const name = `${one.name}${needs.length === 0 ? '' : `       needs ${needs.join(', ')}`}`;
    lines.push(...paragraph(' '.repeat(14), 14, name, view));
  });
  if (scenarios.length === 0) {
    lines.push(...paragraph('not tested  ', 12, untestable ?? 'nobody has written its scenario yet', view));
  }
  defects.forEach((one, index) => {
    const head = index === 0 ? 'proved by   ' : ' '.repeat(12);
    lines.push(...paragraph(head, 12, `defect ${one.id}: ${one.about}`, view));
    lines.push(`              conform run --broker --defect ${one.id} ${selectorOf(id, key)}`);
  });
  const namesakes = statements().filter((other) => other.id === id && other.key !== key);
  for (const other of namesakes) {
    lines.push(...paragraph('not to be confused with   ', 26, `${other.key}: ${other.title}`, view));
  }
  return lines;
}

function selectorOf(id: string, key: string): string {
  return find(id).length === 1 ? id : key;
}
