import { count } from '../bytes/count.js';
import { headerLines } from '../report/header.js';
import type { View } from '../report/view.js';
import { scenarioName } from '../result/scenario-name.js';
import type { SuitePlan } from '../suite/plan/plan-suite.js';
import { readTags } from '../suite/plan/tags.js';
import { probe } from '../suite/probe.js';
import type { RunFlags } from './flags.js';
import type { Session } from './session.js';
import type { Operated } from './targets.js';

/** `conform run --dry-run`: what would run. */
export function tellDryRun({ scenarios, total }: SuitePlan, { json }: RunFlags, session: Session): number {
  if (json === true) {
    const rows = scenarios.map(({ id, name, rule, tags }) => ({
      id,
      name,
      rule,
      statements: readTags(tags).statements,
    }));
    session.out(`${JSON.stringify({ schema: 'conform.dry-run/1', total, scenarios: rows }, null, 2)}\n`);
    return 0;
  }
  session.out(scenarios.map((one) => `${one.id}  ${scenarioName(one)}\n`).join(''));
  session.out(`\n${count(scenarios.length)} of ${count(total)} scenarios; nothing was run\n`);
  return 0;
}

/** `conform run --probe`: what the targets offer, and why not where they do not. */
export async function onlyProbe(
  place: Operated,
  timeoutMs: number,
  { json }: RunFlags,
  session: Session,
  view: View,
): Promise<number> {
  const targets = await Promise.all(
    place.targets.map(async (target) => {
      const capabilities = { ...(await probe(target, { timeoutMs })), ...place.capabilities };
      return { url: target.url, protocol: target.protocol, capabilities };
    }),
  );
  if (json === true) {
    session.out(`${JSON.stringify({ schema: 'conform.probe/1', targets }, null, 2)}\n`);
    return 0;
  }
  for (const target of targets) {
    // The last of the header's lines counts scenarios.
    for (const line of headerLines([target], [], 0, view).slice(0, -1)) session.out(`${line}\n`);
    for (const [name, value] of Object.entries(target.capabilities)) {
      if (typeof value === 'string' && !NAMED.has(name)) session.out(`          ${name}: ${value}\n`);
    }
  }
  return 0;
}

/** They stand in the header's line. */
const NAMED: ReadonlySet<string> = new Set(['product', 'version']);
