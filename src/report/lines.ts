import { count } from '../bytes/count.js';
import type { RunResult, ScenarioResult } from '../result/run.js';
import { fileOf, type Group, groupByFile, lineOf, timesOf } from './chapters.js';
import { failureBlock, passedBlock, shownIds, shownName } from './failure.js';
import { headerLines } from './header.js';
import { paragraph } from './paragraph.js';
import { printable } from './printable.js';
import type { MakeReporter } from './reporter.js';
import { summaryLines } from './summary.js';
import { TOLD, type View, word } from './view.js';

/** A CI system ends jobs that say nothing. */
const longestSilenceMs = 30_000;

/** For pipes and CI: one line a feature file, in their order, nothing redrawn; failures in full at the end. */
export const linesReporter: MakeReporter = ({ write, view }) => {
  let lastSaid = performance.now();
  const print = (lines: readonly string[]) => {
    lastSaid = performance.now();
    write(lines.map((line) => `${line}\n`).join(''));
  };
  let done = 0;
  let planned = 0;
  let heartbeat: NodeJS.Timeout | undefined;
  let groups: Group[] = [];
  let column = 0;
  /** Files wait for their turn: the order of the lines is that of the files, whatever ends first. */
  const flush = () => {
    while (groups[0]?.open === 0) {
      const group = groups.shift();
      if (group !== undefined) print(fileLines(group, column, view));
    }
  };
  return {
    onEvent: (event) => {
      if (event.type === 'run-started') {
        if (!view.quiet) print([...headerLines(event.targets, event.planned, event.total, view), '']);
        groups = [...groupByFile(event.planned).values()];
        planned = event.planned.length;
        heartbeat = setInterval(() => {
          if (performance.now() - lastSaid >= longestSilenceMs)
            print([`      ${count(done)} of ${count(planned)} scenarios`]);
        }, 1000);
        heartbeat.unref();
        column = Math.max(0, ...groups.map(({ key }) => key.length));
      } else if (event.type === 'scenario-finished') {
        done += 1;
        const group = groups.find(({ key }) => key === fileOf(event.result));
        if (group === undefined) return;
        group.results.push(event.result);
        group.open -= 1;
        flush();
      } else if (event.type === 'notice') print([printable(event.text)]);
      else if (event.type === 'run-finished') {
        clearInterval(heartbeat);
        for (const group of groups) if (group.results.length > 0) print(fileLines(group, column, view));
        for (const block of failures(event.result, view)) print(['', failureBlock(block, view)]);
        print(['', ...summaryLines(event.result, view)]);
      }
    },
  };
};

function failures({ scenarios }: RunResult, { strict, verbosity }: View): ScenarioResult[] {
  return scenarios.filter(({ verdict }) => verdict === 'fail' || (verdict === 'advisory' && (strict || verbosity > 0)));
}

function fileLines({ key, results }: Group, column: number, view: View): string[] {
  const { quiet, verbosity, paint } = view;
  const failed = results.some(({ verdict }) => verdict === 'fail');
  if (quiet && !failed) return [];
  const totals = TOLD.map((verdict) => ({ verdict, times: timesOf(verdict, results) }))
    .filter(({ times }) => times > 0)
    .map(({ verdict, times }) => `${count(times)} ${word(verdict)}`)
    .join(', ');
  const head = `${failed ? paint.red('FAIL') : paint.green('ok  ')}  ${key.padEnd(column)}  ${totals}`;
  const sorted = [...results].sort((a, b) => lineOf(a) - lineOf(b));
  const shown = sorted.filter(({ verdict }) => verdict === 'fail' || verdict === 'blocked' || verbosity > 1);
  return [head, ...shown.flatMap((one) => scenarioLines(one, view))];
}

function scenarioLines(result: ScenarioResult, view: View): string[] {
  const lines = [`      ${shownIds(result, view)} ${shownName(result, view)} (line ${lineOf(result)})`];
  if (view.verbosity > 1 && result.verdict !== 'fail')
    return [
      ...lines,
      ...passedBlock(result, view)
        .slice(1)
        .map((line) => `    ${line}`),
    ];
  if (result.verdict !== 'fail')
    return [
      ...lines,
      `        ${word(result.verdict)}${result.reason === null ? '' : `: ${printable(result.reason)}`}`,
    ];
  result.expected.forEach((outcome, index) => {
    lines.push(...paragraph(`        ${index === 0 ? 'expected:' : 'or:      '} `, 18, printable(outcome), view));
  });
  lines.push(...paragraph('        actual:   ', 18, printable(result.actual ?? ''), view));
  return lines;
}
