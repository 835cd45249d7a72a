import { chapterOf, SPEC_TITLES } from '../catalogue/sections.js';
import { isObservable } from '../catalogue/statements.js';
import { shownName } from '../report/failure.js';
import { paragraph } from '../report/paragraph.js';
import type { View } from '../report/view.js';
import { type CoveredStatement, coverage, isUnverified } from './coverage.js';
import type { ListFlags } from './flags.js';
import type { Session } from './session.js';
import { checkTags } from './tag-check.js';
import { makeView } from './terminal.js';

/** `conform list` */
export async function list(selectors: readonly string[], flags: ListFlags, session: Session): Promise<void> {
  if (flags.steps === true) {
    const { listSteps } = await import('./list-steps.js');
    return listSteps(selectors, flags, session);
  }
  await checkTags(flags);
  const all = await narrowed(await coverage(selectors), flags.tags);
  const rows = flags.unverified === true ? all.filter(isUnverified) : all;
  const view = makeView(session, flags);
  if (flags.json === true) session.out(`${JSON.stringify(toDocument(rows), null, 2)}\n`);
  else
    session.out(
      `${(flags.quiet === true ? namesOf(rows, flags.by) : ARRANGEMENTS[flags.by](rows, view)).join('\n')}\n`,
    );
}

async function narrowed(rows: readonly CoveredStatement[], tags: string | undefined): Promise<CoveredStatement[]> {
  if (tags === undefined) return [...rows];
  const { compileTags } = await import('../suite/plan/select.js');
  const expression = compileTags(tags);
  return rows
    .map((row) => ({ ...row, scenarios: row.scenarios.filter((one) => expression.evaluate([...one.tags])) }))
    .filter(({ scenarios }) => scenarios.length > 0);
}

function toDocument(rows: readonly CoveredStatement[]) {
  return {
    schema: 'conform.list/1',
    statements: rows.map(({ statement, scenarios, defects }) => ({
      key: statement.key,
      spec: statement.spec,
      section: statement.section,
      level: statement.level,
      actor: statement.actor,
      observable: statement.observable,
      title: statement.title,
      scenarios: scenarios.map(({ id }) => id),
      defects: defects.map(({ id }) => id),
      untestable: statement.untestable,
    })),
    counts: countsOf(rows),
  };
}

function countsOf(rows: readonly CoveredStatement[]) {
  return {
    statements: rows.length,
    observable: rows.filter(({ statement }) => isObservable(statement)).length,
    withScenario: rows.filter(({ scenarios }) => scenarios.length > 0).length,
    scenarios: new Set(rows.flatMap(({ scenarios }) => scenarios.map(({ id }) => id))).size,
    defects: new Set(rows.flatMap(({ defects }) => defects.map(({ id }) => id))).size,
  };
}

const ARRANGEMENTS: Readonly<Record<ListFlags['by'], (rows: readonly CoveredStatement[], view: View) => string[]>> = {
  statement: byStatement,
  scenario: byScenario,
  defect: byDefect,
};

/** For scripts: names that other commands take, one a line. */
function namesOf(rows: readonly CoveredStatement[], by: ListFlags['by']): string[] {
  const names = {
    statement: () => rows.map(({ statement }) => statement.key),
    scenario: () => rows.flatMap(({ scenarios }) => scenarios.map(({ id }) => id)),
    defect: () => rows.flatMap(({ defects }) => defects.map(({ id }) => id)),
  };
  return [...new Set(names[by]())];
}

function byStatement(rows: readonly CoveredStatement[], view: View): string[] {
  const { paint } = view;
  const column = Math.max(0, ...rows.map(({ statement }) => statement.id.length));
  const lines: string[] = [];
  let chapter = '';
  for (const { statement, scenarios, defects } of rows) {
    const { spec, section, title } = chapterOf(statement.spec, statement.section);
    if (`${spec}/${section}` !== chapter) {
      if (chapter !== '') lines.push('');
      chapter = `${spec}/${section}`;
      lines.push(paint.bold(`${spec} ${/^\d/.test(section) ? '§' : ''}${section}  ${title}`.trimEnd()), '');
    }
    const level = statement.level.toUpperCase().padEnd(6);
    const facts = `${level}   ${tested(statement.untestable, scenarios.length)}   `;
    const head = `  ${statement.id.padEnd(column)}   ${facts}`;
    // Where little room is left, what is said stands below the name.
    const beside = head.length + 24 <= view.width;
    if (!beside) lines.push(`  ${statement.id}`);
    const label = beside ? head : `      ${facts}`;
    lines.push(...paragraph(label, label.length, statement.title, view));
    if (statement.untestable !== null && scenarios.length === 0) {
      const indent = beside && column + 29 <= view.width ? column + 5 : 6;
      lines.push(...paragraph(' '.repeat(indent), indent, statement.untestable, view, 0, paint.dim));
    }
    if (view.verbosity > 0) {
      lines.push(...scenarios.map((one) => `      ${one.id}  ${paint.dim(shownName(one, view))}`));
      lines.push(...defects.map(({ id, about }) => `      defect ${id}  ${paint.dim(about)}`));
    }
  }
  const { statements, observable, withScenario, scenarios, defects } = countsOf(rows);
  const specs = [...new Set(rows.map(({ statement }) => SPEC_TITLES[statement.spec]))].join(', ');
  const total = `${statements} statements (${specs}): ${observable} observable, ${withScenario} with a scenario; ${scenarios} scenarios, ${defects} defects`;
  lines.push('', ...paragraph('', 0, total, view));
  return lines;
}

function tested(untestable: string | null, scenarios: number): string {
  const text =
    scenarios > 0
      ? `${scenarios} ${scenarios === 1 ? 'scenario' : 'scenarios'}`
      : untestable === null
        ? 'none'
        : 'untestable';
  return text.padEnd(13);
}

function byScenario(rows: readonly CoveredStatement[], view: View): string[] {
  const seen = new Map(rows.flatMap(({ scenarios }) => scenarios.map((one) => [one.id, one] as const)));
  return [...seen.values()].map((one) => `${one.id}\n    ${shownName(one, view)}\n    ${one.statements.join(' ')}`);
}

function byDefect(rows: readonly CoveredStatement[], view: View): string[] {
  const { paint } = view;
  const seen = new Map<string, { about: string; scenarios: Set<string> }>();
  for (const { defects, scenarios } of rows) {
    for (const { id, about } of defects) {
      const entry = seen.get(id) ?? { about, scenarios: new Set<string>() };
      for (const one of scenarios) entry.scenarios.add(one.id);
      seen.set(id, entry);
    }
  }
  return [...seen].flatMap(([id, { about, scenarios }]) => [
    ...paragraph(`${paint.bold(id)}  `, id.length + 2, about, view),
    ...(scenarios.size === 0 ? ['    no scenario'] : [...scenarios].map((one) => `    ${one}`)),
  ]);
}
