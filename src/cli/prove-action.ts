import { count, counted } from '../bytes/count.js';
import { type Proof, prove } from '../proof/prove.js';
import { duration, symbol, type View } from '../report/view.js';
import { checkDefectNames } from './defect-check.js';
import type { ProveFlags } from './flags.js';
import type { Session } from './session.js';
import { checkTags } from './tag-check.js';
import { isLive, makeView } from './terminal.js';

/** `conform prove`; answers the exit code. */
export async function proveAction(selectors: readonly string[], flags: ProveFlags, session: Session): Promise<number> {
  await checkTags(flags);
  await checkDefectNames(flags.only ?? [], '--only');
  const view = makeView(session, flags);
  const live =
    isLive(session, flags.color) && session.isErrTerminal === true && flags.json !== true && flags.quiet !== true;
  let told = 0;
  const proof = await prove({
    select: selectors,
    ...(flags.only === undefined ? {} : { only: flags.only }),
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
    ...(flags.timeout === undefined ? {} : { timeoutMs: flags.timeout }),
    include: flags.include ?? [],
    exclude: flags.exclude ?? [],
    onProgress: (done, of) => {
      if (!live || performance.now() - told < 100) return;
      told = performance.now();
      session.err(`\r\x1b[2K${count(done)}/${count(of)}`);
    },
  });
  if (live) session.err('\r\x1b[2K');
  if (flags.json === true) session.out(`${JSON.stringify(toDocument(proof), null, 2)}\n`);
  else session.out(`${lines(proof, view, flags.only === undefined).join('\n')}\n`);
  for (const bug of proof.bugs) session.err(`a mistake in conform, please report it:\n${stackOf(bug)}\n`);
  const holds = survivors(proof).length === 0 && proof.idle.length === 0 && proof.unsound.length === 0;
  return proof.bugs.length > 0 ? 2 : holds ? 0 : 1;
}

function survivors({ defects }: Proof) {
  return defects.filter(({ verdict }) => verdict === 'survived');
}

function toDocument(proof: Proof) {
  const { defects, scenarios, catching, idle, unsound, durationMs } = proof;
  const survived = survivors(proof).length;
  return {
    schema: 'conform.prove/1',
    durationMs: Math.round(durationMs),
    counts: {
      defects: defects.length,
      caught: defects.length - survived,
      survived,
      scenarios,
      scenariosThatCatch: catching,
    },
    defects,
    idle,
    unsound,
  };
}

/** `whole`: every defect was tried that the scenarios could see, so it can be told which of them see none. */
function lines(proof: Proof, view: View, whole: boolean): string[] {
  const { defects, scenarios, catching, idle, unsound, durationMs } = proof;
  const survived = survivors(proof);
  const out: string[] = [];
  for (const { id, statements, misses } of survived) {
    out.push(`${symbol('fail', view)} ${view.paint.bold(id)} survived   ${statements.join(' ')}`);
    out.push(...(misses.length === 0 ? ['    no scenario tests what it breaks'] : misses.map((miss) => `    ${miss}`)));
  }
  for (const id of idle) out.push(`${symbol('fail', view)} ${id} catches no defect`);
  for (const { id, why } of unsound) out.push(`${symbol('fail', view)} ${id} does not pass without any defect: ${why}`);
  if (view.verbosity > 0) {
    for (const { id, by } of defects.filter(({ verdict }) => verdict === 'caught')) {
      out.push(`${symbol('pass', view)} ${view.paint.bold(id)}`, ...by.map((scenario) => `    ${scenario}`));
    }
  }
  if (out.length > 0) out.push('');
  out.push(
    `${counted(defects.length, 'defect')}, ${count(defects.length - survived.length)} caught, ${count(survived.length)} survived`,
  );
  if (whole) out.push(`${counted(scenarios, 'scenario')}, ${count(catching)} catch at least one defect`);
  out.push(`in ${duration(durationMs)}`);
  return out;
}

function stackOf(bug: unknown): string {
  return bug instanceof Error ? (bug.stack ?? bug.message) : String(bug);
}
