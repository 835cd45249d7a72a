import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SPEC_TITLES } from '../catalogue/sections.js';
import { find, similar, statements } from '../catalogue/statements.js';
import { shownName } from '../report/failure.js';
import { paragraph } from '../report/paragraph.js';
import type { View } from '../report/view.js';
import { UsageError } from '../result/expectation.js';
import { packageRoot } from '../suite/package-files.js';
import { type CoveredStatement, coverage } from './coverage.js';
import type { ExplainFlags } from './flags.js';
import { scenarioText } from './scenario-text.js';
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
  else if (flags.quiet === true)
    session.out(
      rows.map(({ statement: { key, level, title } }) => `${key}  ${level.toUpperCase()}  ${title}\n`).join(''),
    );
  else {
    const blocks = await Promise.all(rows.map((row) => block(row, view)));
    session.out(`${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`);
  }
}

async function block({ statement, scenarios, defects }: CoveredStatement, view: View): Promise<string[]> {
  const { key, id, level, actor, section, title, untestable, spec } = statement;
  const { paint } = view;
  const place = /^\d/.test(section) ? `${view.unicode ? '§' : 'section '}${section}` : section;
  const facts = `${level.toUpperCase()}, ${actor === 'both' ? 'server and client' : actor}   ${SPEC_TITLES[spec]} ${place}`;
  const lines = [
    ...paragraph(`${paint.bold(key)}   `, key.length + 3, facts, view),
    '',
    ...paragraph('  ', 2, title, view),
    '',
  ];
  for (const [index, one] of scenarios.entries()) {
    const needs = one.tags.filter((tag) => tag.startsWith('@requires:')).map((tag) => tag.slice('@requires:'.length));
    lines.push(`${index === 0 ? 'tested by ' : '          '}  ${one.id}`);
    const name = `${shownName(one, view)}${needs.length === 0 ? '' : `       needs ${needs.join(', ')}`}`;
    lines.push(...paragraph(' '.repeat(14), 14, name, view));
    if (view.verbosity > 0) lines.push(...(await textOf(one.id)).map((text) => `              ${paint.dim(text)}`), '');
  }
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

/** The scenario as it stands in the features. */
async function textOf(id: string): Promise<readonly string[]> {
  const [, uri = '', line = ''] = /^(.*):(\d+)$/.exec(id) ?? [];
  const text = await readFile(path.join(packageRoot, uri), 'utf8').catch(() => '');
  return scenarioText(text, Number(line));
}

function selectorOf(id: string, key: string): string {
  return find(id).length === 1 ? id : key;
}
