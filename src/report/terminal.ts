import type { RunEvent, ScenarioResult } from '../result/run.js';
import { chapterOfScenario, type Group, groupByChapter, tally } from './chapters.js';
import { failureBlock, headline } from './failure.js';
import { headerLines } from './header.js';
import { LiveRegion } from './live-region.js';
import { printable } from './printable.js';
import type { MakeReporter, Paper } from './reporter.js';
import { summaryLines } from './summary.js';
import { count, duration, symbol, type View } from './view.js';

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
  /** Scenarios in flight, oldest first. */
  private readonly running = new Map<string, string>();
  private began = performance.now();

  constructor({ write, view }: Paper) {
    this.view = view;
    this.region = new LiveRegion(write, () => this.bar());
  }

  hear(event: RunEvent): void {
    if (event.type === 'run-started') this.start(event);
    else if (event.type === 'scenario-started') {
      this.running.set(event.id, event.name);
      this.region.touch();
    } else if (event.type === 'scenario-finished') this.finish(event.result);
    else if (event.type === 'notice') this.print([this.view.paint.yellow(printable(event.text))]);
    else {
      this.region.end();
      for (const group of this.groups.values()) if (group.open > 0 && group.results.length > 0) this.tellGroup(group);
      this.print(['', ...summaryLines(event.result, this.view)]);
    }
  }

  private start({ targets, planned, total }: Extract<RunEvent, { type: 'run-started' }>): void {
    if (!this.view.quiet) this.print([...headerLines(targets, planned, total, this.view), '']);
    this.groups = groupByChapter(planned);
    this.severalSpecs = new Set([...this.groups.keys()].map((key) => key.split('/')[0])).size > 1;
    this.planned = planned.length;
    this.began = performance.now();
    this.region.start();
  }

  private finish(result: ScenarioResult): void {
    this.running.delete(result.id);
    this.results.push(result);
    const { verdict } = result;
    if (verdict === 'fail' || (verdict === 'advisory' && (this.view.strict || this.view.verbosity > 0))) {
      this.print(['', failureBlock(result, this.view), '']);
    } else if (verdict === 'blocked') {
      this.print([
        `  ${symbol(verdict, this.view)} ${headline(result, this.view)}`,
        `    ${printable(result.reason ?? '')}`,
      ]);
    } else if (this.view.verbosity > 1)
      this.print([`    ${symbol(verdict, this.view)} ${headline(result, this.view)}`]);
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
    const title = heading.length > 38 ? `${heading.slice(0, 37)}${this.view.unicode ? '…' : '.'}` : heading;
    this.print([`  ${number.padEnd(width)} ${printable(title).padEnd(38)} ${tally(results, this.view)}`]);
  }

  private print(lines: readonly string[]): void {
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
    const names = `${count(inFlight.length)} in flight${inFlight[0] === undefined ? '' : `: ${printable(inFlight[0])}`}`;
    const room = Math.max(20, view.width - 4);
    const told = names.length > room ? `${names.slice(0, room - 1)}${view.unicode ? '…' : '.'}` : names;
    return ['', `  ${bar}  ${count(results.length)}/${count(planned)}   ${elapsed}`, `  ${view.paint.dim(told)}`];
  }
}
