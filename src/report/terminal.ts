import { clip, pad } from '../bytes/columns.js';
import { count } from '../bytes/count.js';
import type { RunEvent, ScenarioResult } from '../result/run.js';
import { chapterOfScenario, type Group, groupByChapter, tally } from './chapters.js';
import { failureBlock, headlines, passedBlock, shownName } from './failure.js';
import { headerLines } from './header.js';
import { LiveRegion } from './live-region.js';
import { paragraph } from './paragraph.js';
import { printable } from './printable.js';
import type { MakeReporter, Paper } from './reporter.js';
import { summaryLines } from './summary.js';
import { duration, type View } from './view.js';

/** For people: chapters scroll by as they are finished, failures in full as they happen, a bar at the bottom. */
export const terminalReporter: MakeReporter = (paper) => {
  const screen = new Screen(paper);
  return { onEvent: (event) => screen.hear(event) };
};

class Screen {
  private readonly view: View;
  private readonly region: LiveRegion;
  private groups = new Map<string, Group>();
  private severalSpecs = false;
  private planned = 0;
  private readonly results: ScenarioResult[] = [];
  /** How a scenario is called, by its id. */
  private names: ReadonlyMap<string, string> = new Map();
  /** Scenarios in flight, oldest first. */
  private readonly running = new Map<string, string>();
  private began = performance.now();
  /** An empty line was the last. */
  private spaced = false;

  constructor({ write, view }: Paper) {
    this.view = view;
    this.region = new LiveRegion(write, () => this.bar(), view.live);
  }

  hear(event: RunEvent): void {
    if (event.type === 'run-started') this.start(event);
    else if (event.type === 'scenario-started') {
      this.running.set(event.id, this.names.get(event.id) ?? printable(event.name));
      this.region.touch();
    } else if (event.type === 'scenario-finished') this.finish(event.result);
    else if (event.type === 'notice')
      this.print(paragraph('', 0, printable(event.text), this.view, 0, this.view.paint.yellow));
    else {
      this.region.end();
      for (const group of this.groups.values()) if (group.open > 0 && group.results.length > 0) this.tellGroup(group);
      this.print([...(this.spaced ? [] : ['']), ...summaryLines(event.result, this.view)]);
    }
  }

  private start({ targets, planned, total }: Extract<RunEvent, { type: 'run-started' }>): void {
    if (!this.view.quiet) this.print([...headerLines(targets, planned, total, this.view), '']);
    this.groups = groupByChapter(planned);
    this.severalSpecs = new Set([...this.groups.keys()].map((key) => key.split('/')[0])).size > 1;
    this.planned = planned.length;
    this.names = new Map(planned.map((one) => [one.id, shownName(one, this.view)]));
    this.began = performance.now();
    this.region.start();
  }

  private finish(result: ScenarioResult): void {
    this.running.delete(result.id);
    this.results.push(result);
    const { verdict } = result;
    if (verdict === 'fail' || (verdict === 'advisory' && (this.view.strict || this.view.verbosity > 0))) {
      this.print([...(this.spaced ? [] : ['']), failureBlock(result, this.view), '']);
    } else if (verdict === 'blocked') {
      const head = headlines(result, this.view, 2).map((line) => `  ${line}`);
      this.print([...head, ...paragraph('    ', 4, printable(result.reason ?? ''), this.view)]);
    } else if (this.view.verbosity > 1) this.print(passedBlock(result, this.view));
    const group = this.groups.get(chapterOfScenario(result).key);
    if (group !== undefined && !result.id.startsWith('invariant:')) {
      group.results.push(result);
      group.open -= 1;
      if (group.open === 0 && !this.view.quiet) this.tellGroup(group);
    }
    this.region.touch();
  }

  private tellGroup({ key, heading, results }: Group): void {
    const [spec = '', section = ''] = key.split('/');
    const number = this.severalSpecs ? `${spec} ${section}` : section;
    const width = this.severalSpecs ? 19 : 10;
    const room = Math.max(16, Math.min(38, this.view.width - width - 24));
    const title = pad(clip(printable(heading), room, this.view.unicode ? '…' : '...'), room);
    this.print([`  ${number.padEnd(width)} ${title} ${tally(results, this.view)}`]);
  }

  private print(lines: readonly string[]): void {
    this.spaced = lines.at(-1) === '';
    this.region.print(lines.map((line) => `${line}\n`).join(''));
  }

  private bar(): string[] {
    const { view, results, planned } = this;
    const done = planned === 0 ? 1 : results.length / planned;
    const cells = Math.round(Math.min(1, done) * 25);
    const [full, empty] = view.unicode ? ['█', '░'] : ['#', '.'];
    const bar = `${view.paint.green(full.repeat(cells))}${view.paint.dim(empty.repeat(25 - cells))}`;
    const elapsed = duration(performance.now() - this.began);
    const inFlight = [...this.running.values()];
    const names = `${count(inFlight.length)} in flight${inFlight[0] === undefined ? '' : `: ${inFlight[0]}`}`;
    const told = clip(names, view.width - 4, view.unicode ? '…' : '...');
    return ['', `  ${bar}  ${count(results.length)}/${count(planned)}   ${elapsed}`, `  ${view.paint.dim(told)}`];
  }
}
