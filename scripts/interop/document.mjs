// @ts-check
import { expected, readings } from './expected.mjs';
import { nameOf, namespace } from './judge.mjs';

/**
 * @typedef {import('./judge.mjs').Judged} Judged
 * @typedef {{ name: string, version: string, selectors: readonly string[], counts: Record<string, number>, scenarios: readonly Judged[] }} Report
 */

/**
 * docs/brokers.md: what the suite says of brokers that are not ours, one line a failed scenario.
 * @param {readonly Report[]} reports
 * @param {string} [before] The document as it is: a line stays where only what a broker makes up has changed.
 */
export function brokersDocument(reports, before = '') {
  const made = [
    '# What the suite says of real brokers',
    '',
    'Written by `npm run interop -- --document`; not to be edited by hand. Each broker ran as it is packaged, on',
    'loopback, with the settings in `scripts/interop/brokers`. A failed scenario is a disagreement between the broker',
    'and our reading of a MUST; the bytes are there so that you can judge for yourself. *Not applicable* means that',
    'the broker says on the wire that it does not offer the feature.',
    '',
    ...brokersTable(reports),
    '',
    ...reports.flatMap(section),
  ];
  /** @type {Map<string, string>} */
  const known = new Map();
  forEachRow(before.split('\n'), (line, key) => known.set(key, line));
  forEachRow(made, (_, key, index) => {
    made[index] = known.get(key) ?? made[index] ?? '';
  });
  return made.join('\n');
}

/**
 * Tells of each line what must be the same for it to count as unchanged: everything but the octets, and the identifiers,
 * names and times that brokers choose.
 * @param {readonly string[]} lines
 * @param {(line: string, key: string, index: number) => void} tell
 */
function forEachRow(lines, tell) {
  let section = '';
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('#')) section = line;
    if (!line.startsWith('| ')) continue;
    const words = line.split(/ \| /).filter((cell) => !/^`[→←]/.test(cell));
    const key = [section, ...words].join(' | ').replaceAll(chosenByTheBroker, '…');
    tell(line, key, index);
  }
}

const chosenByTheBroker = /\bpacket \d+|\bit was \d+(, \d+)*|\bamq\.[a-z]+-[\w-]+|\d+\.\d seconds/g;

/** One line a broker. @param {readonly Report[]} reports */
export function brokersTable(reports) {
  const columns = ['scenarios', 'pass', 'fail', 'advisory', 'notApplicable'];
  return [
    '| broker | version | tried | scenarios | passed | failed | advisory | not applicable |',
    '|---|---|---|---|---|---|---|---|',
    ...reports.map(({ name, version, selectors, counts }) => {
      const numbers = columns.map((column) => counts[column] ?? 0);
      return `| ${[name, version, selectors.join(', '), ...numbers].join(' | ')} |`;
    }),
  ];
}

/**
 * A text with the table between the marks that are there for it.
 * @param {string} text
 * @param {readonly string[]} table
 */
export function withTable(text, table) {
  return text.replace(/(<!-- brokers[^>]*-->\n)[\s\S]*?(<!-- \/brokers -->)/, (_, before, after) =>
    [before, ...table.map((line) => `${line}\n`), '\n', after].join('').replace('-->\n|', '-->\n\n|'),
  );
}

/** @param {Report} report */
function section({ name, version, scenarios }) {
  const known = readings(expected(name).deviations);
  const failed = scenarios.filter((scenario) => scenario.verdict === 'fail');
  const advice = scenarios.filter((scenario) => scenario.verdict === 'advisory');
  const lines = [`## ${name} ${version}`, ''];
  if (failed.length === 0) lines.push('No scenario failed.', '');
  else {
    lines.push('| statement | scenario | what was seen | bytes | our reading |', '|---|---|---|---|---|');
    for (const scenario of failed)
      lines.push(
        `| ${cells([scenario.statements.join(' '), scenario.name, scenario.actual ?? '', bytesOf(scenario), known.get(nameOf(scenario))?.why ?? ''])} |`,
      );
    lines.push('');
  }
  if (advice.length > 0) {
    lines.push('A SHOULD not followed:', '', '| statement | scenario | what was seen |', '|---|---|---|');
    for (const scenario of advice)
      lines.push(`| ${cells([scenario.statements.join(' '), scenario.name, scenario.actual ?? ''])} |`);
    lines.push('');
  }
  return lines;
}

/** What was sent last before the evidence, and the evidence or else the answer, as far as the transcript holds octets. @param {Judged} scenario */
function bytesOf(scenario) {
  const entries = scenario.transcript ?? [];
  const evidence = entries[scenario.evidence?.entry ?? -1];
  const end = (scenario.evidence?.entry ?? entries.length - 1) + 1;
  const last = entries
    .slice(0, end)
    .findLastIndex(({ direction, hex }) => direction === 'sent' && hex !== undefined && !isCourtesy.test(hex));
  const sent = entries[last];
  if (sent === undefined) return '';
  const isAnswer = evidence?.direction === 'received' && evidence.hex !== undefined;
  const answer = isAnswer
    ? evidence
    : entries.slice(last + 1).find((entry) => entry.direction === 'received' && entry.actor === sent.actor);
  const arrow = (/** @type {string} */ sign, /** @type {string | undefined} */ hex) =>
    `\`${sign} ${short(hex ?? '')}\``;
  return [arrow('→', sent.hex), ...(answer === undefined ? [] : [arrow('←', answer.hex)])].join(' ');
}

/** A PINGREQ that only asks whether the broker still serves, and the acknowledgements of a correct MQTT client. */
const isCourtesy = /^(c000|(40|50|62|70)02....)$/;

/**
 * Names on the wire begin with what differs from run to run: here it is always the same.
 * @param {string} hex
 */
function steady(hex) {
  const prefix = Buffer.from(namespace).toString('hex');
  return hex.replaceAll(new RegExp(`${prefix}[0-9a-f]{12}`, 'g'), `${prefix}${'30'.repeat(6)}`);
}

/** @param {string} hex */
function short(hex) {
  const octets = steady(hex.replace(/[^0-9a-f]/gi, '').toLowerCase()).match(/../g) ?? [];
  return octets.length <= 32 ? octets.join(' ') : `${octets.slice(0, 32).join(' ')} … (${octets.length} octets)`;
}

/** @param {readonly string[]} texts */
function cells(texts) {
  return texts.map((text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ');
}
