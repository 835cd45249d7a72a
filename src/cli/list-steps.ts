import { paragraph } from '../report/paragraph.js';
import { UsageError } from '../result/expectation.js';
import { stepList } from '../suite/plan/step-list.js';
import type { ListFlags } from './flags.js';
import type { Session } from './session.js';
import { makeView } from './terminal.js';

/** `conform list --steps` */
export async function listSteps(selectors: readonly string[], flags: ListFlags, session: Session): Promise<void> {
  if (selectors.length > 0)
    throw new UsageError('--steps takes no selector', 'sentences belong to no statement', 'try:  conform list --steps');
  const steps = await stepList();
  if (flags.json === true) {
    session.out(`${JSON.stringify({ schema: 'conform.steps/1', steps }, null, 2)}\n`);
    return;
  }
  const view = makeView(session, flags);
  const { paint } = view;
  const lines: string[] = [];
  let group = '';
  for (const { pattern, protocols, kinds, table, about } of steps) {
    if (flags.quiet === true) {
      lines.push(pattern);
      continue;
    }
    const title = protocols.map((name) => name.toUpperCase()).join(' and ');
    if (title !== group) lines.push(...(group === '' ? [] : ['']), paint.bold(title), '');
    group = title;
    const facts = [
      kinds.join(', '),
      ...(table === true ? ['a table'] : table === 'optional' ? ['a table or none'] : []),
    ];
    lines.push(...paragraph('  ', 2, `${pattern}   ${paint.dim(facts.join('; '))}`, view));
    if (about !== undefined) lines.push(...paragraph('      ', 6, about, view, 0, paint.dim));
  }
  if (flags.quiet !== true) lines.push('', `${steps.length} sentences; what their tables hold:  docs/steps.md`);
  session.out(`${lines.join('\n')}\n`);
}
