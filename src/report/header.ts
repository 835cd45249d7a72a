import { count } from '../bytes/count.js';
import { SPEC_NAMES, SPECS, specOfKey } from '../catalogue/specs.js';
import type { PlannedResult, TargetResult } from '../result/run.js';
import { paragraph } from './paragraph.js';
import { printable } from './printable.js';
import type { View } from './view.js';

/** What is tested, what it offers, how much of the suite was chosen. */
export function headerLines(
  targets: readonly TargetResult[],
  planned: readonly PlannedResult[],
  total: number,
  view: View,
): string[] {
  const { paint } = view;
  const tested = new Set(planned.flatMap(({ statements }) => statements.map(specOfKey)));
  const lines: string[] = [];
  for (const { url, protocol, capabilities } of targets) {
    const spoken = SPEC_NAMES.filter((spec) => tested.has(spec) && SPECS[spec].protocol === protocol).map(
      (spec) => SPECS[spec].title,
    );
    const target = `${printable(url)}${spoken.length > 0 ? `, ${spoken.join(', ')}` : ''}`;
    lines.push(...paragraph(`${paint.dim('target')}    `, 10, target, view));
    const probed = probeText(capabilities);
    if (probed !== '') lines.push(...paragraph(`${paint.dim('probe')}     `, 10, printable(probed), view));
  }
  lines.push(`${paint.dim('selected')}  ${count(planned.length)} of ${count(total)} scenarios`);
  return lines;
}

function probeText(capabilities: TargetResult['capabilities']): string {
  const { product, version, ...offers } = capabilities;
  const entries = Object.entries(offers);
  const named = [product, version].filter((one) => typeof one === 'string').join(' ');
  const offered = entries.filter(([, value]) => value === true).map(([name]) => words(name));
  const numbers = entries
    .filter(([, value]) => typeof value === 'number')
    .map(([name, value]) => `${words(name)} ${value}`);
  const refused = entries
    .filter(([, value]) => value === false || typeof value === 'string')
    .map(([name]) => words(name));
  const parts = [[...offered, ...numbers].join(', '), refused.length === 0 ? '' : `not offered: ${refused.join(', ')}`];
  return [named, ...parts].filter(Boolean).join('; ');
}

/** `sharedSubscriptions` → `shared subscriptions` */
function words(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
}
